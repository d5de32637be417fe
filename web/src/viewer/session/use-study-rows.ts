import { useEffect, useRef, useState } from 'react';
import type { StudyDetail } from '../../archive/archive-types.ts';
import { useSyncState } from '../../live/use-sync-state.ts';
import { showToast } from '../../ui/toast-queue.ts';
import { useWording } from '../../ui/use-text.ts';
import { missingText } from '../chrome/view-words.ts';
import { stacksOfStudy } from '../stack/frame-stack.ts';
import { useSession } from './viewer-context.ts';

/**
 * Brings new rows of the study (instances that arrive while it is open) to the session, and asks the
 * server for what is not on this device: an opened study is a wanted one, also when the network comes back
 * only while it is open.
 */
export function useStudyRows({ study, series }: StudyDetail): void {
  const { study: session } = useSession();
  const wording = useWording();
  const lastWording = useRef(wording);
  useEffect(() => {
    lastWording.current = wording;
  }, [wording]);
  const seen = useRef<{ readonly series: StudyDetail['series']; readonly local: Set<string> }>({
    series: [],
    local: new Set(),
  });
  const { thumbnailInstanceId } = study;
  useEffect(() => {
    if (seen.current.series === series) return;
    const before = seen.current.local;
    const instances = series.flatMap((one) => one.instances);
    const local = new Set(instances.filter(({ isLocal }) => isLocal).map(({ id }) => id));
    seen.current = { series, local };
    const arrived = new Set([...local].filter((id) => !before.has(id)));
    session.setStacks(stacksOfStudy(series), arrived);
    if (arrived.size > 0) session.completeThumbnails(thumbnailInstanceId);
  }, [session, series, thumbnailInstanceId]);

  const { localCount } = study.whereabouts;
  const hasMissing = localCount < study.whereabouts.instanceCount;
  const isOnline = useSyncState().connection === 'online';
  // Once; again when the network has come back after it failed.
  const [asking, setAsking] = useState({ isAsking: true, isOnline });
  if (asking.isOnline !== isOnline) setAsking({ isAsking: asking.isAsking || isOnline, isOnline });
  const { isAsking } = asking;
  useEffect(() => {
    if (!hasMissing || !isAsking) return undefined;
    let isSeen = true;
    void session.fetchMissing().then((report) => {
      if (!isSeen) return;
      const words = report === null ? null : missingText(report, lastWording.current);
      if (words !== null) showToast(words, { tone: 'failed' });
      if (report === null || report.failedCount > 0)
        setAsking((now) => ({ ...now, isAsking: false }));
    });
    return () => {
      isSeen = false;
    };
  }, [session, hasMissing, isAsking]);
}
