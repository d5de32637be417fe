import { useDevice } from '../live/use-device.ts';
import { useSyncState } from '../live/use-sync-state.ts';
import type { SyncFacts } from './sync-words.ts';

/**
 * What the words depend on. Whether there is a server says the archive, not the sync: that starts after
 * the first screen, and tells from the tab that leads.
 */
export function useSyncFacts(): SyncFacts {
  const { connection, current } = useSyncState();
  const device = useDevice();
  const isPaired = device !== null && device.pairing !== null;
  if (!isPaired) return { connection: 'unpaired', isSending: false };
  return {
    connection: connection === 'unpaired' ? 'connecting' : connection,
    isSending: current !== null,
  };
}
