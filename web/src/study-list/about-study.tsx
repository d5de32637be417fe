import './about-study.css';
import type { ReactNode } from 'react';
import FileDown from 'lucide-react/icons/file-down';
import GitFork from 'lucide-react/icons/git-fork';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { parseDate } from '#shared/dicom/date-time.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { PatientField } from '#shared/patient/demographics.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import type { StudyPatient } from '../live/patient-book.ts';
import { useStudyPatient } from '../live/use-patients.ts';
import { askExport } from '../live/export-request.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatBytes, formatMoment } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { type TextOf, useWording, type Wording } from '../ui/use-text.ts';
import { KeepSwitch } from './keep-switch.tsx';
import { FileSays } from './study-line.tsx';
import { formatDay, studyWords } from './study-words.ts';

interface AboutStudyProps {
  readonly study: StudySummary;
  readonly href: string;
  readonly onClose: () => void;
  readonly onDiscard: () => void;
}

/** Everything the list knows of one study, and where each of its images is. */
export function AboutStudy({ study, href, onClose, onDiscard }: AboutStudyProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const patient = useStudyPatient(study.key);
  return (
    <Dialog
      title={studyWords(patient?.shown ?? study, wording).name}
      onClose={onClose}
      actions={
        <>
          <Button variant="danger" className="about-study-discard" onPress={onDiscard}>
            {text('details.discard')}
          </Button>
          <Button
            icon={FileDown}
            onPress={() => {
              onClose();
              askExport([{ studyKey: study.key, series: null }]);
            }}
          >
            {text('export.open')}
          </Button>
          <LinkButton variant="primary" href={href}>
            {text('details.open')}
          </LinkButton>
        </>
      }
    >
      <FileSays study={study} />
      {study.differing.length === 0 ? null : (
        <Notice tone="conflict" icon={TriangleAlert} title={text('list.differing')}>
          {text('study.differing', {
            what: study.differing.map((keyword) => text('study.attribute', { keyword })).join(', '),
          })}
        </Notice>
      )}
      {study.variantCount === 0 ? null : (
        <Notice
          tone="conflict"
          icon={GitFork}
          title={text('list.variants', { count: study.variantCount })}
        >
          {text('import.variantWords')}
        </Notice>
      )}
      {study.isSample ? null : <KeepSwitch study={study} />}
      <dl className="facts">
        {factsOf(study, patient, wording)
          .filter(({ value }) => value !== '')
          .map(({ name, value, field }) => (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>
                {value}
                <FileFact patient={patient} field={field} />
              </dd>
            </div>
          ))}
      </dl>
    </Dialog>
  );
}

interface Fact {
  readonly name: string;
  readonly value: string;
  /** Whose value somebody may have corrected. */
  readonly field?: PatientField;
}

/** What the files say of an attribute where another value is shown. */
function FileFact(props: {
  readonly patient: StudyPatient | null;
  readonly field: PatientField | undefined;
}): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const other = props.patient?.differences.find(({ field }) => field === props.field);
  if (other === undefined) return null;
  const said = (value: string): string => fieldWords(other.field, value, wording);
  const file = said(other.file);
  const others = other.others.map(said).join(', ');
  const words =
    others === ''
      ? text('patient.fileSays', { file })
      : text('patient.fileSaysOthers', { file, others });
  return <span className="file-says"> ({words})</span>;
}

function fieldWords(field: PatientField, value: string, { text, language }: Wording): string {
  if (value === '') return text('patient.nothing');
  if (field === 'ResponsiblePerson') return formatPersonName(value);
  if (field === 'PatientSex') return sexWords(value, text) || value;
  const born = field === 'PatientBirthDate' ? parseDate(value) : null;
  return born === null ? value : formatDay(born, language);
}

function factsOf(
  study: StudySummary,
  patient: StudyPatient | null,
  wording: Wording,
): readonly Fact[] {
  const { text, language } = wording;
  const shown = patient?.shown ?? study;
  const words = studyWords(shown, wording);
  const born = parseDate(shown.PatientBirthDate);
  const { instanceCount: total, localCount, serverCount } = study.whereabouts;
  const ofAll = (count: number): string => text('details.ofInstances', { count, total });
  const content = [
    text('list.series', { count: study.seriesCount }),
    text('list.instances', { count: study.instanceCount }),
    formatBytes(language, study.byteLength),
  ];
  return [
    { name: text('details.studied'), value: [words.date, words.time].join(' ').trim() },
    { name: text('details.patientId'), value: shown.PatientID, field: 'PatientID' },
    {
      name: text('details.birthDate'),
      value: born === null ? '' : formatDay(born, language),
      field: 'PatientBirthDate',
    },
    { name: text('details.sex'), value: sexWords(shown.PatientSex, text), field: 'PatientSex' },
    {
      name: text('details.species'),
      value: shown.PatientSpeciesDescription,
      field: 'PatientSpeciesDescription',
    },
    {
      name: text('details.breed'),
      value: shown.PatientBreedDescription,
      field: 'PatientBreedDescription',
    },
    {
      name: text('details.responsible'),
      value: formatPersonName(shown.ResponsiblePerson),
      field: 'ResponsiblePerson',
    },
    { name: text('details.accession'), value: study.AccessionNumber },
    { name: text('details.referring'), value: formatPersonName(study.ReferringPhysicianName) },
    { name: text('details.content'), value: content.join(' · ') },
    { name: text('details.added'), value: formatMoment(language, study.addedAt) },
    { name: text('details.here'), value: ofAll(localCount) },
    {
      name: text('details.server'),
      value: study.isSample ? text('list.sampleHint') : ofAll(serverCount),
    },
  ];
}

function sexWords(sex: string, text: TextOf): string {
  return /^[MFO]$/.test(sex) ? text('list.sex', { sex }) : '';
}
