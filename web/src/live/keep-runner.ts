import type { Archive } from '../archive/archive.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import {
  isReady,
  type KeptProof,
  keptOf,
  keptStudies,
  type KeptStudy,
  noProof,
  noteProof,
} from '../archive/kept-studies.ts';
import { verifyStudy } from '../archive/verify-study.ts';
import { fetchStudy } from '../workers/sync/sync-client.ts';
import { readSyncState, subscribeSyncState } from '../workers/sync/sync-state-api.ts';
import { keepProgress } from './keep-progress.ts';
import { studyProjection } from './study-projection.ts';
import { keptStore } from './use-kept.ts';

const lockName = 'satchel.keeping';

/**
 * Brings here what is missing of the kept studies whenever the server can be reached, and reads every byte
 * back and decodes the first image before it calls one ready. One tab of a profile does it. Returns what ends it.
 */
export function startKeeping(archive: Archive): () => void {
  const studies = studyProjection(archive);
  const kept = keptStore(archive);
  const ending = new AbortController();
  /** What was tried, as the study was then: the same again would give the same. */
  const tried = new Map<string, string>();
  let isRunning = false;
  let isDue = false;
  const keepOne = async (entry: KeptStudy): Promise<void> => {
    const { key } = entry;
    const study = studies.get().byKey.get(key);
    if (study === undefined || isReady(entry, study)) return;
    const state = stateOf(study, entry);
    if (tried.get(key) === state) return;
    tried.set(key, state);
    if (entry.verified !== null) await noteProof(archive, key, noProof);
    await keepStudy(archive, study, ending.signal);
    keepProgress.end(key);
  };
  const run = async (): Promise<void> => {
    isDue = true;
    if (isRunning) return;
    isRunning = true;
    try {
      while (isDue && !ending.signal.aborted) {
        isDue = false;
        await navigator.locks.request(lockName, { ifAvailable: true }, async (lock) => {
          if (lock === null) return;
          const read = await keptStudies(archive);
          if (!read.ok) return;
          for (const entry of read.value.values()) if (!ending.signal.aborted) await keepOne(entry);
        });
      }
    } finally {
      isRunning = false;
    }
  };
  const look = (): void => {
    for (const key of tried.keys()) if (!keptOf(kept.get()).has(key)) tried.delete(key);
    // An error of the database: the next change looks again.
    run().catch(() => undefined);
  };
  const leaves = [studies.subscribe(look), kept.subscribe(look), subscribeSyncState(look)];
  look();
  return () => {
    ending.abort();
    for (const leave of leaves) leave();
  };
}

function stateOf({ whereabouts, byteLength }: StudySummary, { at }: KeptStudy): string {
  const { instanceCount, localCount } = whereabouts;
  const isOnline = readSyncState().connection === 'online';
  return [at, instanceCount, localCount, byteLength, localCount < instanceCount && isOnline].join();
}

async function keepStudy(
  archive: Archive,
  study: StudySummary,
  signal: AbortSignal,
): Promise<void> {
  const { key, whereabouts } = study;
  if (whereabouts.localCount < whereabouts.instanceCount) {
    if (readSyncState().connection !== 'online') return;
    const before = whereabouts.localCount;
    await fetchStudy(archive, key, {
      signal,
      onProgress: ({ instancesDone }) =>
        keepProgress.set(key, {
          phase: 'fetching',
          done: Math.min(before + instancesDone, whereabouts.instanceCount),
          total: whereabouts.instanceCount,
        }),
    });
  }
  const proof = await proveStudy(archive, study, signal);
  if (proof !== null && !signal.aborted) await noteProof(archive, key, proof);
}

/** Reads a study back and decodes its first image; null where that could not be done to its end. */
async function proveStudy(
  archive: Archive,
  { key }: StudySummary,
  signal: AbortSignal,
): Promise<KeptProof | null> {
  const read = await verifyStudy(archive, key, {
    signal,
    onProgress: (done, total) => keepProgress.set(key, { phase: 'verifying', done, total }),
  });
  if (!read.ok) return null;
  const { instanceCount, verifiedCount, verifiedBytes: byteLength, damaged } = read.value;
  if (verifiedCount < instanceCount || instanceCount === 0) return { ...noProof, damaged };
  const { decodeFirstImage } = await import('./first-image.ts');
  const image = await decodeFirstImage(archive, key, signal);
  if (image === null) return null;
  if (!image.ok) {
    const { code, step } = image.failure;
    return { ...noProof, imageFailure: { code, step } };
  }
  const at = new Date(archive.clock()).toISOString();
  return { ...noProof, verified: { instanceCount, byteLength, at, firstImage: image.value } };
}
