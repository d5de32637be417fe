import type { SharedFilesAnswer } from '../../service-worker/sw-messages.ts';
import { askServiceWorker, tellServiceWorker } from '../app-update.ts';

/** What another app shared with this one, before anybody has said whether it is to be added. */
export type Shared =
  | { readonly state: 'none' }
  | { readonly state: 'asking' }
  | { readonly state: 'here'; readonly files: readonly File[] }
  /** The address says that something was shared, and nobody holds it any more. */
  | { readonly state: 'lost' };

const none: Shared = { state: 'none' };
let shared: Shared = none;
let sharedId: string | null = null;
const listeners = new Set<() => void>();

export function readShared(): Shared {
  return shared;
}

export function subscribeShared(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(next: Shared): void {
  shared = next;
  for (const listener of listeners) listener();
}

/**
 * Takes the files from the service worker, at once and even while the app is locked: a page outlives a
 * worker. They are handles; nothing of them is read before a person has said yes.
 */
export async function claimShared(id: string): Promise<void> {
  if (id === sharedId) return;
  sharedId = id;
  publish({ state: 'asking' });
  const answer = await askServiceWorker<SharedFilesAnswer>({ kind: 'ask-shared', id });
  const files = answer?.files ?? null;
  publish(files === null ? { state: 'lost' } : { state: 'here', files });
}

/** They were added, or are not wanted. */
export function forgetShared(): void {
  if (sharedId !== null) tellServiceWorker({ kind: 'drop-shared', id: sharedId });
  publish(none);
}
