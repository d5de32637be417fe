import type { CoreState, WorkItem } from '#shared/sync/engine/core-types.ts';
import type { EngineSnapshot } from '../../sync/sync-engine.ts';
import type { SyncState } from './sync-state-api.ts';

/** How far a study is since its first bytes were seen to wait. */
interface Track {
  /** Bytes that have left the outbox. */
  readonly finished: number;
  readonly waiting: number;
  /** What was last told: progress never goes back, though receipts are noted before the outbox is read anew. */
  readonly told: number;
}

/** Makes what the screens know out of what the engine knows; remembers how much of a study waited at first. */
export function createStateFold(): (snapshot: EngineSnapshot) => SyncState {
  const tracks = new Map<string, Track>();
  let lastTotals: EngineSnapshot['totals'] = null;
  return ({ core, totals }) => {
    if (totals !== lastTotals) noteTotals(tracks, totals?.bytesByStudy ?? new Map());
    lastTotals = totals;
    const { bytes, ops, pull } = core.lanes;
    return {
      connection: connectionOf(core.phase),
      // What comes down last: a server without room for a new device's list says so.
      reason: core.reason ?? bytes.reason ?? ops.reason ?? pull.reason,
      pendingInstances: totals?.instanceCount ?? 0,
      pendingBytes: totals?.byteLength ?? 0,
      pendingOps: totals?.opCount ?? 0,
      current: currentOf(core, tracks),
      lastContactAt: core.lastContactAtMs,
    };
  };
}

function noteTotals(tracks: Map<string, Track>, waitingOf: ReadonlyMap<string, number>): void {
  for (const key of tracks.keys()) if (!waitingOf.has(key)) tracks.delete(key);
  for (const [key, waiting] of waitingOf) {
    const known = tracks.get(key) ?? { finished: 0, waiting, told: 0 };
    // More than before: something was added to the study, and it counts from where it stands.
    const left = Math.max(0, known.waiting - waiting);
    tracks.set(key, { ...known, finished: known.finished + left, waiting });
  }
}

/** The study whose bytes move; between two requests it is still that study. */
function currentOf(core: CoreState, tracks: Map<string, Track>): SyncState['current'] {
  if (core.phase !== 'online' || !core.lanes.bytes.busy) return null;
  const item =
    core.items.find(({ ref }) => core.sendingRefs.includes(ref)) ??
    core.items.find(({ step }) => step === 'sent');
  if (item === undefined) return null;
  const { studyKey } = item;
  const track = tracks.get(studyKey);
  if (track === undefined) {
    return { studyKey, bytesDone: item.partOffset, bytesTotal: item.byteLength };
  }
  const bytesTotal = track.finished + track.waiting;
  const there = core.items.filter((one) => one.studyKey === studyKey).map(bytesThere);
  const done = track.finished + there.reduce((sum, bytes) => sum + bytes, 0);
  const told = Math.min(bytesTotal, Math.max(track.told, done));
  tracks.set(studyKey, { ...track, told });
  return { studyKey, bytesDone: told, bytesTotal };
}

function bytesThere({ step, byteLength, partOffset }: WorkItem): number {
  return step === 'sent' ? byteLength : partOffset;
}

function connectionOf(phase: CoreState['phase']): SyncState['connection'] {
  switch (phase) {
    case 'stopped':
    case 'unpaired':
      return 'unpaired';
    case 'blocked':
      return 'blocked';
    case 'waiting':
      return 'offline';
    case 'online':
      return 'online';
    case 'greeting':
      return 'connecting';
  }
}
