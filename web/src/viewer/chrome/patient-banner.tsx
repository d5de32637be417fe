import './patient-banner.css';
import type { ReactNode } from 'react';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import { parseDate } from '#shared/dicom/date-time.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../../archive/archive-types.ts';
import { IconButton } from '../../ui/button.tsx';
import { useWording, type Wording } from '../../ui/use-text.ts';
import { ageAt } from './age-at.ts';

interface PatientBannerProps {
  readonly study: StudySummary;
  readonly onClose: () => void;
}

/** Whose images these are: always in sight, on every size of screen. */
export function PatientBanner({ study, onClose }: PatientBannerProps): ReactNode {
  const wording = useWording();
  const { text, language } = wording;
  const name = formatPersonName(study.PatientName) || text('viewer.patientNameless');
  return (
    <header className="patient-banner">
      <IconButton
        icon={ArrowLeft}
        label={text('viewer.close')}
        className="icon-directional"
        onPress={onClose}
      />
      <div className="patient-who">
        <h1 className="patient-name">{name}</h1>
        <p className="patient-facts">
          {patientFacts(study, wording).map((fact) => (
            <span key={fact} className="patient-fact">
              {fact}
            </span>
          ))}
        </p>
      </div>
      <div className="patient-study">
        <p className="patient-date">{dayText(study.StudyDate, language)}</p>
        <p className="patient-description">
          {study.StudyDescription || study.ModalitiesInStudy.join(', ')}
        </p>
      </div>
      <p className="review-tag">{text('ui.reviewOnly')}</p>
    </header>
  );
}

function patientFacts(study: StudySummary, wording: Wording): readonly string[] {
  const { text, language } = wording;
  const { PatientSex, PatientBirthDate, PatientID } = study;
  const sex = PatientSex === 'M' || PatientSex === 'F' || PatientSex === 'O' ? PatientSex : null;
  const age = ageAt(PatientBirthDate, study.StudyDate);
  const animal = [study.PatientSpeciesDescription, study.PatientBreedDescription]
    .filter((part) => part !== '')
    .join(', ');
  // The ID first: with the name it is what tells one patient from another.
  return [
    PatientID === '' ? '' : text('viewer.patientId', { id: PatientID }),
    animal,
    sex === null ? '' : text(`viewer.sex.${sex}`),
    age === null
      ? ''
      : new Intl.NumberFormat(language, {
          style: 'unit',
          unit: age.unit,
          unitDisplay: 'narrow',
        }).format(age.n),
    PatientBirthDate === ''
      ? ''
      : text('viewer.patientBorn', { date: dayText(PatientBirthDate, language) }),
    study.ResponsiblePerson === ''
      ? ''
      : text('viewer.responsible', { name: formatPersonName(study.ResponsiblePerson) }),
    study.differing.length === 0
      ? ''
      : text('study.differing', {
          what: study.differing.map((keyword) => text('study.attribute', { keyword })).join(', '),
        }),
    study.isSample ? text('viewer.sample') : '',
    study.rejection === null ? '' : text('viewer.rejected'),
  ].filter((fact) => fact !== '');
}

/** A day with its month as a word, so that no day is read as a month; text that is no date as it is. */
function dayText(text: string, language: string): string {
  const date = parseDate(text);
  if (date === null) return text;
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(date.year, date.month - 1, date.day));
}
