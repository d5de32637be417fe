import type { SyncFailure } from '#shared/failure/sync-failure.ts';

/** What the screens know of sync. */
export interface SyncState {
  readonly connection: 'unpaired' | 'offline' | 'connecting' | 'online' | 'blocked';
  readonly reason: SyncFailure | null;
  readonly pendingInstances: number;
  readonly pendingBytes: number;
  readonly pendingOps: number;
  readonly current: {
    readonly studyKey: string;
    readonly bytesDone: number;
    readonly bytesTotal: number;
  } | null;
  readonly lastContactAt: number | null;
}

/** Before anything is known. */
export const initialSyncState: SyncState = {
  connection: 'unpaired',
  reason: null,
  pendingInstances: 0,
  pendingBytes: 0,
  pendingOps: 0,
  current: null,
  lastContactAt: null,
};

let state = initialSyncState;
const listeners = new Set<() => void>();

export function readSyncState(): SyncState {
  return state;
}

export function subscribeSyncState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function publishSyncState(next: SyncState): void {
  state = next;
  for (const listener of listeners) listener();
}
