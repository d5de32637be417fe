import type { SyncFailure } from '../failure/sync-failure.ts';
import type { Connection, CoreState, Item } from './core-state.ts';

/** What people are shown of sync. */
export interface SyncView {
  readonly connection: Connection;
  /** Why it is offline or blocked; null when all is well. */
  readonly reason: SyncFailure | null;
  readonly pendingInstances: number;
  readonly pendingBytes: number;
  readonly pendingOps: number;
  /** The study whose bytes are on their way now. */
  readonly current: {
    readonly studyKey: string;
    readonly bytesDone: number;
    readonly bytesTotal: number;
  } | null;
  /** ISO 8601, of this device's clock: when our server last answered. */
  readonly lastContactAt: string | null;
}

export const unpairedView: SyncView = {
  connection: 'unpaired',
  reason: null,
  pendingInstances: 0,
  pendingBytes: 0,
  pendingOps: 0,
  current: null,
  lastContactAt: null,
};

export function viewOf(state: CoreState): SyncView {
  return {
    connection: state.connection,
    reason: state.reason,
    pendingInstances: state.instanceCount,
    pendingBytes: state.instanceBytes,
    pendingOps: state.opCount,
    current: currentStudy(state),
    lastContactAt:
      state.lastContactMs === null ? null : new Date(state.lastContactMs).toISOString(),
  };
}

/** Why something waits, as a code: a failure's, or what it is being done with. Never empty ([WAIT1]). */
export type WaitingReason =
  | SyncFailure['code']
  | 'UNPAIRED'
  | 'CONNECTING'
  | 'PAUSED'
  | 'SENDING'
  | 'PROVING'
  | 'QUEUED';

/** The reason of one instance; QUEUED also for those that are not in the window yet. */
export function waitingReason(state: CoreState, ref: string, nowMs: number): WaitingReason {
  const item = state.items.get(ref);
  if (item?.stage === 'held') return item.reason ?? 'REFUSED';
  if (state.connection === 'unpaired') return 'UNPAIRED';
  if (state.connection === 'connecting') return 'CONNECTING';
  if (state.connection !== 'online') return state.reason?.code ?? 'OFFLINE';
  if (item === undefined) return 'QUEUED';
  if (item.isInFlight) return item.stage === 'to-prove' ? 'PROVING' : 'SENDING';
  if (item.nextAtMs > nowMs) return item.reason ?? 'QUEUED';
  return state.pausedUntilMs > nowMs ? 'PAUSED' : 'QUEUED';
}

function currentStudy(state: CoreState): SyncView['current'] {
  const sending = firstSending(state);
  if (sending === null) return null;
  const { studyKey } = sending;
  let bytesDone = state.bytesDone.get(studyKey) ?? 0;
  let bytesTotal = bytesDone;
  for (const item of state.items.values()) {
    if (item.studyKey !== studyKey) continue;
    bytesTotal += item.byteLength;
    bytesDone += item.stage === 'to-prove' ? item.byteLength : item.byteOffset;
  }
  return { studyKey, bytesDone, bytesTotal };
}

function firstSending(state: CoreState): Item | null {
  for (const work of state.inFlight.values()) {
    const ref =
      work.kind === 'send-part' ? work.ref : work.kind === 'stow' ? work.items[0]?.ref : undefined;
    const item = ref === undefined ? undefined : state.items.get(ref);
    if (item !== undefined) return item;
  }
  return null;
}
