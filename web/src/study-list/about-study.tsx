import './about-study.css';
import type { ReactNode } from 'react';
import FileDown from 'lucide-react/icons/file-down';
import GitFork from 'lucide-react/icons/git-fork';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { parseDate } from '#shared/dicom/date-time.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import { askExport } from '../live/export-request.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatBytes, formatMoment } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { useWording, type Wording } from '../ui/use-text.ts';
import { KeepSwitch } from './keep-switch.tsx';
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
  return (
    <Dialog
      title={studyWords(study, wording).name}
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
        {factsOf(study, wording)
          .filter(({ value }) => value !== '')
          .map(({ name, value }) => (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Dialog>
  );
}

interface Fact {
  readonly name: string;
  readonly value: string;
}

function factsOf(study: StudySummary, wording: Wording): readonly Fact[] {
  const { text, language } = wording;
  const words = studyWords(study, wording);
  const born = parseDate(study.PatientBirthDate);
  const { instanceCount: total, localCount, serverCount } = study.whereabouts;
  const ofAll = (count: number): string => text('details.ofInstances', { count, total });
  const content = [
    text('list.series', { count: study.seriesCount }),
    text('list.instances', { count: study.instanceCount }),
    formatBytes(language, study.byteLength),
  ];
  return [
    { name: text('details.studied'), value: [words.date, words.time].join(' ').trim() },
    { name: text('details.patientId'), value: study.PatientID },
    { name: text('details.birthDate'), value: born === null ? '' : formatDay(born, language) },
    { name: text('details.sex'), value: sexWords(study, wording) },
    { name: text('details.species'), value: study.PatientSpeciesDescription },
    { name: text('details.breed'), value: study.PatientBreedDescription },
    { name: text('details.responsible'), value: formatPersonName(study.ResponsiblePerson) },
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

function sexWords(study: StudySummary, { text }: Wording): string {
  return /^[MFO]$/.test(study.PatientSex) ? text('list.sex', { sex: study.PatientSex }) : '';
}
