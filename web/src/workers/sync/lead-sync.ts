import type { Archive } from '../../archive/archive.ts';
import { watchOutbox } from '../../archive/watch-outbox.ts';
import { archiveSyncStore } from '../../sync/archive-sync-store.ts';
import { createHubClient } from '../../sync/hub-client.ts';
import { createSyncEngine } from '../../sync/sync-engine.ts';
import { createFence, fencedHub, fencedStore } from './fence.ts';
import { watchForeground } from './foreground.ts';
import { leaderLock } from './leadership.ts';
import type { Tenure } from './sync-api.ts';
import { joinSyncChannel, type SyncMessage } from './sync-channel.ts';
import { createStateFold } from './state-fold.ts';
import { initialSyncState } from './sync-state-api.ts';

/** Looks that catch what no browser told of; added work is told at once, whichever tab or worker added it. */
const lookEveryMs = 60_000;
/** Signs of life; the other tabs are told how sync stands as often, so that a new one soon knows. */
const beatEveryMs = 2000;

/** Syncs in this worker until it is ended, or finds that another tab has taken over. Returns what ends it. */
export function leadSync(archive: Archive, { clientId }: Tenure): () => void {
  const { locks } = navigator;
  const ended = new AbortController();
  const { signal } = ended;
  const fold = createStateFold();
  let state = initialSyncState;
  const channel = joinSyncChannel((message) => hear(message));
  const tellState = (): void => channel.post({ type: 'state', state });
  const fence = createFence({
    now: () => performance.now(),
    async isStillLeading() {
      const { held = [] } = await locks.query();
      return held.some((lock) => lock.name === leaderLock && lock.clientId === clientId);
    },
    onLost: () => end(),
  });
  const engine = createSyncEngine({
    store: fencedStore(archiveSyncStore(archive), fence),
    createClient: ({ token, hub }) =>
      fencedHub(createHubClient({ origin: '', token, hubId: hub.hubId }), fence),
    // The rest of the server is found by a search of it: `ServerResults` in the list.
    isScoped: true,
    appVersion: import.meta.env['SATCHEL_VERSION'],
    now: () => Date.now(),
    random: () => Math.random(),
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
    onChange(snapshot) {
      if (signal.aborted) return;
      const next = fold(snapshot);
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      tellState();
    },
  });
  const foreground = watchForeground(locks, signal, (isBusy) => engine.foreground(isBusy));
  const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
  function hear({ type }: SyncMessage): void {
    if (signal.aborted) return;
    if (type === 'pairingChanged') quietly(engine.pairingChanged());
    if (type === 'tryNow') quietly(engine.tryNow());
    if (type === 'foreground') foreground.began();
  }
  const unwatch = watchOutbox(archive, () => engine.workAdded());
  const look = setInterval(() => engine.workAdded(), lookEveryMs);
  const beat = setInterval(() => {
    void fence.beat().then((held) => {
      if (held && !signal.aborted) tellState();
    });
  }, beatEveryMs);
  const online = (): void => quietly(engine.tryNow());
  addEventListener('online', online);
  function end(): void {
    if (signal.aborted) return;
    ended.abort();
    clearInterval(look);
    clearInterval(beat);
    unwatch();
    removeEventListener('online', online);
    engine.stop();
    channel.close();
  }
  quietly(engine.start());
  return end;
}
