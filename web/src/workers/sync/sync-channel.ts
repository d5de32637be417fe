import type { SyncState } from './sync-state-api.ts';

/**
 * What the tabs of one profile tell each other of sync: opaque keys, counts and codes, nothing of a patient.
 * Every message of the leader is a sign of life as well.
 */
export type SyncMessage =
  | { readonly type: 'state'; readonly state: SyncState }
  /** A tab has begun to lead; its worker has nothing to say yet. */
  | { readonly type: 'leads' }
  | { readonly type: 'pairingChanged' }
  | { readonly type: 'tryNow' }
  /** A person waits for bytes: somewhere the lock of the foreground is held. */
  | { readonly type: 'foreground' };

export interface SyncChannel {
  post(message: SyncMessage): void;
  close(): void;
}

/** Joins the tabs' talk about sync; what is posted here comes to all others, also to others in this tab. */
export function joinSyncChannel(onMessage: (message: SyncMessage) => void): SyncChannel {
  const channel = new BroadcastChannel('satchel-sync');
  // Node keeps running for an open channel; a browser has no such method.
  if ('unref' in channel && typeof channel.unref === 'function') channel.unref();
  channel.addEventListener('message', (event: MessageEvent<SyncMessage>) => onMessage(event.data));
  return { post: (message) => channel.postMessage(message), close: () => channel.close() };
}

/** Tells the others one thing. */
export function tellSync(message: SyncMessage): void {
  const channel = joinSyncChannel(() => undefined);
  channel.post(message);
  channel.close();
}
