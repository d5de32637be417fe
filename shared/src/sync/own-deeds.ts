import type { ImagePoint } from '../annotation/mark.ts';
import { foldMarks, type FoldedMark } from './fold-marks.ts';
import { frameOfStar, keyImageKinds, type FrameRef } from './key-images.ts';
import { markKinds, parseMarkCreateValue, parseMarkText, parseReversing } from './mark-op.ts';
import type { Op } from './op.ts';
import { parseOpId } from './op-id.ts';
import { compareOps, orderOps } from './op-order.ts';

/** Something that a person did in a study, with what it takes to take it back. */
export type Deed =
  | {
      readonly kind: 'create' | 'delete';
      readonly markId: string;
      /** The mark as it was made, or as it was when it was taken away. */
      readonly points: readonly ImagePoint[];
      readonly text: string;
    }
  | {
      readonly kind: 'move';
      readonly markId: string;
      readonly before: readonly ImagePoint[];
      readonly after: readonly ImagePoint[];
    }
  | {
      readonly kind: 'text';
      readonly markId: string;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'star' | 'unstar'; readonly frame: FrameRef };

/** What can be taken back, and what was and can be done again; the last of each is the next. */
export interface DeedStacks {
  readonly undo: readonly Deed[];
  readonly redo: readonly Deed[];
}

export const noDeeds: DeedStacks = { undo: [], redo: [] };

const deedsMax = 100;

/** A new deed: what had been taken back before it cannot be done again. */
export function didAnew({ undo }: DeedStacks, deed: Deed): DeedStacks {
  return { undo: [...undo, deed].slice(-deedsMax), redo: [] };
}

/** The last deed was taken back. */
export function tookBack({ undo, redo }: DeedStacks): DeedStacks {
  const deed = undo.at(-1);
  return deed === undefined ? { undo, redo } : { undo: undo.slice(0, -1), redo: [...redo, deed] };
}

/** What was taken back last was done again. */
export function didAgain({ undo, redo }: DeedStacks): DeedStacks {
  const deed = redo.at(-1);
  return deed === undefined ? { undo, redo } : { undo: [...undo, deed], redo: redo.slice(0, -1) };
}

/**
 * What one person did on one device in a study, read from its operations: the way back does not end with
 * the page ([UNDO1]). Undoing is an operation too, and says so in its value; one that only moves points has
 * no room for that and is known by its points ([UNDO2]).
 */
export function ownDeeds(ops: readonly Op[], deviceId: string, userId: string): DeedStacks {
  const own = orderOps(ops)
    .ops.filter((op) => op.user.id === userId && parseOpId(op.id)?.deviceId === deviceId)
    .toSorted(compareOps)
    // Twice as many operations as deeds: each may have been taken back.
    .slice(-2 * deedsMax);
  return own.reduce((stacks, op) => afterOp(stacks, op, ops), noDeeds);
}

function afterOp(stacks: DeedStacks, op: Op, ops: readonly Op[]): DeedStacks {
  const deed = deedOf(op, ops);
  if (deed === null) return stacks;
  const reversing = parseReversing(op.value);
  const [lastDone, lastUndone] = [stacks.undo.at(-1), stacks.redo.at(-1)];
  const isUndo = lastDone !== undefined && isReverse(lastDone, deed);
  const isRedo = lastUndone !== undefined && isSame(lastUndone, deed);
  // Points alone, and restoring as apps before this one wrote it, have no place to say what they are.
  const isUntold = deed.kind === 'move' || op.kind === markKinds.restore;
  if (isUndo && (reversing === 'undo' || (isUntold && reversing === null))) return tookBack(stacks);
  if (isRedo && (reversing === 'redo' || (isUntold && reversing === null))) return didAgain(stacks);
  // Takes back what is beyond the edge of what is remembered, or of another tab: nothing to build on.
  if (reversing !== null || op.kind === markKinds.restore) return stacks;
  return didAnew(stacks, deed);
}

/** An operation as a deed; a restoring counts as making the mark. */
function deedOf(op: Op, ops: readonly Op[]): Deed | null {
  const markId = op.target.id;
  if (op.target.type === 'key-image') return starDeed(op, ops);
  if (op.target.type !== 'mark') return null;
  switch (op.kind) {
    case markKinds.create: {
      const made = parseMarkCreateValue(op.value);
      return made === null ? null : { kind: 'create', markId, points: made.points, text: '' };
    }
    case markKinds.restore:
    case markKinds.delete: {
      const { before } = aroundOp(op, ops);
      if (before === undefined) return null;
      const kind = op.kind === markKinds.delete ? 'delete' : 'create';
      return { kind, markId, points: before.points, text: before.text };
    }
    case markKinds.set:
      return setDeed(op, ops);
    default:
      return null;
  }
}

/** The mark of an operation as its person saw it before, and after. */
function aroundOp(
  op: Op,
  ops: readonly Op[],
): { readonly before: FoldedMark | undefined; readonly after: FoldedMark | undefined } {
  const ofMark = ops.filter(({ target }) => target.type === 'mark' && target.id === op.target.id);
  const order = orderOps(ofMark);
  const [before] = foldMarks(order.ops.filter(({ id }) => order.hasSeen(op.id, id)));
  const [after] = foldMarks(order.ops.filter(({ id }) => id === op.id || order.hasSeen(op.id, id)));
  return { before, after };
}

function setDeed(op: Op, ops: readonly Op[]): Deed | null {
  const { before, after } = aroundOp(op, ops);
  if (before === undefined || after === undefined) return null;
  const markId = op.target.id;
  if (op.field === 'points') {
    return { kind: 'move', markId, before: before.points, after: after.points };
  }
  if (op.field !== 'text' || parseMarkText(op.value) === null) return null;
  return { kind: 'text', markId, before: before.text, after: after.text };
}

function starDeed(op: Op, ops: readonly Op[]): Deed | null {
  const frame =
    frameOfStar(op) ??
    ops
      .filter(({ target }) => target.type === 'key-image' && target.id === op.target.id)
      .map(frameOfStar)
      .find((one) => one !== null);
  if (frame === undefined || frame === null) return null;
  if (op.kind === keyImageKinds.star) return { kind: 'star', frame };
  return op.kind === keyImageKinds.unstar ? { kind: 'unstar', frame } : null;
}

const reverseKinds = {
  create: 'delete',
  delete: 'create',
  move: 'move',
  text: 'text',
  star: 'unstar',
  unstar: 'star',
} as const;

function isReverse(deed: Deed, later: Deed): boolean {
  if (later.kind !== reverseKinds[deed.kind] || keyOf(deed) !== keyOf(later)) return false;
  if ('before' in deed && 'before' in later) {
    return isSameValue(deed.before, later.after) && isSameValue(deed.after, later.before);
  }
  return true;
}

function isSame(deed: Deed, later: Deed): boolean {
  if (later.kind !== deed.kind || keyOf(deed) !== keyOf(later)) return false;
  if ('before' in deed && 'before' in later) {
    return isSameValue(deed.before, later.before) && isSameValue(deed.after, later.after);
  }
  return true;
}

function keyOf(deed: Deed): string {
  if ('markId' in deed) return deed.markId;
  return `${deed.frame.SOPInstanceUID}#${String(deed.frame.frameNumber)}`;
}

function isSameValue(
  a: string | readonly ImagePoint[],
  b: string | readonly ImagePoint[],
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
