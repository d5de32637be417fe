import type { ImagePoint, Mark, MarkKind } from '../annotation/mark.ts';
import { hlcTime } from './hlc.ts';
import {
  markKinds,
  parseMarkCreateValue,
  parseMarkText,
  parsePoints,
  type MarkCreateValue,
} from './mark-op.ts';
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

/** One text that an arrow has or had; as with geometry, the ones that lost stay ([MERGE9]). */
export interface MarkTextVersion {
  readonly opId: string;
  readonly text: string;
  readonly author: OpUser;
  readonly at: string;
  readonly state: MarkVersion['state'];
}

/** A mark and what merging it has to tell. */
export interface FoldedMark extends Mark {
  /** Deleted, and nobody has changed it since without having seen that. */
  readonly isDeleted: boolean;
  /** Somebody deleted it while somebody else, not knowing, changed it: it stays ([MERGE4]). */
  readonly deletedConcurrently: boolean;
  /** Every geometry, oldest first. */
  readonly versions: readonly MarkVersion[];
  /** Every text, oldest first. */
  readonly textVersions: readonly MarkTextVersion[];
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

/** An operation that gives a field of a mark a value. */
interface Write<Value> {
  readonly op: Op;
  readonly value: Value;
}

interface FoldedField<Value> {
  readonly shown: Write<Value> | null;
  readonly isConcurrent: boolean;
  readonly versions: readonly (Write<Value> & { readonly state: MarkVersion['state'] })[];
}

/** Each field merges by itself: one person moves an arrow while another words it ([MERGE9]). */
function foldField<Value>(order: OpOrder, writes: readonly Write<Value>[]): FoldedField<Value> {
  const heads = headsOf(
    order,
    writes.map(({ op }) => op),
  );
  const shownOp = heads.at(-1);
  const versions = writes.map((write) => {
    const { op } = write;
    const state = op === shownOp ? 'shown' : heads.includes(op) ? 'concurrent' : 'replaced';
    return { ...write, state } as const;
  });
  return {
    shown: versions.find(({ state }) => state === 'shown') ?? null,
    isConcurrent: heads.length > 1,
    versions,
  };
}

function foldOne(order: OpOrder): { mark: FoldedMark; sortKey: string } | null {
  const creation = firstCreation(order);
  if (creation === null) return null;
  const { op: created, value } = creation;
  const geometry = foldField(order, pointsWrites(order, value.kind));
  const text = foldField(order, value.kind === 'arrow' ? textWrites(order) : []);
  const editedAt = [created, geometry.shown?.op, text.shown?.op]
    .map((op) => (op === undefined ? '' : hlcTime(op.hlc)))
    .toSorted()
    .at(-1);
  const mark: FoldedMark = {
    id: created.target.id,
    kind: value.kind,
    StudyInstanceUID: created.target.StudyInstanceUID,
    SeriesInstanceUID: value.SeriesInstanceUID,
    SOPInstanceUID: value.SOPInstanceUID,
    frameNumber: value.frameNumber,
    points: geometry.shown?.value ?? value.points,
    text: text.shown?.value ?? '',
    authorName: created.user.name,
    authorProfession: created.user.profession,
    createdAt: hlcTime(created.hlc),
    editedAt: editedAt ?? hlcTime(created.hlc),
    editedConcurrently: geometry.isConcurrent || text.isConcurrent,
    ...existence(order),
    versions: geometry.versions.map(({ op, value: points, state }) => ({
      opId: op.id,
      points,
      author: op.user,
      at: hlcTime(op.hlc),
      state,
    })),
    textVersions: text.versions.map(({ op, value: words, state }) => ({
      opId: op.id,
      text: words,
      author: op.user,
      at: hlcTime(op.hlc),
      state,
    })),
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

function pointsWrites(order: OpOrder, kind: MarkKind): readonly Write<readonly ImagePoint[]>[] {
  const writes: Write<readonly ImagePoint[]>[] = [];
  for (const op of order.ops) {
    let value: readonly ImagePoint[] | null = null;
    if (op.kind === markKinds.create) {
      const created = parseMarkCreateValue(op.value);
      value = created?.kind === kind ? created.points : null;
    }
    if (op.kind === markKinds.set && op.field === 'points') value = parsePoints(op.value, kind);
    if (value !== null) writes.push({ op, value });
  }
  return writes;
}

function textWrites(order: OpOrder): readonly Write<string>[] {
  const writes: Write<string>[] = [];
  for (const op of order.ops) {
    if (op.kind !== markKinds.set || op.field !== 'text') continue;
    const value = parseMarkText(op.value);
    if (value !== null) writes.push({ op, value });
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
