import { expose, releaseProxy, type ProxyMethods } from 'comlink';
import { fail, ok } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { Archive } from '../../archive/archive.ts';
import { openArchiveInWorker } from '../../archive/open-archive.ts';
import { atIntervals } from './at-intervals.ts';
import { fetchOneInstance, fetchWholeStudy } from './foreground-fetch.ts';
import { leadSync } from './lead-sync.ts';
import { pairDevice } from './pair-device.ts';
import { bringStudy, searchServer } from './server-search.ts';
import type { SyncApi } from './sync-api.ts';
import { tellSync } from './sync-channel.ts';

let archive: Archive | null = null;
let endTenure = (): void => undefined;
const fetches = new Map<string, AbortController>();

const locked: SyncFailure = { code: 'LOCAL_STORE', step: 'open', retry: 'later', detail: 'LOCKED' };
/** Progress is for the eye. */
const reportEveryMs = 100;

const api: SyncApi = {
  async open(keys) {
    const opened = await openArchiveInWorker(keys);
    if (!opened.ok) return fail(opened.failure);
    archive = opened.value;
    return ok(undefined);
  },
  exchangeKeys(keys) {
    archive?.session.set('unlocked', keys);
  },
  lead(tenure) {
    endTenure();
    if (archive !== null) endTenure = leadSync(archive, tenure);
  },
  async pair(origin, code) {
    if (archive === null) return fail(locked);
    const paired = await pairDevice(archive, origin, code);
    if (paired.ok) tellSync({ type: 'pairingChanged' });
    return paired;
  },
  async fetchInstance(fetchId, instanceId, report) {
    const from = archive;
    if (from === null) return fail(locked);
    return whileFetching(fetchId, report, (options) => fetchOneInstance(from, instanceId, options));
  },
  async fetchStudy(fetchId, studyKey, report) {
    const from = archive;
    if (from === null) return fail(locked);
    return whileFetching(fetchId, report, (options) => fetchWholeStudy(from, studyKey, options));
  },
  async searchServer(fetchId, question) {
    const from = archive;
    if (from === null) return fail(locked);
    return whileFetching(fetchId, null, ({ signal }) => searchServer(from, question, signal));
  },
  async bringStudy(fetchId, request, report) {
    const from = archive;
    if (from === null) return fail(locked);
    return whileFetching(fetchId, report, (options) => bringStudy(from, request, options));
  },
  cancel(fetchId) {
    fetches.get(fetchId)?.abort();
  },
};

async function whileFetching<Progress, Value>(
  fetchId: string,
  report: ((progress: Progress) => Promise<void>) | null,
  fetchIt: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: Progress) => void;
  }) => Promise<Value>,
): Promise<Value> {
  const cancelled = new AbortController();
  fetches.set(fetchId, cancelled);
  const tell = atIntervals(reportEveryMs, (progress: Progress) => {
    void report?.(progress).catch(() => undefined);
  });
  try {
    return await fetchIt({ signal: cancelled.signal, onProgress: tell });
  } finally {
    fetches.delete(fetchId);
    // Each report has a port of its own, which nothing else closes.
    (report as Partial<ProxyMethods> | null)?.[releaseProxy]?.();
  }
}

expose(api);
