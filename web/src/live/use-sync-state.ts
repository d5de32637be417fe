import { useSyncExternalStore } from 'react';
import {
  readSyncState,
  subscribeSyncState,
  type SyncState,
} from '../workers/sync/sync-state-api.ts';

/** How sync stands, whichever tab of this profile runs it. */
export function useSyncState(): SyncState {
  return useSyncExternalStore(subscribeSyncState, readSyncState);
}
