import { countCachedFiles, readAppUpdate, subscribeAppUpdate } from './app-update.ts';
import { whenIdle } from './first-screen.ts';

/** "Ready for offline" is a promise for a day without network, so each part of it is looked at. */
export type OfflineReadiness =
  | { readonly state: 'unsupported' }
  | { readonly state: 'checking' }
  | { readonly state: 'files-missing'; readonly missingCount: number }
  | { readonly state: 'decoder-failed'; readonly codec: string }
  | { readonly state: 'ready'; readonly fileCount: number };

let readiness: OfflineReadiness = readAppUpdate().isSupported
  ? { state: 'checking' }
  : { state: 'unsupported' };
const listeners = new Set<() => void>();

export function readOfflineReadiness(): OfflineReadiness {
  return readiness;
}

export function subscribeOfflineReadiness(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(next: OfflineReadiness): void {
  readiness = next;
  for (const listener of listeners) listener();
}

/**
 * The address of this script holds a hash over the names of all other chunks, workers and decoders:
 * a build whose decoders passed once on this device need not be tested at every start.
 */
const buildId = import.meta.url;
const testedKey = 'satchel.decoders-tested';

/** Looks for every file in the cache and lets each decoder decode one known image. */
export async function checkOfflineReadiness(
  options: { readonly again?: boolean } = {},
): Promise<void> {
  if (!readAppUpdate().isSupported) {
    publish({ state: 'unsupported' });
    return;
  }
  publish({ state: 'checking' });
  const counted = await countCachedFiles();
  if (counted === null || counted.missingCount > 0) {
    publish({ state: 'files-missing', missingCount: counted?.missingCount ?? 0 });
    return;
  }
  const failedCodec =
    options.again !== true && localStorage.getItem(testedKey) === buildId
      ? null
      : await findFailedCodec();
  if (failedCodec !== null) {
    publish({ state: 'decoder-failed', codec: failedCodec });
    return;
  }
  localStorage.setItem(testedKey, buildId);
  publish({ state: 'ready', fileCount: counted.fileCount });
}

async function findFailedCodec(): Promise<string | null> {
  const { createDecodePool } = await import('../workers/decode/decode-client.ts');
  const pool = createDecodePool({ workersMax: 1 });
  try {
    const tested = await pool.selfTest();
    if (!tested.ok) return tested.failure.code;
    return tested.value.find((line) => !line.ok)?.codec ?? null;
  } finally {
    pool.close();
  }
}

/** Checks as soon as the service worker has the page, and not before the first screen stands. */
export function checkWhenControlled(): void {
  const check = (): void => {
    if (!readAppUpdate().isControlled) return;
    leave();
    whenIdle(() => void checkOfflineReadiness());
  };
  const leave = subscribeAppUpdate(check);
  check();
}
