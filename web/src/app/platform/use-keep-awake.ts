import { useEffect, useRef } from 'react';
import { useImportSession } from '../../import/use-import.ts';
import { useSyncState } from '../../live/use-sync-state.ts';
import { showToast } from '../../ui/toast-queue.ts';
import { useText } from '../../ui/use-text.ts';
import { awakeScope, keepAwake } from './keep-awake.ts';

/** What is done sooner needs no lock, and no word about it. */
const afterMs = 2000;

/** The screen stays on while studies are added or sent; why is said once in a visit, for each of the two. */
export function useKeepAwake(): void {
  const text = useText();
  const { isRunning } = useImportSession();
  const { current } = useSyncState();
  const told = useRef(new Set<string>());
  const reason = isRunning ? 'awake.adding' : current !== null ? 'awake.sending' : null;
  useEffect(() => {
    const scope = awakeScope();
    if (reason === null || scope === null) return undefined;
    let end: () => void = () => undefined;
    const timer = setTimeout(() => {
      end = keepAwake(scope, (isHeld) => {
        if (!isHeld || told.current.has(reason)) return;
        told.current.add(reason);
        showToast(text(reason));
      });
    }, afterMs);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [reason, text]);
}
