import type { ReactNode } from 'react';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import { formatBytes, formatMoment } from '../ui/format.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useWording } from '../ui/use-text.ts';
import type { StudyOutbox } from './outbox-entries.ts';

interface OutboxStudyProps {
  readonly study: StudySummary;
  readonly outbox: StudyOutbox | null;
  /** Bytes of it that are moving now; null when another study, or nothing, moves. */
  readonly transfer: { readonly bytesDone: number; readonly bytesTotal: number } | null;
}

export function OutboxStudy({ study, outbox, transfer }: OutboxStudyProps): ReactNode {
  const { text, language, failureText } = useWording();
  const { instanceCount: total, serverCount: done } = study.whereabouts;
  const name = formatPersonName(study.PatientName) || study.PatientID || text('list.noName');
  const words = text('outbox.studyProgress', { done, total });
  const code = outbox?.code ?? null;
  return (
    <li className="outbox-study">
      <p className="outbox-study-name">
        {name}
        <span className="muted">
          {[study.ModalitiesInStudy.join(' '), study.StudyDescription]
            .filter((part) => part !== '')
            .map((part) => ` · ${part}`)
            .join('')}
        </span>
      </p>
      <ProgressBar label={words} done={done} total={total} tone="sending" />
      <p className="muted">
        {transfer === null
          ? words
          : text('outbox.studySending', {
              done: formatBytes(language, transfer.bytesDone),
              total: formatBytes(language, transfer.bytesTotal),
            })}
      </p>
      {code === null ? null : (
        <p className="outbox-reason">
          {failureText({ code })}
          {outbox !== null && outbox.nextAtMs > 0
            ? ` ${text('outbox.nextTry', { at: formatMoment(language, outbox.nextAtMs) })}`
            : ''}
        </p>
      )}
    </li>
  );
}
