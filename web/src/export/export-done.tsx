import type { ReactNode } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import { useStudies } from '../live/use-studies.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import { Notice } from '../ui/notice.tsx';
import { useWording } from '../ui/use-text.ts';
import type { NotExported } from '../workers/export/export-api.ts';
import type { ExportSum } from './export-run.ts';

/** How an export ended, and by name what is not in it. */
export function ExportDone({ sum }: { readonly sum: ExportSum }): ReactNode {
  const { text } = useWording();
  return (
    <div role="status">
      <p className="export-size">
        {sum.isCancelled
          ? text(sum.isLeftBehind ? 'export.stoppedLeft' : 'export.stopped')
          : text('export.done', { count: sum.filesWritten })}
      </p>
      {sum.subfolder === null || sum.isCancelled ? null : (
        <p>{text('export.subfolder', { name: sum.subfolder })}</p>
      )}
      {sum.neutralisedCount === 0 ? null : (
        <p className="muted">{text('export.neutralised', { count: sum.neutralisedCount })}</p>
      )}
      {sum.unlistedCount === 0 ? null : (
        <p className="muted">{text('export.unlisted', { count: sum.unlistedCount })}</p>
      )}
      {sum.failed.length === 0 ? null : <Failed failed={sum.failed} />}
    </div>
  );
}

function Failed({ failed }: { readonly failed: readonly NotExported[] }): ReactNode {
  const { text, failureText } = useWording();
  const studies = useStudies();
  const nameOf = (studyKey: string): string =>
    formatPersonName(studies.find(({ key }) => key === studyKey)?.PatientName ?? '');
  return (
    <Notice
      tone="failed"
      icon={CircleAlert}
      title={text('export.missing', { count: failed.length })}
    >
      <ul className="export-missing">
        {failed.map(({ studyKey, SeriesDescription, InstanceNumber, code }, index) => (
          <li key={`${index}-${studyKey}`}>
            <bdi>{nameOf(studyKey)}</bdi>
            {[SeriesDescription, InstanceNumber === null ? '' : `#${InstanceNumber}`]
              .filter((part) => part !== '')
              .map((part) => ` · ${part}`)}
            {': '}
            {failureText({ code })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
