import type { ImagePoint, MarkKind } from '../annotation/mark.ts';
import type { InstanceUID, SeriesUID } from '../dicom/uid.ts';
import type { Op, OpTarget, OpUser } from './op.ts';
import type { OpDraft } from './op-id.ts';
import { baseOf } from './op-order.ts';

/** The kinds of operation on a mark that this version folds: [OP6]. */
export const markKinds = {
  create: 'mark.create',
  set: 'mark.set',
  delete: 'mark.delete',
  restore: 'mark.restore',
} as const;

/** Value of `mark.create`. */
export interface MarkCreateValue {
  readonly kind: MarkKind;
  readonly SeriesInstanceUID: SeriesUID;
  readonly SOPInstanceUID: InstanceUID;
  /** 1-based. */
  readonly frameNumber: number;
  readonly points: readonly ImagePoint[];
}

/** A new mark: `target.id` is a fresh random id, `target.type` is `mark`. */
export function createMarkDraft(target: OpTarget, user: OpUser, value: MarkCreateValue): OpDraft {
  return { user, target, kind: markKinds.create, field: '', value, base: [] };
}

/** New points for a mark: geometry is one field. `opsOfMark` are the operations known on this mark. */
export function setPointsDraft(
  target: OpTarget,
  user: OpUser,
  points: readonly ImagePoint[],
  opsOfMark: readonly Op[],
): OpDraft {
  const base = baseOf(opsOfMark);
  return { user, target, kind: markKinds.set, field: 'points', value: points, base };
}

/** Takes a mark away, as far as this device has seen it: edits it has not seen keep it alive. */
export function deleteMarkDraft(target: OpTarget, user: OpUser, opsOfMark: readonly Op[]): OpDraft {
  const base = baseOf(opsOfMark);
  return { user, target, kind: markKinds.delete, field: '', value: null, base };
}

/** Brings a deleted mark back. */
export function restoreMarkDraft(
  target: OpTarget,
  user: OpUser,
  opsOfMark: readonly Op[],
): OpDraft {
  const base = baseOf(opsOfMark);
  return { user, target, kind: markKinds.restore, field: '', value: null, base };
}

/** Reads the value of `mark.create`; null when this version cannot show it (kept all the same). */
export function parseMarkCreateValue(value: unknown): MarkCreateValue | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, SeriesInstanceUID, SOPInstanceUID, frameNumber, points } = value as {
    readonly [key: string]: unknown;
  };
  if (kind !== 'length' && kind !== 'ellipse') return null;
  if (typeof SeriesInstanceUID !== 'string' || typeof SOPInstanceUID !== 'string') return null;
  if (typeof frameNumber !== 'number' || !Number.isSafeInteger(frameNumber) || frameNumber < 1) {
    return null;
  }
  const parsedPoints = parsePoints(points);
  if (parsedPoints === null) return null;
  return { kind, SeriesInstanceUID, SOPInstanceUID, frameNumber, points: parsedPoints };
}

/** Reads the two points that length and ellipse have; null when they are anything else. */
export function parsePoints(value: unknown): readonly ImagePoint[] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const points: ImagePoint[] = [];
  for (const item of value as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) return null;
    const { x, y } = item as { readonly x?: unknown; readonly y?: unknown };
    if (typeof x !== 'number' || typeof y !== 'number') return null;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    points.push({ x, y });
  }
  return points;
}
