import { studyKinds } from './fold-study.ts';
import type { Op } from './op.ts';
import { formatOpId, opStream, parseOpId, type OpIdParts } from './op-id.ts';

/**
 * Gives operations of one stream, in order of their numbers, new ids that follow `last` without a gap
 * ([PUSH4]): the server holds others under the old ones. What they say of each other (bases, and what a
 * rejection has seen) follows; content, clock and person stay.
 */
export function renumberOps(ops: readonly Op[], last: OpIdParts): ReadonlyMap<string, Op> {
  const ids = new Map(
    ops.map((op, index) => [op.id, formatOpId({ ...last, n: last.n + index + 1 })]),
  );
  return new Map(
    ops.map((op) => [op.id, { ...withNewReferences(op, ids), id: ids.get(op.id) ?? op.id }]),
  );
}

/** An operation that speaks of others by their new ids; itself where it speaks of none of them. */
export function withNewReferences(op: Op, ids: ReadonlyMap<string, string>): Op {
  const isSpeaking = op.base.some((id) => ids.has(id)) || op.kind === studyKinds.reject;
  if (!isSpeaking) return op;
  const base = op.base.map((id) => ids.get(id) ?? id);
  const value = op.kind === studyKinds.reject ? withNewSeen(op.value, ids) : op.value;
  return { ...op, base, value };
}

/** A rejection names the highest number it has seen of each stream: those that moved are seen where they are now. */
function withNewSeen(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value !== 'object' || value === null || !('seen' in value)) return value;
  if (typeof value.seen !== 'object' || value.seen === null) return value;
  const seen = new Map<string, unknown>(Object.entries(value.seen));
  const old = Object.entries(value.seen);
  for (const [from, to] of ids) {
    const before = parseOpId(from);
    const after = parseOpId(to);
    const known = old.find(([stream]) => stream === opStream(from))?.[1] as unknown;
    if (before === null || after === null || typeof known !== 'number' || before.n > known)
      continue;
    const left = seen.get(opStream(from));
    if (typeof left === 'number') seen.set(opStream(from), Math.min(left, before.n - 1));
    const there = seen.get(opStream(to));
    seen.set(opStream(to), Math.max(typeof there === 'number' ? there : 0, after.n));
  }
  return { ...value, seen: Object.fromEntries(seen) };
}
