import type { ImagePoint, Mark } from '../annotation/mark.ts';
import { hlcTime } from './hlc.ts';
import { markKinds, parseMarkCreateValue, parsePoints, type MarkCreateValue } from './mark-op.ts';
import type { Op, OpUser } from './op.ts';
import { headsOf, orderOps, type OpOrder } from './op-order.ts';

/** One geometry that a mark has or had; nothing written is ever lost ([MERGE5]). */
export interface MarkVersion {
  readonly opId: string;
  readonly points: readonly ImagePoint[];
  readonly author: OpUser;
  readonly at: string;
  /** `shown` now; `concurrent`: lost against `shown` by the tie alone; `replaced` by somebody who saw it. */
  readonly state: 'shown' | 'concurrent' | 'replaced';
}

/** A mark and what merging it has to tell. */
export interface FoldedMark extends Mark {
  /** Deleted, and nobody has changed it since without having seen that. */
  readonly isDeleted: boolean;
  /** Somebody deleted it while somebody else, not knowing, changed it: it stays ([MERGE4]). */
  readonly deletedConcurrently: boolean;
  /** Every geometry, oldest first. */
  readonly versions: readonly MarkVersion[];
}

/**
 * Folds operations into marks: the same marks for every order of arrival and any repetition ([MERGE6]).
 * Operations of other kinds and values of a newer app are passed over. Deleted marks are among the
 * answer, for undo; order is that of creation (clock, then id).
 */
export function foldMarks(ops: readonly Op[]): readonly FoldedMark[] {
  const byMark = new Map<string, Op[]>();
  for (const op of ops) {
    if (op.target.type !== 'mark') continue;
    const key = `${op.target.StudyInstanceUID}\n${op.target.id}`;
    const known = byMark.get(key);
    if (known === undefined) byMark.set(key, [op]);
    else known.push(op);
  }
  const folded: { readonly mark: FoldedMark; readonly sortKey: string }[] = [];
  for (const opsOfMark of byMark.values()) {
    const one = foldOne(orderOps(opsOfMark));
    if (one !== null) folded.push(one);
  }
  return folded
    .toSorted((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0))
    .map(({ mark }) => mark);
}

interface PointsWrite {
  readonly op: Op;
  readonly points: readonly ImagePoint[];
}

function foldOne(order: OpOrder): { mark: FoldedMark; sortKey: string } | null {
  const creation = firstCreation(order);
  if (creation === null) return null;
  const { op: created, value } = creation;
  const writes = pointsWrites(order);
  const heads = headsOf(
    order,
    writes.map(({ op }) => op),
  );
  const shown = heads.at(-1) ?? created;
  const versions = writes.map(({ op, points }): MarkVersion => {
    const state = op.id === shown.id ? 'shown' : heads.includes(op) ? 'concurrent' : 'replaced';
    return { opId: op.id, points, author: op.user, at: hlcTime(op.hlc), state };
  });
  const mark: FoldedMark = {
    id: created.target.id,
    kind: value.kind,
    StudyInstanceUID: created.target.StudyInstanceUID,
    SeriesInstanceUID: value.SeriesInstanceUID,
    SOPInstanceUID: value.SOPInstanceUID,
    frameNumber: value.frameNumber,
    points: versions.find(({ state }) => state === 'shown')?.points ?? value.points,
    authorName: created.user.name,
    authorProfession: created.user.profession,
    createdAt: hlcTime(created.hlc),
    editedAt: hlcTime(shown.hlc),
    editedConcurrently: heads.length > 1,
    ...existence(order),
    versions,
  };
  return { mark, sortKey: `${created.hlc}\n${created.id}` };
}

// Ids are random, so two creations of one mark mean a faulty device: the first in the total order counts.
function firstCreation(order: OpOrder): { op: Op; value: MarkCreateValue } | null {
  for (const op of order.ops) {
    if (op.kind !== markKinds.create) continue;
    const value = parseMarkCreateValue(op.value);
    if (value !== null) return { op, value };
  }
  return null;
}

function pointsWrites(order: OpOrder): readonly PointsWrite[] {
  const writes: PointsWrite[] = [];
  for (const op of order.ops) {
    let points: readonly ImagePoint[] | null = null;
    if (op.kind === markKinds.create) points = parseMarkCreateValue(op.value)?.points ?? null;
    if (op.kind === markKinds.set && op.field === 'points') points = parsePoints(op.value);
    if (points !== null) writes.push({ op, points });
  }
  return writes;
}

/** Add wins: one edit that no deletion has seen keeps the mark, whatever field and app it came from. */
function existence(order: OpOrder): { isDeleted: boolean; deletedConcurrently: boolean } {
  const deletions = order.ops.filter(({ kind }) => kind === markKinds.delete);
  const additions = order.ops.filter(
    ({ kind }) => kind === markKinds.create || kind === markKinds.set || kind === markKinds.restore,
  );
  const alive = additions.filter(
    (addition) => !deletions.some((deletion) => order.hasSeen(deletion.id, addition.id)),
  );
  const isDeleted = alive.length === 0;
  const overruled = deletions.some(
    (deletion) => !additions.some((addition) => order.hasSeen(addition.id, deletion.id)),
  );
  return { isDeleted, deletedConcurrently: !isDeleted && overruled };
}
