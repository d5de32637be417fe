import { canonicalText } from './canonical-text.ts';
import { compareHlc } from './hlc.ts';
import type { Op } from './op.ts';

/**
 * What happened before what, told by `base` alone ([MERGE1]): an operation has seen the operations of its
 * base and all that those have seen. Two operations that have not seen each other are concurrent, whatever
 * their clocks say.
 */
export interface OpOrder {
  /** Each id once, in the total order of `compareOps`. */
  readonly ops: readonly Op[];
  /** True when `later` has seen `earlier`, and not the other way round. */
  hasSeen(later: string, earlier: string): boolean;
}

/** Builds the order of a set of operations; duplicates and any order of arrival make no difference. */
export function orderOps(ops: readonly Op[]): OpOrder {
  const byId = new Map<string, Op>();
  for (const op of ops) {
    const known = byId.get(op.id);
    // One id with two contents is a fault of its device: every reader picks the same one ([MERGE2]).
    if (known === undefined || canonicalText(op) > canonicalText(known)) byId.set(op.id, op);
  }
  const seenBy = new Map<string, ReadonlySet<string>>();
  const seenOf = (id: string): ReadonlySet<string> => {
    let seen = seenBy.get(id);
    if (seen === undefined) seenBy.set(id, (seen = collectSeen(byId, id)));
    return seen;
  };
  return {
    ops: [...byId.values()].toSorted(compareOps),
    hasSeen: (later, earlier) =>
      later !== earlier && seenOf(later).has(earlier) && !seenOf(earlier).has(later),
  };
}

/** Total order for ties among concurrent operations: clock, then id ([MERGE3]). */
export function compareOps(a: Op, b: Op): number {
  return compareHlc(a.hlc, b.hlc) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Those of `candidates` that no other one of them has seen: never empty unless `candidates` is. */
export function headsOf(order: OpOrder, candidates: readonly Op[]): readonly Op[] {
  return candidates.filter((op) => !candidates.some((other) => order.hasSeen(other.id, op.id)));
}

/**
 * The base that the next operation on a target must carry: ids of the heads among all operations known
 * on it, in text order. `opsOfTarget` holds the operations of that one target.
 */
export function baseOf(opsOfTarget: readonly Op[]): readonly string[] {
  const order = orderOps(opsOfTarget);
  return headsOf(order, order.ops)
    .map((op) => op.id)
    .toSorted();
}

// Cycles can only come from a faulty device; walking with a set of visited ids ends all the same.
function collectSeen(byId: ReadonlyMap<string, Op>, id: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(byId.get(id)?.base ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const op = byId.get(next);
    if (op !== undefined) open.push(...op.base);
  }
  return seen;
}
