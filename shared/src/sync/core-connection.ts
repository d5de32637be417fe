import type { SyncFailure } from '../failure/sync-failure.ts';
import { backoffMaxMs, backoffMs } from './backoff.ts';
import { ask, changeLane, freeUp, type Draft, type LaneName } from './core-state.ts';
import type { HelloAnswer } from './protocol.ts';
import type { SyncWork } from './sync-event.ts';

/** Before bytes of patients leave, our server must have answered within this time: [CONN3]. */
export const contactFreshMs = 60_000;

/** A browser's hints may come in a burst; we knock at most this often for them. */
const hintEveryMs = 1000;

/** Failures that say something about the way to the server, not about what was sent. */
export function isConnectionFailure({ code }: SyncFailure): boolean {
  return code === 'OFFLINE' || code === 'NOT_OUR_SERVER';
}

/** Failures after which nothing is worth trying until somebody does something. */
export function isBlocking({ code }: SyncFailure): boolean {
  return (
    code === 'UNAUTHORISED' ||
    code === 'REVOKED' ||
    code === 'APP_TOO_OLD' ||
    code === 'SERVER_TOO_OLD'
  );
}

/** Knocks, when it is time, and no other knock is under way. */
export function knock(draft: Draft): void {
  const { lanes } = draft.state;
  if (lanes.hello.isBusy || lanes.hello.nextAtMs > draft.around.nowMs) return;
  if (draft.state.connection === 'offline') draft.state.connection = 'connecting';
  changeLane(draft, 'hello', { isBusy: true });
  ask(draft, { kind: 'hello' });
}

/** A hint that it may be worth knocking earlier than planned: [CONN2]. */
export function hint(draft: Draft): void {
  const { connection, lanes } = draft.state;
  if (connection === 'online' || connection === 'blocked' || lanes.hello.isBusy) return;
  const soon = Math.min(lanes.hello.nextAtMs, draft.around.nowMs + hintEveryMs);
  changeLane(draft, 'hello', { nextAtMs: soon });
}

export function greeted(draft: Draft, hello: HelloAnswer): void {
  const { state } = draft;
  freeUp(draft, 'hello');
  const pinned = state.hub;
  if (pinned === null) return;
  const { hubId, hubEpoch, key } = hello.hub;
  if (hubId !== pinned.hubId || key.publicKey !== pinned.publicKey || key.kid !== pinned.kid) {
    // Its receipts would prove nothing to us: a person has to pair anew ([CONN5]).
    block(draft, {
      code: 'NOT_OUR_SERVER',
      step: 'hello',
      retry: 'sign-in',
      detail: 'another server or key than at pairing',
    });
    return;
  }
  if (state.connection !== 'online') state.isOutboxStale = true;
  state.connection = 'online';
  state.reason = null;
  if (
    state.feed === null ||
    state.feed.hubId !== hubId ||
    state.feed.hubEpoch !== hubEpoch ||
    hello.headSeq < state.feed.cursor
  ) {
    forgetServer(draft, hubId, hubEpoch);
  }
}

/**
 * What the server was known to hold is known no longer: everything is offered again ([RCPT4]). Also when
 * it has less than it told us before, whatever it says of its life.
 */
export function forgetServer(draft: Draft, hubId: string, hubEpoch: string): void {
  draft.state.forgetFor = { hubId, hubEpoch };
}

const writingKinds: readonly SyncWork['kind'][] = [
  'save-receipts',
  'mark-ops-sent',
  'apply',
  'reissue-ops',
  'forget-server',
];

/**
 * Begins anew once nothing of the server's earlier life is on its way to the disk: a receipt saved after
 * the forgetting would be believed for ever.
 */
export function pumpForget(draft: Draft): void {
  const { forgetFor } = draft.state;
  if (forgetFor === null) return;
  for (const { kind } of draft.inFlight.values()) if (writingKinds.includes(kind)) return;
  ask(draft, { kind: 'forget-server', ...forgetFor });
}

/** The way to the server is gone: everything waits until a knock is answered. */
export function goOffline(draft: Draft, failure: SyncFailure): void {
  const { state, around } = draft;
  if (state.connection === 'blocked') return;
  const wasOnline = state.connection === 'online';
  state.connection = 'offline';
  state.reason = failure;
  if (wasOnline && !state.lanes.hello.isBusy) {
    changeLane(draft, 'hello', { tries: 0, nextAtMs: around.nowMs + backoffMs(0, around.random) });
  }
}

export function helloFailed(draft: Draft, failure: SyncFailure): void {
  const { around, state } = draft;
  const { tries } = state.lanes.hello;
  const waitMs = backoffMs(tries, around.random, failure.retryAfterMs);
  changeLane(draft, 'hello', {
    isBusy: false,
    tries: tries + 1,
    nextAtMs: around.nowMs + waitMs,
    failure,
  });
  if (isBlocking(failure)) block(draft, failure);
  else {
    state.connection = 'offline';
    state.reason = failure;
  }
}

/** Waits for a person; knocks now and then all the same, as nothing gives up ([CONN6]). */
export function block(draft: Draft, failure: SyncFailure): void {
  const { state, around } = draft;
  state.connection = 'blocked';
  state.reason = failure;
  const nextAtMs = around.nowMs + backoffMaxMs / 2 + Math.floor((around.random * backoffMaxMs) / 2);
  changeLane(draft, 'hello', { nextAtMs });
}

/** The server asked for quiet. */
export function pause(draft: Draft, failure: SyncFailure): void {
  const { state, around } = draft;
  const untilMs = around.nowMs + backoffMs(2, around.random, failure.retryAfterMs);
  state.pausedUntilMs = Math.max(state.pausedUntilMs, untilMs);
}

/** One kind of work failed: it tries again later, the others go on. */
export function laneFailed(draft: Draft, name: LaneName, failure: SyncFailure): void {
  const { tries } = draft.state.lanes[name];
  const waitMs = backoffMs(tries, draft.around.random, failure.retryAfterMs);
  changeLane(draft, name, {
    isBusy: false,
    tries: tries + 1,
    nextAtMs: draft.around.nowMs + waitMs,
    failure,
  });
}
