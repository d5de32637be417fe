import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import { parsePairAnswer } from '#shared/sync/parse-answers.ts';
import type { PairRequest } from '#shared/sync/protocol.ts';
import type { Archive } from '../../archive/archive.ts';
import { readDevice, savePairing } from '../../archive/device.ts';
import { watchOutbox } from '../../archive/watch-outbox.ts';
import { readStudyDetail } from '../../archive/find-studies.ts';
import { archiveSyncStore } from '../../sync/archive-sync-store.ts';
import { fetchInstanceBytes, type FetchProgress } from '../../sync/fetch-instance.ts';
import { holdLease } from '../../archive/lease.ts';
import { createHubClient } from '../../sync/hub-client.ts';
import { createSyncEngine, type EngineSnapshot, type SyncEngine } from '../../sync/sync-engine.ts';
import { localFailure } from '../../sync/sync-store.ts';
import { initialSyncState, publishSyncState } from './sync-state-api.ts';

let engine: SyncEngine | null = null;
let current: Archive | null = null;
/** Fetches under way that a person waits for. */
let foregroundCount = 0;

/** Looks that catch what no browser told of; added work is told at once, whichever tab or worker added it. */
const lookEveryMs = 60_000;

/**
 * Syncs while this tab holds the lock that only one tab can hold; the next tab takes over when it is closed
 * or hidden away. Returns what ends it.
 */
export function startSync(archive: Archive): () => void {
  const ended = new AbortController();
  current = archive;
  void navigator.locks
    .request('satchel-sync', { signal: ended.signal }, () => runUntil(archive, ended.signal))
    .catch(() => undefined);
  return () => {
    ended.abort();
    current = null;
    publishSyncState(initialSyncState);
  };
}

async function runUntil(archive: Archive, signal: AbortSignal): Promise<void> {
  const own = createSyncEngine({
    store: archiveSyncStore(archive),
    createClient: ({ token, hub }) => createHubClient({ origin: '', token, hubId: hub.hubId }),
    appVersion: import.meta.env['SATCHEL_VERSION'],
    now: () => Date.now(),
    random: () => Math.random(),
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
    onChange: publish,
  });
  engine = own;
  await own.start();
  const unwatch = watchOutbox(archive, () => own.workAdded());
  const look = setInterval(() => own.workAdded(), lookEveryMs);
  const online = (): void => void own.tryNow();
  addEventListener('online', online);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  clearInterval(look);
  unwatch();
  removeEventListener('online', online);
  own.stop();
  if (engine === own) engine = null;
}

function publish({ core, totals }: EngineSnapshot): void {
  const sending = core.items.find((item) => core.sendingRefs.includes(item.ref));
  publishSyncState({
    connection: connectionOf(core.phase),
    reason: core.reason ?? core.lanes.bytes.reason ?? core.lanes.ops.reason,
    pendingInstances: totals?.instanceCount ?? 0,
    pendingBytes: totals?.byteLength ?? 0,
    pendingOps: totals?.opCount ?? 0,
    current:
      sending === undefined
        ? null
        : {
            studyKey: sending.studyKey,
            bytesDone: sending.partOffset,
            bytesTotal: sending.byteLength,
          },
    lastContactAt: core.lastContactAtMs,
  });
}

function connectionOf(
  phase: EngineSnapshot['core']['phase'],
): 'unpaired' | 'offline' | 'connecting' | 'online' | 'blocked' {
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

/** Pairs this device with the server at `origin` by a code that somebody read from the server. */
export async function pair(
  archive: Archive,
  origin: string,
  code: string,
): Promise<Result<null, SyncFailure>> {
  const device = await readDevice(archive);
  if (!device.ok) return fail(localFailure('pair', device.failure));
  const { deviceId, name } = device.value;
  const hub = createHubClient({
    origin: origin === location.origin ? '' : origin,
    token: '',
    hubId: null,
  });
  const answer = await hub.json(
    {
      method: 'POST',
      path: '/sync/v1/pair',
      step: 'pair',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, deviceId, deviceName: name } satisfies PairRequest),
      signal: AbortSignal.timeout(30_000),
    },
    parsePairAnswer,
  );
  if (!answer.ok) return answer;
  const saved = await savePairing(archive, { hub: answer.value.hub, token: answer.value.token });
  if (!saved.ok) return fail(localFailure('pair', saved.failure));
  await engine?.pairingChanged();
  return ok(null);
}

/** Everything that waits is due at once. */
export async function syncNow(_archive: Archive): Promise<void> {
  await engine?.tryNow();
}

/** Brings one instance's bytes from the server to this device, ahead of everything else. */
export async function fetchInstance(
  instanceId: string,
  options: {
    readonly onProgress?: (progress: FetchProgress) => void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Result<null, SyncFailure>> {
  const archive = current;
  if (archive === null) return fail({ code: 'OFFLINE', step: 'fetch', retry: 'later' });
  const device = await readDevice(archive);
  const pairing = device.ok ? device.value.pairing : null;
  if (pairing === null) return fail({ code: 'UNAUTHORISED', step: 'fetch', retry: 'sign-in' });
  // WADO-RS answers do not carry the name of the hub: the digest proves what arrived.
  const hub = createHubClient({ origin: '', token: pairing.token, hubId: null });
  foregroundCount += 1;
  engine?.foreground(true);
  const lease = await holdLease();
  try {
    const { onProgress = () => undefined, signal = new AbortController().signal } = options;
    return await fetchInstanceBytes({ archive, hub, lease, signal, onProgress }, instanceId);
  } finally {
    lease.release();
    foregroundCount -= 1;
    engine?.foreground(foregroundCount > 0);
  }
}

/** Brings everything of a study that is not here, one instance after another; one that fails stops no other. */
export async function fetchStudy(studyKey: string): Promise<Result<null, SyncFailure>> {
  const archive = current;
  if (archive === null) return fail({ code: 'OFFLINE', step: 'fetch', retry: 'later' });
  const detail = await readStudyDetail(archive, studyKey);
  if (!detail.ok) return fail(localFailure('fetch', detail.failure));
  let failed: Result<null, SyncFailure> | null = null;
  for (const { instances } of detail.value.series) {
    for (const instance of instances) {
      if (instance.isLocal) continue;
      const fetched = await fetchInstance(instance.id);
      if (!fetched.ok) failed ??= fetched;
    }
  }
  return failed ?? ok(null);
}
