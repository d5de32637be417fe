import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { Archive } from '../../archive/archive.ts';
import { readDevice } from '../../archive/device.ts';
import { readStudyDetail } from '../../archive/find-studies.ts';
import { holdLease } from '../../archive/lease.ts';
import { fetchInstanceBytes, type FetchProgress } from '../../sync/fetch-instance.ts';
import { createHubClient, type HubClient } from '../../sync/hub-client.ts';
import { localFailure } from '../../sync/sync-store.ts';
import { createDecodePool } from '../decode/decode-client.ts';
import { createPictureMaker, pictureInstanceOf } from '../ingest/picture-maker.ts';
import { fetchMissing } from './fetch-missing.ts';
import { inForeground } from './foreground.ts';
import type { StudyFetchProgress, StudyFetchReport } from './sync-api.ts';

interface FetchOptions<Progress> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Fetches of this worker that are under way: who asks for the same instance waits for the first. */
const underway = new Map<string, Promise<unknown>>();

/** Brings one instance's bytes from the server to this device, ahead of everything else. */
export async function fetchOneInstance(
  archive: Archive,
  instanceId: string,
  options: FetchOptions<FetchProgress>,
): Promise<Result<null, SyncFailure>> {
  const hub = await hubOf(archive);
  if (!hub.ok) return hub;
  return inForeground(navigator.locks, () => fetchOnce(archive, hub.value, instanceId, options));
}

/**
 * Brings everything of a study that is not here: first the image that stands for it in the list, so that
 * it has its picture at once, and in the end the pictures of all its series.
 */
export async function fetchWholeStudy(
  archive: Archive,
  studyKey: string,
  { signal, onProgress }: FetchOptions<StudyFetchProgress>,
): Promise<Result<StudyFetchReport, SyncFailure>> {
  const hub = await hubOf(archive);
  if (!hub.ok) return hub;
  const detail = await readStudyDetail(archive, studyKey);
  if (!detail.ok) return fail(localFailure('fetch', detail.failure));
  const { series } = detail.value;
  const first = pictureInstanceOf(series)?.id;
  const missing = series
    .flatMap(({ instances }) => instances.filter(({ isLocal }) => !isLocal))
    .toSorted((a, b) => Number(b.id === first) - Number(a.id === first));
  if (missing.length === 0) return ok({ fetchedCount: 0, failedCount: 0, failures: [] });
  const decoders = createDecodePool({ workersMax: 1 });
  const pictures = createPictureMaker(archive, decoders);
  const report = await inForeground(navigator.locks, () =>
    fetchMissing(missing, {
      signal,
      onProgress,
      fetchOne: (id, onBytes) =>
        fetchOnce(archive, hub.value, id, {
          signal,
          onProgress: ({ bytesDone }) => onBytes(bytesDone),
        }),
      onFetched: (instanceId) => pictures.add([{ instanceId, studyKey }]),
    }),
  );
  await pictures.finish().finally(() => decoders.close());
  return ok(report);
}

async function fetchOnce(
  archive: Archive,
  hub: HubClient,
  instanceId: string,
  { signal, onProgress }: FetchOptions<FetchProgress>,
): Promise<Result<null, SyncFailure>> {
  // Whatever came of it: where the bytes are here now, nothing is fetched a second time.
  for (let other = underway.get(instanceId); other !== undefined;) {
    await Promise.race([other, whenAborted(signal)]);
    if (signal.aborted) return fail({ code: 'OFFLINE', step: 'fetch', retry: 'later' });
    other = underway.get(instanceId);
  }
  const fetching = fetchUnderLease(archive, hub, instanceId, { signal, onProgress });
  const settled = fetching.catch(() => undefined);
  underway.set(instanceId, settled);
  try {
    return await fetching;
  } finally {
    underway.delete(instanceId);
  }
}

async function fetchUnderLease(
  archive: Archive,
  hub: HubClient,
  instanceId: string,
  { signal, onProgress }: FetchOptions<FetchProgress>,
): Promise<Result<null, SyncFailure>> {
  const lease = await holdLease();
  try {
    return await fetchInstanceBytes({ archive, hub, lease, signal, onProgress }, instanceId);
  } finally {
    lease.release();
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function hubOf(archive: Archive): Promise<Result<HubClient, SyncFailure>> {
  const device = await readDevice(archive);
  if (!device.ok) return fail(localFailure('fetch', device.failure));
  const { pairing } = device.value;
  if (pairing === null) return fail({ code: 'UNAUTHORISED', step: 'fetch', retry: 'sign-in' });
  // WADO-RS answers do not carry the name of the hub: the digest proves what arrived.
  return ok(createHubClient({ origin: '', token: pairing.token, hubId: null }));
}
