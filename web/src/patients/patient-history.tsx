import type { ReactNode } from 'react';
import type { PatientField } from '#shared/patient/demographics.ts';
import type { Register, Written } from '#shared/sync/fold-patients.ts';
import { useArchive } from '../live/archive-provider.tsx';
import type { PatientBook, PatientView } from '../live/patient-book.ts';
import { usePatients } from '../live/use-patients.ts';
import { Button } from '../ui/button.tsx';
import { formatMoment } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { useText, useWording } from '../ui/use-text.ts';
import { correctPatient, part } from './patient-deeds.ts';
import { patientName, toldFields, valueWords } from './patient-words.ts';
import { useDeed } from './use-deed.ts';
import { demographicsOf } from '#shared/sync/shown-patient.ts';

interface Line {
  readonly field: PatientField;
  readonly written: Written<string | null>;
}

/** Who changed what and why, the latest first; every value can be taken again. */
export function PatientHistory({ view }: { readonly view: PatientView }): ReactNode {
  const text = useText();
  const archive = useArchive();
  const book = usePatients();
  const { isBusy, run } = useDeed();
  const lines = linesOf(view, book);
  if (lines.length + view.merged.length === 0) return null;
  return (
    <Section title={text('patient.history')} description={text('patient.historyWords')}>
      <ul className="history">
        {view.merged.map((patient) => (
          <li key={patient.id} className="history-line">
            <p>
              {text('patient.mergedHere', { name: patientName(demographicsOf(patient), text) })}
            </p>
            <Written {...(patient.mergedInto.shown ?? patient.mergedInto.written[0])} />
            <Button
              isPending={isBusy}
              onPress={() =>
                void run(() => part(archive, patient.id, view.key), text('patient.partDone'))
              }
            >
              {text('patient.part')}
            </Button>
          </li>
        ))}
        {lines.map((line) => (
          <HistoryLine
            key={`${line.field} ${line.written.opId}`}
            line={line}
            isBusy={isBusy}
            onTake={(value) =>
              void run(
                () =>
                  correctPatient(
                    archive,
                    book,
                    view,
                    { [line.field]: value },
                    text('patient.takenAgain'),
                  ),
                text('patient.corrected'),
              )
            }
          />
        ))}
      </ul>
    </Section>
  );
}

function HistoryLine({
  line: { field, written },
  isBusy,
  onTake,
}: {
  readonly line: Line;
  readonly isBusy: boolean;
  readonly onTake: (value: string) => void;
}): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const name = text(`patient.field.${field}`);
  const { value, from, state } = written;
  const back = state === 'shown' ? from : value;
  return (
    <li className="history-line" data-state={state}>
      <p>
        {value === null
          ? text('patient.tookBack', { field: name })
          : text('patient.setTo', { field: name, value: valueWords(field, value, wording) })}
        {from === '' ? null : (
          <span className="muted">
            {' '}
            {text('patient.fileSays', { file: valueWords(field, from, wording) })}
          </span>
        )}
      </p>
      <Written {...written} />
      {state === 'concurrent' ? (
        <p className="history-state">{text('patient.concurrent')}</p>
      ) : null}
      {back === null || back === '' ? null : (
        <Button isPending={isBusy} onPress={() => onTake(back)}>
          {state === 'shown' ? text('patient.takeBack') : text('patient.takeThis')}
        </Button>
      )}
    </li>
  );
}

function Written(written: Partial<Written<unknown>>): ReactNode {
  const { language, text } = useWording();
  const { author, at = '', reason = '' } = written;
  const who = author?.name || text('patient.nobody');
  return (
    <p className="muted">
      {[who, formatMoment(language, at), reason].filter((part) => part !== '').join(' · ')}
    </p>
  );
}

function linesOf(view: PatientView, book: PatientBook): readonly Line[] {
  const lines: Line[] = [];
  const known = new Set<string>();
  const take = (field: PatientField, register: Register<string | null> | undefined): void => {
    for (const written of register?.written ?? []) {
      // One correction of three studies that say the same is one line.
      const text = `${field}\n${written.value}\n${written.from}\n${written.reason}\n${written.author.id}`;
      if (known.has(text)) continue;
      known.add(text);
      lines.push({ field, written });
    }
  };
  for (const field of toldFields) {
    const entered = view.entered?.fields[field];
    if (entered !== undefined && entered.written.length > 1) take(field, entered);
    for (const { key } of view.studies) {
      take(field, book.ofStudy(key)?.folded?.corrections.get(field));
    }
  }
  return lines.toSorted((a, b) => (a.written.at < b.written.at ? 1 : -1));
}
