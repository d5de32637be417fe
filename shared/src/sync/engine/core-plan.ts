import type { Change } from './core-state.ts';
import { withLane } from './core-state.ts';
import type { CoreEffect, CoreState, LaneName, WorkItem } from './core-types.ts';
import { bundleBytesMax, opsCountMax } from '../protocol.ts';

/** Instances planned at once; the rest stays in the outbox. */
const workCountMax = 500;
/** So many instances in one bundle or one question for receipts: answers stay small. */
const bundleCountMax = 100;
const waitSeconds = 25;

/** Starts whatever may be started now, and says when to look again. */
export function plan(state: CoreState, nowMs: number): Change {
  const effects: CoreEffect[] = [];
  let next = state;
  if (next.phase === 'waiting' && next.greeting.nextAtMs <= nowMs) {
    next = { ...next, phase: 'greeting', run: next.run + 1 };
    effects.push({ type: 'hello', run: next.run });
  }
  if (next.phase === 'online') {
    for (const start of [startReading, startOps, startBytes, startPull]) {
      const started = start(next, nowMs);
      if (started === null) continue;
      next = started.state;
      effects.push(...started.effects);
    }
  }
  const wakeAtMs = nextWake(next, nowMs);
  if (wakeAtMs !== null && wakeAtMs !== next.wakeAtMs)
    effects.push({ type: 'wakeAt', atMs: wakeAtMs });
  return { state: { ...next, wakeAtMs }, effects };
}

function isFree(state: CoreState, name: LaneName, nowMs: number): boolean {
  const lane = state.lanes[name];
  return !lane.busy && lane.nextAtMs <= nowMs;
}

function begin(state: CoreState, name: LaneName, effect: CoreEffect): Change {
  return { state: withLane(state, name, { busy: true }), effects: [effect] };
}

function startReading(state: CoreState, nowMs: number): Change | null {
  const isDue = state.nextDueAtMs !== null && state.nextDueAtMs <= nowMs;
  const isEmpty = state.items.length === 0 && state.hasMoreWork;
  if (!(state.isWorkStale || isDue || isEmpty) || !isFree(state, 'work', nowMs)) return null;
  const reading = { ...state, isWorkStale: false, nextDueAtMs: null };
  return begin(reading, 'work', { type: 'readWork', run: state.run, countMax: workCountMax });
}

function dueStream(state: CoreState, nowMs: number) {
  return state.streams.find(({ nextAtMs }) => nextAtMs <= nowMs);
}

/** In order of the numbers, from the first that the server may lack ([PUSH1]). */
function startOps(state: CoreState, nowMs: number): Change | null {
  const due = dueStream(state, nowMs);
  if (due === undefined || !isFree(state, 'ops', nowMs)) return null;
  const { stream, fromN } = due;
  const toN = Math.min(due.toN, fromN + opsCountMax - 1);
  return begin(state, 'ops', { type: 'pushOps', run: state.run, stream, fromN, toN });
}

/** Bytes start only when no operation could go instead ([PUSH2]): a large study never delays a mark. */
function startBytes(state: CoreState, nowMs: number): Change | null {
  if (!isFree(state, 'bytes', nowMs) || state.lanes.ops.busy) return null;
  // A person who waits for bytes from the server has the link ([PUSH8]).
  if (state.isForegroundBusy) return null;
  // Before the outbox was read after its last change nobody knows what comes first.
  if (state.lanes.work.busy || state.isWorkStale) return null;
  const effect = bytesEffect(state);
  if (effect === null) return null;
  const started = begin(state, 'bytes', effect);
  const sending =
    effect.type === 'sendPart' ? [effect.item] : effect.type === 'have' ? [] : effect.items;
  return { ...started, state: { ...started.state, sendingRefs: sending.map(({ ref }) => ref) } };
}

type BytesEffect = Extract<
  CoreEffect,
  { readonly type: 'have' | 'stow' | 'sendPart' | 'receipts' }
>;

function bytesEffect(state: CoreState): BytesEffect | null {
  const { run, items } = state;
  const sent = items.filter(({ step }) => step === 'sent').slice(0, bundleCountMax);
  if (sent.length > 0) return { type: 'receipts', run, items: sent };
  const unknown = items.filter(({ step }) => step === 'unknown');
  if (unknown.length > 0) return { type: 'have', run, items: unknown };
  const [head] = items;
  if (head === undefined) return null;
  if (head.byteLength > bundleBytesMax) {
    return { type: 'sendPart', run, item: head, partOffset: head.partOffset };
  }
  return { type: 'stow', run, items: bundleOf(head, items) };
}

/** What failed before goes alone, so that one bad instance is told from its neighbours ([PUSH5]). */
function bundleOf(head: WorkItem, items: readonly WorkItem[]): readonly WorkItem[] {
  if (head.tries > 0) return [head];
  const bundle: WorkItem[] = [];
  let byteLength = 0;
  for (const item of items) {
    if (item.tries > 0 || item.byteLength > bundleBytesMax) continue;
    if (byteLength + item.byteLength > bundleBytesMax || bundle.length === bundleCountMax) break;
    byteLength += item.byteLength;
    bundle.push(item);
  }
  return bundle;
}

/** One long request at a time; it returns at once while there is more to read. */
function startPull(state: CoreState, nowMs: number): Change | null {
  if (!isFree(state, 'pull', nowMs)) return null;
  const { run, cursor, headSeq } = state;
  const seconds = cursor < headSeq ? 0 : waitSeconds;
  return begin(state, 'pull', { type: 'pullChanges', run, cursor, waitSeconds: seconds });
}

function nextWake(state: CoreState, nowMs: number): number | null {
  if (state.phase === 'waiting') return state.greeting.nextAtMs;
  if (state.phase !== 'online') return null;
  const { lanes, streams } = state;
  const times = [
    ...Object.values(lanes).flatMap((lane) => (lane.busy ? [] : [lane.nextAtMs])),
    ...streams.map(({ nextAtMs }) => nextAtMs),
    ...(state.nextDueAtMs === null ? [] : [state.nextDueAtMs]),
  ].filter((atMs) => atMs > nowMs);
  return times.length === 0 ? null : Math.min(...times);
}
