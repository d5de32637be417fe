import { ask, changeLane, freeUp, isOpen, type Draft, type Item } from './core-state.ts';
import { heldUntilMs } from './core-instances.ts';
import type { OutboxWindow, WaitingInstance } from './sync-event.ts';

/** Codes that only a person can undo: they are remembered over a restart. */
const heldCodes: readonly string[] = ['REFUSED', 'LOCAL_STORE'];

export function pumpOutbox(draft: Draft): void {
  if (!draft.state.isOutboxStale || !isOpen(draft, 'outbox')) return;
  draft.state.isOutboxStale = false;
  changeLane(draft, 'outbox', { isBusy: true });
  ask(draft, { kind: 'read-outbox' });
}

/** The store is the truth about what waits; what is known here about its way is kept. */
export function outboxRead(draft: Draft, outbox: OutboxWindow): void {
  const { state } = draft;
  freeUp(draft, 'outbox');
  state.opIds = outbox.opIds;
  state.opCount = outbox.opCount;
  state.instanceCount = outbox.instanceCount;
  state.instanceBytes = outbox.instanceBytes;
  const read = new Set(outbox.instances.map(({ ref }) => ref));
  const isWhole = outbox.instances.length >= outbox.instanceCount;
  for (const [ref, item] of draft.items) {
    if (!read.has(ref) && !item.isInFlight && isWhole) draft.items.delete(ref);
  }
  for (const waiting of outbox.instances) draft.items.set(waiting.ref, itemOf(draft, waiting));
  state.queue = orderOfGoing([...draft.items.values()], outbox.instances);
  const waitingStudies = new Set([...draft.items.values()].map(({ studyKey }) => studyKey));
  for (const key of draft.bytesDone.keys()) {
    if (!waitingStudies.has(key)) draft.bytesDone.delete(key);
  }
}

function itemOf(draft: Draft, waiting: WaitingInstance): Item {
  const { ref, studyKey, byteLength, tries, nextAtMs, code } = waiting;
  const known = draft.items.get(ref);
  const isHeld = nextAtMs >= heldUntilMs && code !== null && heldCodes.includes(code);
  if (known !== undefined && !(known.stage === 'held' && !isHeld)) return known;
  return {
    ref,
    studyKey,
    byteLength,
    stage: isHeld ? 'held' : 'unasked',
    sha256: '',
    byteOffset: 0,
    isInFlight: false,
    tries,
    nextAtMs,
    reason: isHeld ? reasonOf(code) : null,
    isDoubted: false,
  };
}

function reasonOf(code: string | null): Item['reason'] {
  return code === 'LOCAL_STORE' ? 'LOCAL_STORE' : 'REFUSED';
}

/** The study that got its newest instance last goes first, whole; within it, as they came ([SEND2]). */
function orderOfGoing(items: readonly Item[], read: readonly WaitingInstance[]): readonly string[] {
  const orders = new Map(read.map(({ ref, order }) => [ref, order]));
  const newest = new Map<string, number>();
  for (const { ref, studyKey } of items) {
    newest.set(studyKey, Math.max(newest.get(studyKey) ?? 0, orders.get(ref) ?? 0));
  }
  return items
    .toSorted(
      (a, b) =>
        (newest.get(b.studyKey) ?? 0) - (newest.get(a.studyKey) ?? 0) ||
        compareText(a.studyKey, b.studyKey) ||
        (orders.get(a.ref) ?? 0) - (orders.get(b.ref) ?? 0) ||
        compareText(a.ref, b.ref),
    )
    .map(({ ref }) => ref);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
