import {
  isMarkKind,
  markPointCounts,
  markTextLengthMax,
  type ImagePoint,
  type MarkKind,
} from '../annotation/mark.ts';
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

/**
 * What a later undo and redo must know of an operation: it took the last deed of its person back, or did
 * again what was taken back ([UNDO2]). Points and older operations say nothing: see `ownDeeds`.
 */
export type Reversing = 'undo' | 'redo' | null;

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

/** A new text for an arrow: a field of its own, beside the points. */
export function setTextDraft(
  target: OpTarget,
  user: OpUser,
  text: string,
  opsOfMark: readonly Op[],
  reversing: Reversing = null,
): OpDraft {
  const base = baseOf(opsOfMark);
  const value = { text: cleanText(text), ...reversingValue(reversing) };
  return { user, target, kind: markKinds.set, field: 'text', value, base };
}

/** Takes a mark away, as far as this device has seen it: edits it has not seen keep it alive. */
export function deleteMarkDraft(
  target: OpTarget,
  user: OpUser,
  opsOfMark: readonly Op[],
  reversing: Reversing = null,
): OpDraft {
  const base = baseOf(opsOfMark);
  const value = reversingValue(reversing);
  return { user, target, kind: markKinds.delete, field: '', value, base };
}

/** Brings a deleted mark back. */
export function restoreMarkDraft(
  target: OpTarget,
  user: OpUser,
  opsOfMark: readonly Op[],
  reversing: Reversing = null,
): OpDraft {
  const base = baseOf(opsOfMark);
  const value = reversingValue(reversing);
  return { user, target, kind: markKinds.restore, field: '', value, base };
}

/** What an operation says of undoing, as a member of its value. */
export function reversingValue(reversing: Reversing): { readonly reversing: string } | null {
  return reversing === null ? null : { reversing };
}

/** Reads whether an operation took something back, or did it again. */
export function parseReversing(value: unknown): Reversing {
  if (typeof value !== 'object' || value === null) return null;
  const { reversing } = value as { readonly reversing?: unknown };
  return reversing === 'undo' || reversing === 'redo' ? reversing : null;
}

/** Reads the value of `mark.set` with the field `text`; null for anything that is no text of fit length. */
export function parseMarkText(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { text } = value as { readonly text?: unknown };
  return typeof text === 'string' && text.length <= markTextLengthMax ? text : null;
}

/** One line of text without control characters, no longer than an arrow may carry. */
export function cleanText(text: string): string {
  const oneLine = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  // Not in the middle of a character of two units.
  return oneLine.slice(0, markTextLengthMax).replace(/[\uD800-\uDBFF]$/u, '');
}

/** Reads the value of `mark.create`; null when this version cannot show it (kept all the same). */
export function parseMarkCreateValue(value: unknown): MarkCreateValue | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, SeriesInstanceUID, SOPInstanceUID, frameNumber, points } = value as {
    readonly [key: string]: unknown;
  };
  if (!isMarkKind(kind)) return null;
  if (typeof SeriesInstanceUID !== 'string' || typeof SOPInstanceUID !== 'string') return null;
  if (typeof frameNumber !== 'number' || !Number.isSafeInteger(frameNumber) || frameNumber < 1) {
    return null;
  }
  const parsedPoints = parsePoints(points, kind);
  if (parsedPoints === null) return null;
  return { kind, SeriesInstanceUID, SOPInstanceUID, frameNumber, points: parsedPoints };
}

/** Reads the points of a mark of this kind; null when they are anything else. */
export function parsePoints(value: unknown, kind: MarkKind): readonly ImagePoint[] | null {
  if (!Array.isArray(value) || value.length !== markPointCounts[kind]) return null;
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
