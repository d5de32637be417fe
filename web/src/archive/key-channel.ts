import type { Archive } from './archive.ts';
import type { LockState } from './archive-types.ts';
import type { KeyBundle } from './key-session.ts';

type KeyMessage =
  | { readonly type: 'ask' }
  | { readonly type: 'give'; readonly state: LockState; readonly bundle: KeyBundle }
  /** Who holds these keys locks as well; others are of a lock that was set meanwhile. */
  | { readonly type: 'lock'; readonly keyId: string };

/**
 * Tabs of one person share the unlocking: a new tab asks, one that is open answers with its key objects
 * (they cannot be read out), and locking one locks all.
 */
export function joinKeyChannel(archive: Archive, name: string): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(`${name}-keys`);
  // Node keeps running for an open channel; a browser has no such method.
  if ('unref' in channel && typeof channel.unref === 'function') channel.unref();
  const post = (message: KeyMessage): void => channel.postMessage(message);
  let wasLocked = archive.session.state() === 'locked';
  let keyId = archive.session.bundle()?.active.keyId ?? '';
  let isTold = false;
  const leave = archive.session.subscribe(() => {
    const state = archive.session.state();
    const bundle = archive.session.bundle();
    if (!isTold && state === 'unlocked' && bundle !== null) post({ type: 'give', state, bundle });
    if (!isTold && state === 'locked' && !wasLocked) post({ type: 'lock', keyId });
    wasLocked = state === 'locked';
    keyId = bundle?.active.keyId ?? '';
  });
  const adopt = (state: LockState, bundle: KeyBundle | null): void => {
    isTold = true;
    archive.session.set(state, bundle);
    isTold = false;
  };
  channel.addEventListener('message', (event: MessageEvent<KeyMessage>) => {
    const message = event.data;
    const bundle = archive.session.bundle();
    const state = archive.session.state();
    if (message.type === 'ask' && state === 'unlocked' && bundle !== null) {
      post({ type: 'give', state, bundle });
    }
    if (message.type === 'give' && !archive.session.isChanging())
      adopt(message.state, message.bundle);
    if (message.type === 'lock' && state === 'unlocked' && bundle?.active.keyId === message.keyId) {
      adopt('locked', null);
    }
  });
  if (wasLocked) post({ type: 'ask' });
  return () => {
    leave();
    channel.close();
  };
}
