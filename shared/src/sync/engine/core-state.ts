import type { SyncFailure } from '../../failure/sync-failure.ts';
import { backoffMs, failureScope, personDelayMs } from './backoff.ts';
import type { CoreEffect, CoreState, EventTime, Lane, LaneName, WorkItem } from './core-types.ts';

const idle: Lane = { busy: false, tries: 0, nextAtMs: 0, reason: null };
const idleLanes: CoreState['lanes'] = { ops: idle, bytes: idle, pull: idle, work: idle };

/** Before `started`: does nothing. */
export const initialCore: CoreState = {
  phase: 'stopped',
  run: 0,
  reason: null,
  greeting: { tries: 0, nextAtMs: 0 },
  hubEpoch: '',
  cursor: 0,
  headSeq: 0,
  isForegroundBusy: false,
  isWorkStale: true,
  hasMoreWork: false,
  nextDueAtMs: null,
  streams: [],
  items: [],
  lanes: idleLanes,
  sendingRefs: [],
  doubtedRefs: [],
  lastContactAtMs: null,
  wakeAtMs: null,
};

/** A state and what is to be done besides what the plan adds. */
export interface Change {
  readonly state: CoreState;
  readonly effects: readonly CoreEffect[];
}

/** Leaves everything that was under way and begins in another phase. */
export function beginRun(state: CoreState, phase: CoreState['phase']): CoreState {
  return {
    ...initialCore,
    phase,
    run: state.run + 1,
    hubEpoch: state.hubEpoch,
    cursor: state.cursor,
    headSeq: state.headSeq,
    isForegroundBusy: state.isForegroundBusy,
    doubtedRefs: state.doubtedRefs,
    lastContactAtMs: state.lastContactAtMs,
  };
}

export function withLane(state: CoreState, name: LaneName, lane: Partial<Lane>): CoreState {
  return { ...state, lanes: { ...state.lanes, [name]: { ...state.lanes[name], ...lane } } };
}

/** A lane whose request was answered as hoped. */
export function laneDone(state: CoreState, name: LaneName, { nowMs }: EventTime): CoreState {
  return { ...withLane(state, name, idle), lastContactAtMs: nowMs };
}

/**
 * A lane whose request failed: a failure of the link stops everything but greeting ([LINK2]), one that
 * only a person can end stops everything ([LINK4]), any other lets this lane rest and the rest go on ([RETRY4]).
 */
export function laneFailed(
  state: CoreState,
  name: LaneName,
  failure: SyncFailure,
  time: EventTime,
): Change {
  const scope = failureScope(failure);
  if (scope === 'block') return block(state, failure);
  if (scope === 'link') return lose(state, failure, time);
  const { tries } = state.lanes[name];
  const nextAtMs = time.nowMs + backoffMs(tries, time.random, failure);
  const lane = { busy: false, tries: tries + 1, nextAtMs, reason: failure };
  return { state: withLane(state, name, lane), effects: [] };
}

/** Stops everything until a person has acted. */
export function block(state: CoreState, failure: SyncFailure): Change {
  const blocked: CoreState = { ...beginRun(state, 'blocked'), reason: failure };
  return { state: blocked, effects: [{ type: 'cancel' }] };
}

/** The link is gone: greet again later, and send nothing until that is answered. */
export function lose(state: CoreState, failure: SyncFailure, time: EventTime): Change {
  const { tries } = state.greeting;
  const nextAtMs = time.nowMs + backoffMs(tries, time.random, failure);
  const lost: CoreState = {
    ...beginRun(state, 'waiting'),
    reason: failure,
    greeting: { tries: tries + 1, nextAtMs },
  };
  return { state: lost, effects: [{ type: 'cancel' }] };
}

/**
 * Takes items whose sending failed out of what is worked on, and notes each with its own code and time in
 * the outbox ([RETRY5]): one instance that can't go never holds up the others.
 */
export function failItems(
  state: CoreState,
  failures: readonly { readonly ref: string; readonly failure: SyncFailure }[],
  time: EventTime,
): Change {
  const byRef = new Map(failures.map((item) => [item.ref, item.failure]));
  const effects: CoreEffect[] = [];
  let nextDueAtMs = state.nextDueAtMs;
  const left: WorkItem[] = [];
  for (const item of state.items) {
    const failure = byRef.get(item.ref);
    if (failure === undefined) {
      left.push(item);
      continue;
    }
    // Spread by the golden ratio: many items that failed at once do not come back at once.
    const random = (time.random + effects.length * 0.618_033_988_75) % 1;
    const delayMs =
      failure.retry === 'person' || failure.retry === 'never'
        ? personDelayMs
        : backoffMs(item.tries, random, failure);
    const nextAtMs = time.nowMs + delayMs;
    effects.push({ type: 'noteTry', ref: item.ref, nextAtMs, code: failure.code });
    nextDueAtMs = Math.min(nextDueAtMs ?? nextAtMs, nextAtMs);
  }
  return { state: { ...state, items: left, nextDueAtMs }, effects };
}
