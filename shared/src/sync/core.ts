import { assertNever } from '../failure/assert.ts';
import { backoffMs } from './backoff.ts';
import {
  block,
  goOffline,
  greeted,
  helloFailed,
  hint,
  isBlocking,
  isConnectionFailure,
  knock,
  laneFailed,
  pause,
  pumpForget,
} from './core-connection.ts';
import { applyFailed, feedRead, pageApplied, pagePulled, pumpFeed } from './core-feed.ts';
import {
  haveAnswered,
  haveFailed,
  offsetCorrected,
  partAccepted,
  proofFailed,
  pumpInstances,
  receiptsAnswered,
  receiptsSaved,
  uploaded,
  uploadFailed,
} from './core-instances.ts';
import { opsGap, opsMarked, opsPushed, opsRefused, opsReissued, pumpOps } from './core-ops.ts';
import { outboxRead, pumpOutbox } from './core-outbox.ts';
import {
  ask,
  changeItem,
  changeLane,
  draftOf,
  initialState,
  type CoreState,
  type Draft,
} from './core-state.ts';
import type {
  EffectFailure,
  Surroundings,
  SyncAnswer,
  SyncEffect,
  SyncEvent,
  SyncWork,
  WakeCause,
} from './sync-event.ts';

export interface Step {
  readonly state: CoreState;
  readonly effects: readonly SyncEffect[];
  /** When to be woken with `timer`, should nothing happen before; null: only an event can change anything. */
  readonly wakeAtMs: number | null;
}

/**
 * The sync core: from what is known and what happened to what is known then and what is to be done. Pure:
 * no clock, no network, no store, no chance but what it is given; the same code runs in the app and under
 * the simulator. Rules in brackets are those of SYNC-SPEC.md.
 */
export function step(state: CoreState, event: SyncEvent, around: Surroundings): Step {
  const draft = draftOf(state, around);
  take(draft, event);
  pump(draft);
  return { state: draft.state, effects: draft.effects, wakeAtMs: nextWake(draft) };
}

function take(draft: Draft, event: SyncEvent): void {
  const { state } = draft;
  switch (event.type) {
    case 'started': {
      const { items, inFlight, bytesDone } = draft;
      for (const map of [items, inFlight, bytesDone]) map.clear();
      // Answers to what an earlier life asked for carry ids that are not in flight, and are let fall.
      const fresh = { ...initialState(state.nextId), items, inFlight, bytesDone };
      const connection = event.hub === null ? 'unpaired' : 'connecting';
      const { hub, feed } = event;
      Object.assign(state, fresh, {
        isRunning: true,
        hub,
        feed,
        connection,
      } satisfies Partial<CoreState>);
      return;
    }
    case 'stopped':
      draft.inFlight.clear();
      state.isRunning = false;
      return;
    case 'woken':
      return woken(draft, event.cause);
    case 'foreground':
      state.isForegroundBusy = event.isBusy;
      return;
    case 'answered':
    case 'failed': {
      const work = draft.inFlight.get(event.id);
      if (work === undefined) return;
      draft.inFlight.delete(event.id);
      if (event.type === 'answered') answered(draft, work, event.answer);
      else failed(draft, work, event.failure);
      return;
    }
    default:
      assertNever(event);
  }
}

function woken(draft: Draft, cause: WakeCause): void {
  const { state, around } = draft;
  switch (cause) {
    case 'timer':
      return;
    case 'online':
    case 'visible':
      return hint(draft);
    case 'local-work':
      state.isOutboxStale = true;
      return;
    case 'person':
      // Everything is due now, whatever it waited for ([CONN6]).
      for (const ref of draft.items.keys()) changeItem(draft, ref, { nextAtMs: 0, tries: 0 });
      for (const [ref, { stage }] of draft.items) {
        if (stage === 'held') changeItem(draft, ref, { stage: 'unasked', reason: null });
      }
      for (const name of ['ops', 'feed', 'have', 'proof', 'upload', 'hello', 'outbox'] as const) {
        changeLane(draft, name, { nextAtMs: 0, tries: 0 });
      }
      state.pausedUntilMs = 0;
      state.isOutboxStale = true;
      if (state.connection === 'blocked') state.connection = 'connecting';
      changeLane(draft, 'hello', { nextAtMs: around.nowMs });
      ask(draft, { kind: 'retry-now' });
      return;
    default:
      assertNever(cause);
  }
}

function pump(draft: Draft): void {
  const { state, around } = draft;
  if (!state.isRunning) return;
  pumpOutbox(draft);
  if (state.hub === null) return;
  if (state.connection !== 'online') return knock(draft);
  if (state.forgetFor !== null) return pumpForget(draft);
  if (state.pausedUntilMs > around.nowMs) return;
  pumpOps(draft);
  pumpFeed(draft);
  pumpInstances(draft);
}

/** The earliest of all moments at which something that waits may go on. */
function nextWake({ state, around }: Draft): number | null {
  if (!state.isRunning) return null;
  const times = [state.pausedUntilMs, ...Object.values(state.lanes).map((lane) => lane.nextAtMs)];
  if (state.connection === 'online') {
    for (const { nextAtMs, stage } of state.items.values()) {
      if (stage !== 'held') times.push(nextAtMs);
    }
  }
  const later = times.filter((time) => time > around.nowMs && Number.isFinite(time));
  return later.length === 0 ? null : Math.min(...later);
}

const networkKinds: readonly SyncWork['kind'][] = [
  'hello',
  'have',
  'stow',
  'send-part',
  'ask-receipts',
  'push-ops',
  'pull',
];

function answered(draft: Draft, work: SyncWork, answer: SyncAnswer): void {
  if (networkKinds.includes(work.kind)) draft.state.lastContactMs = draft.around.nowMs;
  switch (work.kind) {
    case 'hello':
      return answer.kind === 'hello' ? greeted(draft, answer.hello) : undefined;
    case 'read-outbox':
      return answer.kind === 'outbox' ? outboxRead(draft, answer.outbox) : undefined;
    case 'read-feed':
      return answer.kind === 'feed' ? feedRead(draft, answer.feed) : undefined;
    case 'have':
      return answer.kind === 'have' ? haveAnswered(draft, answer.items, answer.gone) : undefined;
    case 'stow':
      return answer.kind === 'uploaded' ? uploaded(draft, answer.outcomes) : undefined;
    case 'send-part':
      if (answer.kind === 'part') return partAccepted(draft, work.ref, answer.byteOffset);
      return answer.kind === 'uploaded' ? uploaded(draft, answer.outcomes) : undefined;
    case 'ask-receipts':
      if (answer.kind !== 'receipts') return undefined;
      return receiptsAnswered(draft, work, answer.receipts, answer.missing);
    case 'save-receipts':
      return receiptsSaved(
        draft,
        work.items.map(({ ref }) => ref),
      );
    case 'push-ops':
      return answer.kind === 'ops' ? opsPushed(draft, work, answer.ids) : undefined;
    case 'mark-ops-sent':
      return opsMarked(draft, work.ids);
    case 'reissue-ops':
      return opsReissued(draft);
    case 'pull':
      return answer.kind === 'changes' ? pagePulled(draft, work.cursor, answer.page) : undefined;
    case 'apply':
      return pageApplied(draft, work.page);
    case 'forget-server':
      return serverForgotten(draft, work.hubId, work.hubEpoch);
    case 'note-tries':
      return undefined;
    case 'retry-now':
      draft.state.isOutboxStale = true;
      return undefined;
    default:
      return assertNever(work);
  }
}

function serverForgotten(draft: Draft, hubId: string, hubEpoch: string): void {
  const { state } = draft;
  state.forgetFor = null;
  state.feed = { hubId, hubEpoch, cursor: 0 };
  state.isCaughtUp = false;
  state.isOutboxStale = true;
  state.opIds = [];
  for (const [ref, { isInFlight }] of draft.items) if (!isInFlight) draft.items.delete(ref);
}

function failed(draft: Draft, work: SyncWork, failure: EffectFailure): void {
  if (work.kind === 'hello') {
    helloFailed(draft, failure);
    return;
  }
  const isConnection = isConnectionFailure(failure);
  if (isConnection) goOffline(draft, failure);
  if (isBlocking(failure)) block(draft, failure);
  if (failure.code === 'RATE_LIMITED') pause(draft, failure);
  switch (work.kind) {
    case 'read-outbox':
      draft.state.isOutboxStale = true;
      return laneFailed(draft, 'outbox', failure);
    case 'have':
      return haveFailed(draft, work.refs, failure);
    case 'stow':
    case 'send-part':
      return sendingFailed(draft, work, failure);
    case 'ask-receipts':
    case 'save-receipts':
      return proofFailed(
        draft,
        work.items.map(({ ref }) => ref),
        failure,
      );
    case 'push-ops':
      if (failure.code === 'OPERATION_GAP') return opsGap(draft, work, failure);
      if (failure.code === 'REFUSED') return opsRefused(draft, failure);
      return laneFailed(draft, 'ops', failure);
    case 'mark-ops-sent':
    case 'reissue-ops':
      draft.state.isOutboxStale = true;
      return laneFailed(draft, 'ops', failure);
    case 'pull':
      return laneFailed(draft, 'feed', failure);
    case 'apply':
      laneFailed(draft, 'feed', failure);
      return applyFailed(draft);
    case 'read-feed':
      return laneFailed(draft, 'feed', failure);
    case 'forget-server':
      return forgetFailed(draft, failure);
    case 'note-tries':
    case 'retry-now':
      return undefined;
    default:
      return assertNever(work);
  }
}

function sendingFailed(
  draft: Draft,
  work: Extract<SyncWork, { kind: 'stow' | 'send-part' }>,
  failure: EffectFailure,
): void {
  if (work.kind === 'send-part' && failure.code === 'OFFSET_MISMATCH') {
    return offsetCorrected(draft, work.ref, failure.byteOffset);
  }
  const refs = work.kind === 'stow' ? work.items.map(({ ref }) => ref) : [work.ref];
  if (failure.code === 'SERVER_FULL') laneFailed(draft, 'upload', failure);
  const isItemsFault = !isBlocking(failure) && failure.code !== 'RATE_LIMITED';
  return uploadFailed(draft, refs, failure, isItemsFault);
}

/** The store did not take it; the next greeting finds the same difference and asks again. */
function forgetFailed(draft: Draft, failure: EffectFailure): void {
  const { state, around } = draft;
  state.forgetFor = null;
  state.feed = null;
  state.connection = 'connecting';
  const { tries } = state.lanes.hello;
  const nextAtMs = around.nowMs + backoffMs(tries, around.random);
  changeLane(draft, 'hello', { tries: tries + 1, nextAtMs, failure });
}
