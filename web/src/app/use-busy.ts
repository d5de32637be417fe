import { useEffect } from 'react';
import { useImportSession } from '../import/use-import.ts';
import { useSyncState } from '../live/use-sync-state.ts';
import { type BusyKind, holdBusy } from './busy-locks.ts';

/** Keeps updates away for as long as it is mounted with `isBusy`. */
export function useHoldBusy(kind: BusyKind, isBusy: boolean): void {
  useEffect(() => (isBusy ? holdBusy(kind) : undefined), [kind, isBusy]);
}

/** An import or an upload under way is not to be cut off by a reload. */
export function useBusyWhileWorking(): void {
  const { isRunning } = useImportSession();
  const { current } = useSyncState();
  useHoldBusy('work', isRunning || current !== null);
}
