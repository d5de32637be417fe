import { ask, changeLane, freeUp, isOpen, opBatchMaxDefault, type Draft } from './core-state.ts';
import { forgetServer, laneFailed } from './core-connection.ts';
import { opStream, parseOpId } from './op-id.ts';
import type { EffectFailure, SyncWork } from './sync-event.ts';

type Push = Extract<SyncWork, { kind: 'push-ops' }>;

/** Operations have a lane of their own, so that no upload ever stands in front of them: [PUSH2]. */
export function pumpOps(draft: Draft): void {
  const { state } = draft;
  const [first] = state.opIds;
  if (first === undefined || !isOpen(draft, 'ops')) return;
  const stream = opStream(first);
  const end = state.opIds.findIndex((id) => opStream(id) !== stream);
  const ids = state.opIds.slice(0, Math.min(state.opBatchMax, end === -1 ? Infinity : end));
  changeLane(draft, 'ops', { isBusy: true });
  ask(draft, { kind: 'push-ops', ids });
}

/** The server has these; they leave the outbox before anything else of the lane goes on ([PUSH4]). */
export function opsPushed(draft: Draft, push: Push, accepted: readonly string[]): void {
  const ids = push.ids.filter((id) => accepted.includes(id));
  if (ids.length === 0) {
    laneFailed(draft, 'ops', { code: 'SERVER_ERROR', step: 'push-ops', retry: 'later' });
    return;
  }
  const { feed, forgetFor } = draft.state;
  // Who took them may be gone: they stay in the outbox, and it will say that it has them.
  if (feed === null || forgetFor !== null) return freeUp(draft, 'ops');
  ask(draft, { kind: 'mark-ops-sent', ids, hubEpoch: feed.hubEpoch });
}

export function opsMarked(draft: Draft, ids: readonly string[]): void {
  const { state } = draft;
  const marked = new Set(ids);
  const before = state.opIds.length;
  state.opIds = state.opIds.filter((id) => !marked.has(id));
  state.opCount = Math.max(0, state.opCount - (before - state.opIds.length));
  freeUp(draft, 'ops');
  if (state.opIds.length === 0) {
    state.opBatchMax = opBatchMaxDefault;
    if (state.opCount > 0) state.isOutboxStale = true;
  }
}

/**
 * The server's numbers do not join on to ours ([PUSH5]). It expects earlier ones: it has lost what it
 * acknowledged, and everything is offered again. It expects later ones: it has other operations under our
 * numbers, as this device's store was set back; those it does not know get new numbers.
 */
export function opsGap(draft: Draft, push: Push, failure: EffectFailure): void {
  const [first = ''] = push.ids;
  const n = parseOpId(first)?.n ?? 0;
  const { expectedN } = failure;
  const { tries } = draft.state.lanes.ops;
  const { feed } = draft.state;
  laneFailed(draft, 'ops', failure);
  if (expectedN === undefined || feed === null || draft.state.forgetFor !== null) return;
  if (expectedN > n && push.ids.length > 1) {
    draft.state.opBatchMax = 1;
    changeLane(draft, 'ops', { nextAtMs: draft.around.nowMs });
  } else if (expectedN > n || tries > 1) {
    // Gaps that stay after everything was offered again can only be bridged by new numbers.
    changeLane(draft, 'ops', { isBusy: true });
    ask(draft, { kind: 'reissue-ops', stream: opStream(first), fromN: n });
  } else if (expectedN < n) {
    forgetServer(draft, feed.hubId, feed.hubEpoch);
  }
}

/** A batch that is refused as a whole is tried in smaller ones: one bad operation must not hide among many. */
export function opsRefused(draft: Draft, failure: EffectFailure): void {
  laneFailed(draft, 'ops', failure);
  const { opBatchMax } = draft.state;
  if (opBatchMax > 1) draft.state.opBatchMax = Math.ceil(opBatchMax / 8);
}

/** They have other numbers now, and what the server had under the old ones is read from its feed. */
export function opsReissued(draft: Draft): void {
  const { state } = draft;
  state.opIds = [];
  state.opBatchMax = opBatchMaxDefault;
  state.isOutboxStale = true;
  freeUp(draft, 'ops');
  readFeedAgain(draft);
}

/** The store knows better how far the feed was taken in. */
export function readFeedAgain(draft: Draft): void {
  for (const work of draft.inFlight.values()) if (work.kind === 'read-feed') return;
  ask(draft, { kind: 'read-feed' });
}
