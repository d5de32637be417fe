import { proxy, releaseProxy, wrap } from 'comlink';
import type { Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { Archive } from '../../archive/archive.ts';
import { randomId } from '../../archive/random-id.ts';
import { underCover } from '../../archive/under-cover.ts';
import type { FetchProgress } from '../../sync/fetch-instance.ts';
import { createLeadership, leaderLock } from './leadership.ts';
import type {
  BringProgress,
  BringRequest,
  ServerFinding,
  ServerQuestion,
  StudyFetchProgress,
  StudyFetchReport,
  SyncApi,
  Tenure,
} from './sync-api.ts';
import { joinSyncChannel, tellSync } from './sync-channel.ts';
import { createStillMoving } from './still-moving.ts';
import { initialSyncState, publishSyncState, readSyncState } from './sync-state-api.ts';
import { type SpawnedWorker, WorkerKeeper } from './worker-keeper.ts';

const keepers = new WeakMap<Archive, WorkerKeeper>();

function keeperOf(archive: Archive): WorkerKeeper {
  const known = keepers.get(archive);
  if (known !== undefined) return known;
  const cover = underCover(archive);
  const keeper = new WorkerKeeper(cover.archive, {
    spawn: spawnSyncWorker,
    lingerMs: 30_000,
    isCovered: () => archive.keys() === null,
  });
  keepers.set(archive, keeper);
  return keeper;
}

function spawnSyncWorker(): SpawnedWorker {
  const worker = new Worker(new URL('./sync.worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<SyncApi>(worker);
  return {
    api,
    terminate() {
      api[releaseProxy]();
      worker.terminate();
    },
    onCrash: (listener) => worker.addEventListener('error', listener),
  };
}

const lookEveryMs = 3000;

/**
 * Syncs, in a worker, while this tab is the one of the profile that leads; every tab is told how it stands.
 * A tab that is hidden away or frozen lets another one lead, and queues up again when it comes back. What is
 * on its way when the lock closes goes on under its cover (`under-cover.ts`). Returns what ends it.
 */
export function startSync(archive: Archive): () => void {
  const keeper = keeperOf(archive);
  const channel = joinSyncChannel((message) => {
    if (message.type === 'state') {
      leadership.heard();
      publish(message.state);
    }
    if (message.type === 'leads') leadership.heard();
  });
  const leadership = createLeadership({
    locks: navigator.locks,
    begin() {
      channel.post({ type: 'leads' });
      void keeper.lead(ownTenure);
    },
    end: () => keeper.end(),
    every(callback) {
      const timer = setInterval(callback, lookEveryMs);
      return () => clearInterval(timer);
    },
  });
  const endWork = sendUnderCover(archive, keeper);
  const leave = (): void => {
    leadership.leave();
    keeper.end();
  };
  const enter = (): void => leadership.enter();
  addEventListener('pagehide', leave);
  addEventListener('pageshow', enter);
  document.addEventListener('freeze', leave);
  document.addEventListener('resume', enter);
  leadership.enter();
  return () => {
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', enter);
    document.removeEventListener('freeze', leave);
    document.removeEventListener('resume', enter);
    leave();
    endWork();
    channel.close();
    publishSyncState(initialSyncState);
  };
}

/** What moves when the lock closes may come to its end. */
function sendUnderCover(archive: Archive, keeper: WorkerKeeper): () => void {
  const cover = underCover(archive);
  const watch = () => createStillMoving(() => performance.now());
  let isMoving = watch();
  const leave = cover.subscribe(() => {
    if (cover.state().phase === 'open') isMoving = watch();
  });
  const endWork = cover.addWork(() => keeper.isLeading() && isMoving(readSyncState()));
  return () => {
    leave();
    endWork();
  };
}

/** The signs of life repeat what is known: screens need not be drawn anew for them. */
function publish(next: ReturnType<typeof readSyncState>): void {
  if (JSON.stringify(next) !== JSON.stringify(readSyncState())) publishSyncState(next);
}

/** As the browser names this page among those who hold locks; asked while it holds the leader's. */
async function ownTenure(): Promise<Tenure> {
  const { held = [] } = await navigator.locks.query();
  return { clientId: held.find(({ name }) => name === leaderLock)?.clientId ?? '' };
}

/** Pairs this device with the server at `origin` by a code that somebody read from the server. */
export function pair(
  archive: Archive,
  origin: string,
  code: string,
): Promise<Result<null, SyncFailure>> {
  return keeperOf(archive).call((api) => api.pair(origin, code));
}

/** The pairing was forgotten: whichever tab syncs ends its talk with that server. */
export function pairingForgotten(): void {
  tellSync({ type: 'pairingChanged' });
}

/** Everything that waits is due at once, in whichever tab it is sent. */
export function syncNow(): void {
  tellSync({ type: 'tryNow' });
}

interface FetchOptions<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Brings one instance's bytes from the server to this device, ahead of everything else. */
export function fetchInstance(
  archive: Archive,
  instanceId: string,
  options: FetchOptions<FetchProgress> = {},
): Promise<Result<null, SyncFailure>> {
  return fetching(archive, options, (api, fetchId, report) =>
    api.fetchInstance(fetchId, instanceId, report),
  );
}

/** Brings everything of a study that is not here; one instance that fails stops no other. */
export function fetchStudy(
  archive: Archive,
  studyKey: string,
  options: FetchOptions<StudyFetchProgress> = {},
): Promise<Result<StudyFetchReport, SyncFailure>> {
  return fetching(archive, options, (api, fetchId, report) =>
    api.fetchStudy(fetchId, studyKey, report),
  );
}

/** Finds studies on the server by words, whatever this device carries. */
export function searchServer(
  archive: Archive,
  question: ServerQuestion,
  options: Pick<FetchOptions<never>, 'signal'>,
): Promise<Result<ServerFinding, SyncFailure>> {
  return fetching(archive, options, (api, fetchId) => api.searchServer(fetchId, question));
}

/** Makes a study of the server one of this device; gives its key. */
export function bringStudy(
  archive: Archive,
  request: BringRequest,
  options: FetchOptions<BringProgress> = {},
): Promise<Result<string, SyncFailure>> {
  return fetching(archive, options, (api, fetchId, report) =>
    api.bringStudy(fetchId, request, report),
  );
}

async function fetching<Progress, Value>(
  archive: Archive,
  { onProgress, signal }: FetchOptions<Progress>,
  ask: (
    api: SpawnedWorker['api'],
    fetchId: string,
    report: ((progress: Progress) => Promise<void>) | null,
  ) => Promise<Result<Value, SyncFailure>>,
): Promise<Result<Value, SyncFailure>> {
  const fetchId = randomId();
  let isOver = false;
  const report = (progress: Progress): Promise<void> => {
    if (!isOver) onProgress?.(progress);
    return Promise.resolve();
  };
  const settled = new AbortController();
  const result = await keeperOf(archive).call((api) => {
    const asked = ask(api, fetchId, onProgress === undefined ? null : proxy(report));
    const cancel = (): void => void api.cancel(fetchId);
    // Asked first, cancelled after: the other way round there would be nothing to cancel.
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel, { signal: settled.signal });
    return asked;
  });
  isOver = true;
  settled.abort();
  return result;
}
