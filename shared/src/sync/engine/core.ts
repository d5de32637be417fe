import type { SyncFailure } from '../../failure/sync-failure.ts';
import { assertNever } from '../../failure/assert.ts';
import { backoffMs, failureScope, personDelayMs } from './backoff.ts';
import { plan } from './core-plan.ts';
import {
  beginRun,
  block,
  failItems,
  laneDone,
  laneFailed,
  lose,
  withLane,
  type Change,
} from './core-state.ts';
import type { CoreEvent, CoreState, CoreStep, StreamItem, WorkItem } from './core-types.ts';

type EventOf<Type extends CoreEvent['type']> = Extract<CoreEvent, { readonly type: Type }>;

/**
 * The engine that moves what a device holds to its server and back: one step from a state and an event
 * to the next state and what is to be done about it. Pure: time, chance and every answer come with the
 * event ([CORE1]); the same events give the same steps.
 */
export function step(state: CoreState, event: CoreEvent): CoreStep {
  if ('run' in event && event.run !== state.run) return { state, effects: [] };
  const changed = apply(state, event);
  const planned = plan(changed.state, event.nowMs);
  return { state: planned.state, effects: [...changed.effects, ...planned.effects] };
}

function apply(state: CoreState, event: CoreEvent): Change {
  switch (event.type) {
    case 'started':
      return turn(state, event.isPaired ? 'waiting' : 'unpaired');
    case 'paired':
      return turn(state, 'waiting');
    case 'unpaired':
      return turn(state, 'unpaired');
    case 'stop':
      return turn(state, 'stopped');
    case 'tick':
      // A timer may fire early: the time to wake is said anew.
      return only({ ...state, wakeAtMs: null });
    case 'workAdded':
      return only({ ...state, isWorkStale: true });
    case 'networkHint':
      return hinted(state);
    case 'foreground':
      return only({ ...state, isForegroundBusy: event.isBusy });
    case 'helloAnswered':
    case 'helloFailed':
    case 'serverForgotten':
      return greeted(state, event);
    case 'workRead':
    case 'workFailed':
      return workRead(state, event);
    case 'opsAnswered':
      return only(opsAnswered(state, event));
    case 'opsFailed':
      return opsFailed(state, event);
    case 'renumbered':
      // The cursor went back on the disk: everything that is under way belongs to the old one.
      return turn(state, 'waiting');
    case 'changesAnswered':
      return changesAnswered(state, event);
    case 'changesFailed':
      return laneFailed(state, 'pull', event.failure, event);
    case 'haveAnswered':
    case 'haveFailed':
    case 'bundleAnswered':
    case 'bundleFailed':
    case 'partAnswered':
    case 'partFailed':
    case 'receiptsAnswered':
    case 'receiptsFailed':
      return bytesAnswered(state, event);
    default:
      return assertNever(event);
  }
}

function only(state: CoreState): Change {
  return { state, effects: [] };
}

function turn(state: CoreState, phase: CoreState['phase']): Change {
  return { state: beginRun(state, phase), effects: [{ type: 'cancel' }] };
}

/** Tries at once what was waiting. A hint proves nothing: the greeting does ([LINK1]). */
function hinted(state: CoreState): Change {
  if (state.phase === 'waiting') {
    return only({ ...state, greeting: { tries: 0, nextAtMs: 0 } });
  }
  if (state.phase === 'blocked') return turn(state, 'waiting');
  if (state.phase !== 'online') return only(state);
  let next: CoreState = { ...state, isWorkStale: true };
  for (const name of ['ops', 'bytes', 'pull', 'work'] as const) {
    next = withLane(next, name, { nextAtMs: 0, tries: 0 });
  }
  const streams = next.streams.map((item) => ({ ...item, nextAtMs: 0 }));
  return only({ ...next, streams });
}

function greeted(
  state: CoreState,
  event: EventOf<'helloAnswered' | 'helloFailed' | 'serverForgotten'>,
): Change {
  if (event.type === 'serverForgotten') {
    return only({ ...state, phase: 'online', cursor: 0, isWorkStale: true, doubtedRefs: [] });
  }
  if (event.type === 'helloFailed') {
    if (failureScope(event.failure) === 'block') return block(state, event.failure);
    return lose(state, event.failure, event);
  }
  const { hubEpoch, headSeq, known, nowMs } = event;
  const met: CoreState = {
    ...state,
    hubEpoch,
    headSeq,
    reason: null,
    greeting: { tries: 0, nextAtMs: 0 },
    lastContactAtMs: nowMs,
  };
  if (known === null || !known.isSameHub || headSeq < known.cursor) {
    // Never met, restored from a backup, set back within its life, or another server: what it was known to
    // hold is known no longer, and its life is on the disk before anything of it is believed ([LINK5]).
    return { state: met, effects: [{ type: 'forgetServer', run: state.run, hubEpoch }] };
  }
  return only({ ...met, phase: 'online', cursor: known.cursor, isWorkStale: true });
}

function workRead(state: CoreState, event: EventOf<'workRead' | 'workFailed'>): Change {
  if (event.type === 'workFailed') {
    const failed = laneFailed(state, 'work', event.failure, event);
    return { ...failed, state: { ...failed.state, isWorkStale: true } };
  }
  const knownItems = new Map(state.items.map((item) => [item.ref, item]));
  const items = event.instances.map((instance): WorkItem => {
    const known = knownItems.get(instance.ref);
    return { ...instance, step: known?.step ?? 'unknown', partOffset: known?.partOffset ?? 0 };
  });
  const knownStreams = new Map(state.streams.map((item) => [item.stream, item]));
  const streams = event.streams.map((pending): StreamItem => {
    const { tries = 0, nextAtMs = 0 } = knownStreams.get(pending.stream) ?? {};
    return { ...pending, tries, nextAtMs };
  });
  const lanes = { ...state.lanes, work: { busy: false, tries: 0, nextAtMs: 0, reason: null } };
  const { hasMore: hasMoreWork, nextDueAtMs } = event;
  return only({ ...state, lanes, items, streams, hasMoreWork, nextDueAtMs });
}

function opsAnswered(state: CoreState, event: EventOf<'opsAnswered'>): CoreState {
  const done = laneDone(state, 'ops', event);
  const streams = done.streams.flatMap((item): StreamItem[] => {
    if (item.stream !== event.stream) return [item];
    if (event.toN >= item.toN) return [];
    return [{ ...item, fromN: Math.max(item.fromN, event.toN + 1), tries: 0, nextAtMs: 0 }];
  });
  return { ...done, streams };
}

function opsFailed(state: CoreState, event: EventOf<'opsFailed'>): Change {
  const { failure, expectedN, stream } = event;
  if (failureScope(failure) !== 'item') return laneFailed(state, 'ops', failure, event);
  const item = state.streams.find((one) => one.stream === stream);
  if (failure.code === 'OPERATION_GAP' && item !== undefined && (expectedN ?? 0) > item.fromN) {
    // It has others under our numbers: this store was set back, or copied ([PUSH4]). The lane stays busy.
    return { state, effects: [{ type: 'renumber', run: state.run, stream }] };
  }
  const done = withLane(state, 'ops', { busy: false, reason: failure });
  const streams = done.streams.map((item): StreamItem => {
    if (item.stream !== stream) return item;
    if (failure.code === 'OPERATION_GAP' && expectedN !== null && expectedN < item.fromN) {
      // The server lost some that it had: they are still in the log, and go again ([PUSH3]).
      return { ...item, fromN: Math.max(1, expectedN) };
    }
    const delayMs =
      failure.retry === 'later' && failure.code !== 'OPERATION_GAP'
        ? backoffMs(item.tries, event.random, failure)
        : personDelayMs;
    return { ...item, tries: item.tries + 1, nextAtMs: event.nowMs + delayMs };
  });
  return only({ ...done, streams });
}

function changesAnswered(state: CoreState, event: EventOf<'changesAnswered'>): Change {
  const done = laneDone(state, 'pull', event);
  if (event.hubEpoch !== state.hubEpoch || event.headSeq < event.to) {
    // It became another one, or was set back, between two requests: greet, and forget what has to be forgotten.
    return turn(done, 'waiting');
  }
  return only({ ...done, cursor: event.to, headSeq: Math.max(event.headSeq, event.to) });
}

type BytesEvent = EventOf<
  | 'haveAnswered'
  | 'haveFailed'
  | 'bundleAnswered'
  | 'bundleFailed'
  | 'partAnswered'
  | 'partFailed'
  | 'receiptsAnswered'
  | 'receiptsFailed'
>;

function bytesAnswered(state: CoreState, event: BytesEvent): Change {
  switch (event.type) {
    case 'haveAnswered': {
      return only(settled({ ...state, items: afterHave(state, event) }, event));
    }
    case 'bundleAnswered': {
      const failed = event.outcomes.flatMap(({ ref, failure }) =>
        failure === null ? [] : [{ ref, failure }],
      );
      const stored = new Set(
        event.outcomes.flatMap(({ ref, failure }) => (failure === null ? [ref] : [])),
      );
      const items = state.items.map((item): WorkItem =>
        stored.has(item.ref) ? { ...item, step: 'sent' } : item,
      );
      const change = failItems(settled({ ...state, items }, event), failed, event);
      const lane = failed.find(({ failure }) => !isOfItems(failure));
      return lane === undefined ? change : andLane(change, lane.failure, event);
    }
    case 'partAnswered': {
      const items = state.items.map((item): WorkItem => {
        if (item.ref !== event.ref) return item;
        const { partOffset, isWhole } = event;
        return { ...item, partOffset, step: isWhole ? 'sent' : 'lacking' };
      });
      return only(settled({ ...state, items }, event));
    }
    case 'partFailed':
      return partFailed(state, event);
    case 'receiptsAnswered':
      return receiptsAnswered(state, event);
    case 'haveFailed':
      return laneFailed(state, 'bytes', event.failure, event);
    case 'bundleFailed':
    case 'receiptsFailed':
      return sendingFailed(state, event.failure, event);
    default:
      return assertNever(event);
  }
}

function afterHave(state: CoreState, event: EventOf<'haveAnswered'>): readonly WorkItem[] {
  const known = new Map(event.items.map((item) => [item.ref, item]));
  const doubted = new Set(state.doubtedRefs);
  return state.items.map((item): WorkItem => {
    const answer = known.get(item.ref);
    if (answer === undefined) return item;
    const { stored, partOffset } = answer;
    // What it says it has, and gave no receipt for, it gets once more ([RCPT4]).
    return { ...item, step: stored && !doubted.has(item.ref) ? 'sent' : 'lacking', partOffset };
  });
}

function settled(state: CoreState, event: BytesEvent): CoreState {
  return { ...laneDone(state, 'bytes', event), sendingRefs: [] };
}

function andLane(change: Change, failure: SyncFailure, event: BytesEvent): Change {
  const rested = laneFailed(change.state, 'bytes', failure, event);
  return { state: rested.state, effects: [...change.effects, ...rested.effects] };
}

/** Full and rate-limited is the server's own trouble, whatever one sends. */
function isOfItems({ code }: SyncFailure): boolean {
  return code !== 'SERVER_FULL' && code !== 'RATE_LIMITED';
}

/** The request as a whole came to nothing; whatever was in it is asked for again before it is sent again. */
function sendingFailed(state: CoreState, failure: SyncFailure, event: BytesEvent): Change {
  const refs = isOfItems(failure) && failureScope(failure) !== 'block' ? state.sendingRefs : [];
  const failed = failItems(
    { ...state, sendingRefs: [] },
    refs.map((ref) => ({ ref, failure })),
    event,
  );
  if (failureScope(failure) === 'item') {
    return { ...failed, state: withLane(failed.state, 'bytes', { busy: false, reason: failure }) };
  }
  return andLane(failed, failure, event);
}

function partFailed(state: CoreState, event: EventOf<'partFailed'>): Change {
  const { ref, partOffset, failure } = event;
  const known = state.items.find((item) => item.ref === ref);
  const isNews = partOffset !== null && known !== undefined && partOffset !== known.partOffset;
  if (failure.code !== 'OFFSET_MISMATCH' || !isNews) return sendingFailed(state, failure, event);
  // The server's word on where it stands is the truth: go on from there ([PUSH6]).
  const items = state.items.map((item) => (item.ref === ref ? { ...item, partOffset } : item));
  return only(settled({ ...state, items }, event));
}

/** Only a receipt that was verified and stored ends an instance's way ([RCPT1]). */
function receiptsAnswered(state: CoreState, event: EventOf<'receiptsAnswered'>): Change {
  const kept = new Set(
    event.outcomes.flatMap(({ ref, outcome }) => (outcome === 'kept' ? [ref] : [])),
  );
  const left = state.items.filter(({ ref }) => !kept.has(ref));
  const failed = event.outcomes.flatMap(({ ref, outcome }) =>
    outcome === 'kept' ? [] : [{ ref, failure: receiptFailure(outcome) }],
  );
  const missing = event.outcomes.flatMap(({ ref, outcome }) =>
    outcome === 'missing' ? [ref] : [],
  );
  const doubted = new Set([...state.doubtedRefs, ...missing]);
  const doubtedRefs = [...doubted].filter((ref) => !kept.has(ref));
  return failItems(settled({ ...state, items: left, doubtedRefs }, event), failed, event);
}

function receiptFailure(outcome: 'missing' | 'invalid'): SyncFailure {
  const code = outcome === 'missing' ? 'NOT_FOUND' : 'RECEIPT_INVALID';
  return { code, step: 'receipts', retry: 'later' };
}
