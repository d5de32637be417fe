import './patient-banner.css';
import type { ReactNode } from 'react';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import IdCard from 'lucide-react/icons/id-card';
import UserSearch from 'lucide-react/icons/user-search';
import { parseDate } from '#shared/dicom/date-time.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../../archive/archive-types.ts';
import { IconButton } from '../../ui/button.tsx';
import { useText, useWording, type Wording } from '../../ui/use-text.ts';
import { isAnimal } from '#shared/patient/species.ts';
import type { StudyPatient } from '../../live/patient-book.ts';
import { useStudyPatient } from '../../live/use-patients.ts';
import { Chip } from '../../ui/chip.tsx';
import { HeaderTools } from '../../ui/header-tools.tsx';
import { ageAt } from './age-at.ts';

interface PatientBannerProps {
  readonly study: StudySummary;
  readonly leadsToList: boolean;
  readonly onClose: () => void;
}

/** Whose images these are: always in sight, on every size of screen. */
export function PatientBanner({
  study: asFiled,
  leadsToList,
  onClose,
}: PatientBannerProps): ReactNode {
  const wording = useWording();
  const { text, language } = wording;
  const patient = useStudyPatient(asFiled.key);
  const study = patient?.shown ?? asFiled;
  const name = formatPersonName(study.PatientName) || text('viewer.patientNameless');
  const corrections = correctionWords(patient, wording);
  return (
    <header className="patient-banner">
      <IconButton
        icon={ArrowLeft}
        label={text(leadsToList ? 'viewer.close' : 'viewer.back')}
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
          {corrections.map((words) => (
            <bdi key={words} className="patient-fact patient-correction">
              {words}
            </bdi>
          ))}
        </p>
      </div>
      {patient === null ? null : <PatientLink patient={patient} />}
      <div className="patient-study">
        <p className="patient-date">{knownDayText(study.StudyDate, language)}</p>
        <p className="patient-description">
          {study.StudyDescription || study.ModalitiesInStudy.join(', ')}
        </p>
      </div>
      <p className="review-tag">{text('ui.reviewOnly')}</p>
      <HeaderTools />
    </header>
  );
}

/** The way to the patient's page; where a reader should decide whose the study is, it says so. */
function PatientLink({ patient }: { readonly patient: StudyPatient }): ReactNode {
  const text = useText();
  const href = `/patient/${patient.patientKey}`;
  if (patient.certainty === 'ask') {
    return (
      <Chip tone="conflict" icon={UserSearch} href={href} className="patient-link">
        {text('patient.match')}
      </Chip>
    );
  }
  return (
    <a
      className="button icon-button button-quiet patient-link"
      href={href}
      aria-label={text('patient.page')}
      title={text('patient.page')}
    >
      <IdCard className="icon" aria-hidden />
    </a>
  );
}

/** `Name: file says Bela`, for each fact of the banner that is not what the files say. */
function correctionWords(patient: StudyPatient | null, wording: Wording): readonly string[] {
  const { text, language } = wording;
  const shown: readonly string[] = ['PatientName', 'PatientID', 'PatientBirthDate', 'PatientSex'];
  return (patient?.differences ?? [])
    .filter(
      ({ field, file, others }) => shown.includes(field) && (file !== '' || others.length > 0),
    )
    .map(({ field, file, others }) => {
      const say = (value: string): string =>
        field === 'PatientName'
          ? formatPersonName(value)
          : field === 'PatientBirthDate'
            ? dayText(value, language)
            : value;
      const words =
        others.length === 0
          ? text('patient.fileSays', { file: say(file) })
          : text('patient.fileSaysOthers', {
              file: say(file),
              others: others.map(say).join(', '),
            });
      return `${text(`patient.field.${field}`)}: ${words}`;
    });
}

function neuteredWords({ PatientSexNeutered }: StudySummary, { text }: Wording): string {
  if (PatientSexNeutered === 'ALTERED') return text('patient.neutered');
  return PatientSexNeutered === 'UNALTERED' ? text('patient.notNeutered') : '';
}

function patientFacts(study: StudySummary, wording: Wording): readonly string[] {
  const { text, language } = wording;
  const { PatientSex, PatientBirthDate, PatientID } = study;
  const sex = PatientSex === 'M' || PatientSex === 'F' || PatientSex === 'O' ? PatientSex : null;
  const age = ageAt(PatientBirthDate, study.StudyDate);
  const born = knownDayText(PatientBirthDate, language);
  const animal = [study.PatientSpeciesDescription, study.PatientBreedDescription]
    .filter((part) => part !== '')
    .join(', ');
  // The ID first: with the name it is what tells one patient from another.
  return [
    PatientID === '' ? '' : text('viewer.patientId', { id: PatientID }),
    animal,
    [sex === null ? '' : text(`viewer.sex.${sex}`), neuteredWords(study, wording)]
      .filter((part) => part !== '')
      .join(', '),
    age === null
      ? ''
      : new Intl.NumberFormat(language, {
          style: 'unit',
          unit: age.unit,
          unitDisplay: 'narrow',
        }).format(age.n),
    born === '' ? '' : text('viewer.patientBorn', { date: born }),
    study.ResponsiblePerson === ''
      ? ''
      : text(isAnimal(study) ? 'patient.with' : 'viewer.responsible', {
          name: formatPersonName(study.ResponsiblePerson),
        }),
    study.differing.length === 0
      ? ''
      : text('study.differing', {
          what: study.differing.map((keyword) => text('study.attribute', { keyword })).join(', '),
        }),
    study.isSample ? text('viewer.sample') : '',
    study.rejection === null ? '' : text('viewer.rejected'),
  ].filter((fact) => fact !== '');
}

/** A day that is known: zeros are how some files say that none is. Else as `dayText`. */
export function knownDayText(text: string, language: string): string {
  return /^[0\s.-]*$/.test(text) ? '' : dayText(text, language);
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
