import type { ReactNode } from 'react';
import CloudDownload from 'lucide-react/icons/cloud-download';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { StudySummary } from '../archive/archive-types.ts';
import { dropDamaged } from '../archive/drop-damaged.ts';
import { isReady, keepStudies, releaseStudies } from '../archive/kept-studies.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useKeepProgress } from '../live/keep-progress.ts';
import { useKept } from '../live/use-kept.ts';
import { useStudyDetail } from '../live/use-study-detail.ts';
import { useSyncState } from '../live/use-sync-state.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Switch } from '../ui/switch.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useFailureText, useText } from '../ui/use-text.ts';

/** Keeps one study on this device, and says how far that is. */
export function KeepSwitch({ study }: { readonly study: StudySummary }): ReactNode {
  const text = useText();
  const archive = useArchive();
  const failureText = useFailureText();
  const isKept = useKept().has(study.key);
  const change = async (isWanted: boolean): Promise<void> => {
    const changed = await (isWanted ? keepStudies : releaseStudies)(archive, [study.key]);
    if (!changed.ok) showToast(failureText(changed.failure), { tone: 'failed' });
  };
  return (
    <div>
      <Switch isSelected={isKept} onChange={(isWanted) => void change(isWanted)}>
        {text('choose.keep')}
      </Switch>
      <p className="muted" role="status">
        {useKeepWords(study)}
      </p>
      <DamagedNotice study={study} />
    </div>
  );
}

function useKeepWords(study: StudySummary): string {
  const text = useText();
  const failureText = useFailureText();
  const kept = useKept().get(study.key);
  const progress = useKeepProgress().get(study.key);
  const { instanceCount: total, localCount } = study.whereabouts;
  if (kept === undefined) return text('choose.keepWords');
  if (isReady(kept, study)) return text('choose.keepReady', { count: total, total });
  if (progress !== undefined) {
    const key = progress.phase === 'fetching' ? 'choose.keepFetching' : 'choose.keepVerifying';
    return text(key, { count: progress.done, total: progress.total });
  }
  if (localCount < total) return text('choose.keepWaiting', { count: localCount, total });
  if (kept.imageFailure !== null) {
    return text('keep.notShown', { why: failureText(kept.imageFailure) });
  }
  return text('choose.keepUnproved');
}

/** What is damaged on this device, and the way on: from the server where that has it whole. */
function DamagedNotice({ study }: { readonly study: StudySummary }): ReactNode {
  const text = useText();
  const archive = useArchive();
  const failureText = useFailureText();
  const isOnline = useSyncState().connection === 'online';
  const { damaged } = useKept().get(study.key) ?? { damaged: [] };
  const detail = useStudyDetail(study.key);
  if (damaged.length === 0 || detail === null) return null;
  const instances = detail.series.flatMap((series) => series.instances);
  const onServer = new Set(instances.filter((one) => one.isOnServer).map(({ id }) => id));
  const there = damaged.filter(({ id }) => onServer.has(id));
  const awayCount = damaged.length - there.length;
  const fetchAgain = async (): Promise<void> => {
    const dropped = await dropDamaged(archive, study.key, there);
    if (!dropped.ok) showToast(failureText(dropped.failure), { tone: 'failed' });
  };
  return (
    <Notice
      tone="failed"
      icon={TriangleAlert}
      title={text('keep.damaged', { count: damaged.length })}
      isLive
      actions={
        there.length > 0 && isOnline ? (
          <Button icon={CloudDownload} onPress={() => void fetchAgain()}>
            {text('keep.fetchAgain')}
          </Button>
        ) : undefined
      }
    >
      {there.length === 0 ? null : (
        <p>{text(isOnline ? 'keep.onServer' : 'keep.onServerLater', { count: there.length })}</p>
      )}
      {awayCount === 0 ? null : <p>{text('keep.notOnServer', { count: awayCount })}</p>}
    </Notice>
  );
}
