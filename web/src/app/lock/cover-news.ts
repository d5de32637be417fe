import type { CoverState, UnderCover } from '../../archive/under-cover.ts';
import { readImportSession } from '../../import/import-session.ts';
import { randomId } from '../../archive/random-id.ts';
import { readSyncState } from '../../workers/sync/sync-state-api.ts';

/** What a window finishes behind the closed lock: numbers, and nothing of whose it is. */
export interface CoverNews {
  readonly leftS: number;
  /** Images that are still to be sent. */
  readonly images: number;
  /** Marks and other changes that are still to be sent. */
  readonly ops: number;
  /** Picked files that are still to be added. */
  readonly files: number;
}

type CoverMessage =
  | { readonly type: 'finishing'; readonly tab: string; readonly news: CoverNews }
  | { readonly type: 'closed'; readonly tab: string }
  /** A lock screen has come up, and wants to know. */
  | { readonly type: 'ask' }
  /** A person does not want to wait. */
  | { readonly type: 'close' };

const channelName = 'satchel-cover';

/**
 * Tells all windows what this one finishes under the cover, and closes it when a person asks for that in any
 * of them, when the page is put away or frozen, and before the device is erased. Returns what ends it.
 */
export function followCover(cover: UnderCover): () => void {
  const tab = randomId();
  const channel = new BroadcastChannel(channelName);
  const post = (message: CoverMessage): void => channel.postMessage(message);
  let was: CoverState['phase'] = cover.state().phase;
  const tell = (): void => {
    const state = cover.state();
    if (state.phase === 'finishing') post({ type: 'finishing', tab, news: newsOf(state.leftS) });
    else if (was === 'finishing') post({ type: 'closed', tab });
    was = state.phase;
  };
  channel.addEventListener('message', ({ data }: MessageEvent<CoverMessage>) => {
    if (data.type === 'ask') tell();
    if (data.type === 'close') cover.closeNow();
  });
  const close = (): void => cover.closeNow();
  const ended = new AbortController();
  const { signal } = ended;
  addEventListener('pagehide', close, { signal });
  document.addEventListener('freeze', close, { signal });
  const look = (): void => {
    if (document.visibilityState === 'hidden' && isSuspendedWhenHidden()) close();
    else cover.look();
  };
  for (const change of ['visibilitychange', 'resume']) {
    document.addEventListener(change, look, { signal });
  }
  for (const waking of ['pageshow', 'focus']) addEventListener(waking, look, { signal });
  const leave = cover.subscribe(tell);
  return () => {
    ended.abort();
    leave();
    channel.close();
  };
}

/**
 * iOS and iPadOS stop a page within seconds of its being put away, and say nothing before: what would be sent is
 * not, and the keys would lie in its memory until somebody comes back. Only their browsers know `standalone`.
 */
function isSuspendedWhenHidden(): boolean {
  return 'standalone' in navigator;
}

function newsOf(leftS: number): CoverNews {
  const { pendingInstances, pendingOps } = readSyncState();
  const { isRunning, progress } = readImportSession();
  const files = isRunning && progress !== null ? progress.fileCount - progress.filesDone : 0;
  return { leftS, images: pendingInstances, ops: pendingOps, files };
}

/** A window that was killed says no more: what it said last holds for so long. */
const silentMs = 4000;

/** Follows what all windows finish, as one; null when nobody holds a key any more. Returns what ends it. */
export function watchCovers(onNews: (news: CoverNews | null) => void): () => void {
  const told = new Map<string, { readonly news: CoverNews; readonly atMs: number }>();
  const channel = new BroadcastChannel(channelName);
  const look = (): void => {
    const now = performance.now();
    for (const [tab, { atMs }] of told) if (now - atMs > silentMs) told.delete(tab);
    onNews(sumOf([...told.values()].map(({ news }) => news)));
  };
  channel.addEventListener('message', ({ data }: MessageEvent<CoverMessage>) => {
    if (data.type === 'finishing') told.set(data.tab, { news: data.news, atMs: performance.now() });
    if (data.type === 'closed') told.delete(data.tab);
    look();
  });
  const timer = setInterval(look, 1000);
  channel.postMessage({ type: 'ask' } satisfies CoverMessage);
  return () => {
    clearInterval(timer);
    channel.close();
  };
}

/** What waits is the same in every window; what is added is each one's own. */
function sumOf(all: readonly CoverNews[]): CoverNews | null {
  const [first, ...rest] = all;
  if (first === undefined) return null;
  return rest.reduce(
    (sum, one) => ({
      leftS: Math.max(sum.leftS, one.leftS),
      images: Math.max(sum.images, one.images),
      ops: Math.max(sum.ops, one.ops),
      files: sum.files + one.files,
    }),
    first,
  );
}

/** No window waits any longer: all keys go. */
export function closeCovers(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ type: 'close' } satisfies CoverMessage);
  channel.close();
}
