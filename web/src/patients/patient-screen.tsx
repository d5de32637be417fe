import './patients.css';
import { type ComponentType, type ReactNode, useState } from 'react';
import Pencil from 'lucide-react/icons/user-round-pen';
import Plus from 'lucide-react/icons/plus';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import UserX from 'lucide-react/icons/user-x';
import {
  isTemporaryId,
  type Demographics,
  type PatientField,
} from '#shared/patient/demographics.ts';
import { useArchive } from '../live/archive-provider.tsx';
import type { PatientView } from '../live/patient-book.ts';
import { usePatients } from '../live/use-patients.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useText, useWording } from '../ui/use-text.ts';
import { MatchCard } from './match-card.tsx';
import { correctPatient, discardEntered } from './patient-deeds.ts';
import { PatientForm } from './patient-form.tsx';
import { PatientHistory } from './patient-history.tsx';
import { patientFacts, patientName, toldFields, valueWords } from './patient-words.ts';
import { Timeline } from './timeline.tsx';
import { useDeed } from './use-deed.ts';

interface PatientScreenProps {
  readonly patientKey: string;
  readonly studyHref: (studyKey: string) => string;
  /** Studies of a Patient ID that are not on this device. */
  readonly elsewhere: ComponentType<{ readonly PatientID: string }>;
  readonly onLeave: () => void;
}

/** One patient: who it is, what a reader should decide, its studies by year, and what was changed. */
export function PatientScreen(props: PatientScreenProps): ReactNode {
  const { patientKey } = props;
  const text = useText();
  const book = usePatients();
  const view = book.byKey(patientKey);
  if (view === null) {
    return (
      <Page title={text('patient.title')} backHref="/patients">
        {book.isLoaded ? (
          <EmptyState icon={UserX} title={text('patient.gone')}>
            <p>{text('patient.goneWords')}</p>
          </EmptyState>
        ) : (
          <Spinner label={text('ui.loading')} />
        )}
      </Page>
    );
  }
  return <ShownPatient {...props} key={view.key} view={view} />;
}

/** The animal stands there: the next thing are its images. */
function NoStudiesYet(): ReactNode {
  const text = useText();
  return (
    <>
      <p className="muted">{text('patient.noStudies')}</p>
      <LinkButton href="/import" icon={Plus}>
        {text('list.add')}
      </LinkButton>
    </>
  );
}

interface ShownProps extends PatientScreenProps {
  readonly view: PatientView;
}

/** Its studies on this device by year, and those that are not. */
function Studies({ view, studyHref, elsewhere: Elsewhere }: ShownProps): ReactNode {
  const text = useText();
  const { studies, demographics } = view;
  return (
    <>
      <Section title={text('patient.timeline')}>
        {studies.length === 0 ? (
          <NoStudiesYet />
        ) : (
          <Timeline studies={studies} studyHref={studyHref} />
        )}
      </Section>
      <Elsewhere PatientID={demographics.PatientID} />
    </>
  );
}

function ShownPatient(props: ShownProps): ReactNode {
  const { view, onLeave } = props;
  const wording = useWording();
  const { text } = wording;
  const archive = useArchive();
  const [isCorrecting, setCorrecting] = useState(false);
  const { isBusy, run } = useDeed();
  const { demographics, entered, studies } = view;
  return (
    <Page
      title={patientName(demographics, text)}
      backHref="/patients"
      actions={
        <Button icon={Pencil} onPress={() => setCorrecting(true)}>
          {text('patient.correct')}
        </Button>
      }
    >
      <Head view={view} />
      {view.isAsking || entered !== null
        ? view.candidates.map((candidate) => (
            <MatchCard key={candidate.key} view={view} candidate={candidate} level={2} />
          ))
        : null}
      <Studies {...props} />
      <PatientHistory view={view} />
      {entered === null ? null : (
        <Button
          variant="quiet"
          icon={UserX}
          isPending={isBusy}
          onPress={() =>
            void run(() => discardEntered(archive, entered.id), text('patient.discarded')).then(
              (key) => {
                if (key !== null && studies.length === 0) onLeave();
              },
            )
          }
        >
          {text('patient.discard')}
        </Button>
      )}
      {isCorrecting ? <CorrectionForm view={view} onClose={() => setCorrecting(false)} /> : null}
    </Page>
  );
}

interface CorrectionFormProps {
  readonly view: PatientView;
  readonly onClose: () => void;
}

/** Stays open until the correction is written: what could not be written is not typed again. */
function CorrectionForm({ view, onClose }: CorrectionFormProps): ReactNode {
  const text = useText();
  const archive = useArchive();
  const book = usePatients();
  const { isBusy, failure, run } = useDeed();
  const [begun] = useState(view.demographics);
  const save = async (next: Demographics, reason: string): Promise<void> => {
    const changes = changesOf(begun, next);
    const isDone =
      Object.keys(changes).length === 0 ||
      (await run(
        () => correctPatient(archive, book, view, changes, reason),
        text('patient.corrected'),
      )) !== null;
    if (isDone) onClose();
  };
  return (
    <PatientForm
      title={text('patient.correctTitle')}
      saveLabel={text('patient.correctSave')}
      initial={begun}
      asksReason
      isBusy={isBusy}
      failure={failure}
      onClose={onClose}
      onSave={(next, reason) => void save(next, reason)}
    />
  );
}

function Head({ view }: { readonly view: PatientView }): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const { demographics } = view;
  return (
    <div className="patient-head">
      <p className="patient-head-facts">
        {patientFacts(demographics, wording).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {isTemporaryId(demographics.PatientID) ? (
        <Notice tone="only-here" icon={TriangleAlert} title={text('patient.temporaryTitle')}>
          {text('patient.temporaryWords')}
        </Notice>
      ) : null}
      <Differences view={view} />
    </div>
  );
}

/** `Name: Bella (file says Bela)`: what is shown in place of the files' own words. */
function Differences({ view }: { readonly view: PatientView }): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const { ofStudy } = usePatients();
  const lines = new Map<string, ReactNode>();
  for (const { key } of view.studies) {
    for (const { field, shown, file, others } of ofStudy(key)?.differences ?? []) {
      if (!toldFields.includes(field) || (file === '' && others.length === 0)) continue;
      const words = [
        valueWords(field, shown, wording),
        text('patient.fileSays', { file: valueWords(field, file, wording) }),
        ...others.map((other) =>
          text('patient.alsoProposed', { value: valueWords(field, other, wording) }),
        ),
      ];
      const line = `${text(`patient.field.${field}`)}: ${words[0]} (${words.slice(1).join('; ')})`;
      lines.set(line, <li key={line}>{line}</li>);
    }
  }
  if (lines.size === 0) return null;
  return (
    <Notice tone="conflict" icon={Pencil} title={text('patient.differences')}>
      <ul className="plain-list">{[...lines.values()]}</ul>
    </Notice>
  );
}

function changesOf(
  before: Demographics,
  after: Demographics,
): Readonly<Partial<Record<PatientField, string>>> {
  const changed = Object.entries(after).filter(
    ([field, value]) => value !== before[field as PatientField],
  );
  return Object.fromEntries(changed);
}
