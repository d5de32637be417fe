import type { ReactNode } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { isReady, keepStudies, releaseStudies } from '../archive/kept-studies.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useKeepProgress } from '../live/keep-progress.ts';
import { useKept } from '../live/use-kept.ts';
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
    </div>
  );
}

function useKeepWords(study: StudySummary): string {
  const text = useText();
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
  return text('choose.keepUnproved');
}
