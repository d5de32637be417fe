import { type ReactNode, useEffect, useState } from 'react';
import CloudCheck from 'lucide-react/icons/cloud-check';
import Tablet from 'lucide-react/icons/tablet';
import type { StudySummary } from '../archive/archive-types.ts';
import { type OnlyHere, purgeStudy, whatOnlyHere } from '../archive/purge-study.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatBytes } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { Switch } from '../ui/switch.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useFailureText, useText, useWording } from '../ui/use-text.ts';
import { onlyCopyCount } from './only-copy.ts';
import { StudyLine } from './study-line.tsx';

interface DeleteDialogProps {
  readonly study: StudySummary;
  readonly onClose: () => void;
}

/** Names the study and what exists nowhere else; where a last copy would go, a second yes is needed. */
export function DeleteDialog({ study, onClose }: DeleteDialogProps): ReactNode {
  const { text, language } = useWording();
  const [isUnderstood, setIsUnderstood] = useState(false);
  const purge = usePurge(study.key);
  const lostCount = onlyCopyCount(study);
  return (
    <Dialog
      isAlert
      title={text('trash.deleteTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} takesFocus>
            {text('ui.cancel')}
          </Button>
          <Button
            variant="danger"
            isDisabled={lostCount > 0 && !isUnderstood}
            onPress={() => {
              onClose();
              void purge();
            }}
          >
            {text('trash.deleteConfirm')}
          </Button>
        </>
      }
    >
      <p>
        <StudyLine study={study} />
      </p>
      {lostCount > 0 ? (
        <>
          <Notice
            tone="only-here"
            icon={Tablet}
            title={text('trash.deleteLost', { count: lostCount })}
          >
            <LostSeries studyKey={study.key} />
          </Notice>
          <Switch isSelected={isUnderstood} onChange={setIsUnderstood}>
            {text('trash.deleteUnderstood', { count: lostCount })}
          </Switch>
        </>
      ) : (
        <Notice
          tone="on-server"
          icon={CloudCheck}
          title={text('trash.deleteSafe', {
            total: study.instanceCount,
            size: formatBytes(language, study.byteLength),
          })}
        />
      )}
    </Dialog>
  );
}

/** By name what would be gone: the series with their counts, and marks that have not gone up. */
function LostSeries({ studyKey }: { readonly studyKey: string }): ReactNode {
  const text = useText();
  const archive = useArchive();
  const [only, setOnly] = useState<OnlyHere | null>(null);
  useEffect(() => {
    void whatOnlyHere(archive, studyKey).then((read) => setOnly(read.ok ? read.value : null));
  }, [archive, studyKey]);
  if (only === null) return null;
  return (
    <ul>
      {only.series.map(({ Modality, SeriesDescription, instanceCount }, index) => (
        <li key={`${index}-${SeriesDescription}`}>
          {[Modality, SeriesDescription, text('list.instances', { count: instanceCount })]
            .filter((part) => part !== '')
            .join(' · ')}
        </li>
      ))}
      {only.opCount === 0 ? null : <li>{text('trash.deleteOps', { count: only.opCount })}</li>}
    </ul>
  );
}

function usePurge(studyKey: string): () => Promise<void> {
  const archive = useArchive();
  const { text } = useWording();
  const failureText = useFailureText();
  return async () => {
    const purged = await purgeStudy(archive, studyKey);
    if (purged.ok) showToast(text('trash.deleted'));
    else showToast(failureText(purged.failure), { tone: 'failed' });
  };
}
