import { hint, laneFailed } from './core-connection.ts';
import { readFeedAgain } from './core-ops.ts';
import { ask, changeLane, freeUp, isOpen, type Draft } from './core-state.ts';
import type { ChangesAnswer } from './protocol.ts';
import type { FeedPosition } from './sync-event.ts';

/** How long the server may hold an answer back until something happens. */
export const waitSecondsMax = 25;

export function pumpFeed(draft: Draft): void {
  const { state } = draft;
  if (state.feed === null || !isOpen(draft, 'feed')) return;
  changeLane(draft, 'feed', { isBusy: true });
  const waitSeconds = state.isCaughtUp ? waitSecondsMax : 0;
  ask(draft, { kind: 'pull', cursor: state.feed.cursor, waitSeconds });
}

/** A page is taken in only where it joins on without a gap, in the life of the server we know: [PULL1]. */
export function pagePulled(draft: Draft, cursor: number, page: ChangesAnswer): void {
  const { state, around } = draft;
  if (state.feed === null || state.forgetFor !== null) return freeUp(draft, 'feed');
  if (page.hubEpoch !== state.feed.hubEpoch) {
    freeUp(draft, 'feed');
    state.connection = 'connecting';
    changeLane(draft, 'hello', { nextAtMs: around.nowMs });
    return;
  }
  if (cursor !== state.feed.cursor || !joinsOn(page, cursor)) {
    laneFailed(draft, 'feed', { code: 'SERVER_ERROR', step: 'pull', retry: 'later' });
    return;
  }
  if (page.rows.length === 0) {
    freeUp(draft, 'feed');
    // Less than it once had, in the same life: it is asked who it is.
    if (page.headSeq < cursor) lessThanBefore(draft);
    state.isCaughtUp = page.headSeq <= cursor;
    return;
  }
  ask(draft, { kind: 'apply', page, hubId: state.feed.hubId });
}

/** Rows and cursor are on the disk, together: only now the next page is asked for ([PULL2]). */
export function pageApplied(draft: Draft, page: ChangesAnswer): void {
  const { state } = draft;
  freeUp(draft, 'feed');
  if (state.feed === null) return;
  state.feed = { ...state.feed, cursor: Math.max(state.feed.cursor, page.to) };
  state.isCaughtUp = page.to >= page.headSeq;
}

/** The page is not in the store; how far it is, the store knows. */
export function applyFailed(draft: Draft): void {
  readFeedAgain(draft);
}

export function feedRead(draft: Draft, feed: FeedPosition | null): void {
  draft.state.feed = feed;
  draft.state.isCaughtUp = false;
  if (feed !== null) return;
  // Without a feed we know nothing of the server: `greeted` begins anew.
  draft.state.connection = 'connecting';
  changeLane(draft, 'hello', { nextAtMs: draft.around.nowMs });
}

function lessThanBefore(draft: Draft): void {
  draft.state.connection = 'connecting';
  hint(draft);
}

function joinsOn(page: ChangesAnswer, cursor: number): boolean {
  if (page.from !== cursor) return false;
  const isGapFree = page.rows.every((row, index) => row.seq === cursor + 1 + index);
  return (
    isGapFree &&
    page.to === cursor + page.rows.length &&
    page.headSeq >= (page.rows.length > 0 ? page.to : 0)
  );
}
