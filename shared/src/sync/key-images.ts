import type { InstanceUID, SeriesUID, StudyUID } from '../dicom/uid.ts';
import { hlcTime } from './hlc.ts';
import { reversingValue, type Reversing } from './mark-op.ts';
import type { Op, OpTarget, OpUser } from './op.ts';
import type { OpDraft } from './op-id.ts';
import { baseOf, headsOf, orderOps } from './op-order.ts';

/** The kinds of operation on a key image that this version folds ([KEY1]). */
export const keyImageKinds = { star: 'key-image.star', unstar: 'key-image.unstar' } as const;

/** A frame of an instance. */
export interface FrameRef {
  readonly StudyInstanceUID: StudyUID;
  readonly SeriesInstanceUID: SeriesUID;
  readonly SOPInstanceUID: InstanceUID;
  /** 1-based. */
  readonly frameNumber: number;
}

/** A frame that somebody has starred. */
export interface KeyImage extends FrameRef {
  /** Same for every device: who stars the same frame stars the same key image. */
  readonly id: string;
  readonly authorName: string;
  readonly authorProfession: string;
  readonly starredAt: string;
}

/** The target of a frame's star: its id is made of the frame alone, so that two devices mean the same one. */
export function keyImageTarget(frame: FrameRef): OpTarget {
  return {
    type: 'key-image',
    id: keyImageIdOf(frame),
    StudyInstanceUID: frame.StudyInstanceUID,
  };
}

export function keyImageIdOf({ SOPInstanceUID, frameNumber }: Omit<FrameRef, 'StudyInstanceUID'>) {
  return `${SOPInstanceUID}#${String(frameNumber)}`;
}

/** Stars a frame. `opsOfStar` are the operations known on this frame's star. */
export function starDraft(
  frame: FrameRef,
  user: OpUser,
  opsOfStar: readonly Op[],
  reversing: Reversing = null,
): OpDraft {
  const { SeriesInstanceUID, SOPInstanceUID, frameNumber } = frame;
  const value = {
    SeriesInstanceUID,
    SOPInstanceUID,
    frameNumber,
    ...reversingValue(reversing),
  };
  const base = baseOf(opsOfStar);
  return { user, target: keyImageTarget(frame), kind: keyImageKinds.star, field: '', value, base };
}

/** Takes a frame's star away, as far as this device has seen it. */
export function unstarDraft(
  frame: FrameRef,
  user: OpUser,
  opsOfStar: readonly Op[],
  reversing: Reversing = null,
): OpDraft {
  const value = reversingValue(reversing);
  const base = baseOf(opsOfStar);
  return {
    user,
    target: keyImageTarget(frame),
    kind: keyImageKinds.unstar,
    field: '',
    value,
    base,
  };
}

/**
 * Folds operations into key images: a frame is one while a star stands that no taking away has seen
 * ([KEY2]). The same answer for any order and repetition; in the order of frames.
 */
export function foldKeyImages(ops: readonly Op[]): readonly KeyImage[] {
  const byStar = new Map<string, Op[]>();
  for (const op of ops) {
    if (op.target.type !== 'key-image') continue;
    const key = `${op.target.StudyInstanceUID}\n${op.target.id}`;
    const known = byStar.get(key);
    if (known === undefined) byStar.set(key, [op]);
    else known.push(op);
  }
  return [...byStar.values()]
    .map(foldStar)
    .filter((keyImage) => keyImage !== null)
    .toSorted(compareFrames);
}

function foldStar(ops: readonly Op[]): KeyImage | null {
  const order = orderOps(ops);
  const removals = order.ops.filter(({ kind }) => kind === keyImageKinds.unstar);
  const standing = order.ops.filter(
    (op) =>
      frameOfStar(op) !== null && !removals.some((removal) => order.hasSeen(removal.id, op.id)),
  );
  const star = headsOf(order, standing).at(-1);
  const frame = star === undefined ? null : frameOfStar(star);
  if (star === undefined || frame === null) return null;
  return {
    ...frame,
    id: star.target.id,
    authorName: star.user.name,
    authorProfession: star.user.profession,
    starredAt: hlcTime(star.hlc),
  };
}

/** The frame that a star is on; null for other operations, and for one whose value is not its target's. */
export function frameOfStar({ kind, value, target }: Op): FrameRef | null {
  if (kind !== keyImageKinds.star || typeof value !== 'object' || value === null) return null;
  const { SeriesInstanceUID, SOPInstanceUID, frameNumber } = value as {
    readonly [key: string]: unknown;
  };
  if (typeof SeriesInstanceUID !== 'string' || typeof SOPInstanceUID !== 'string') return null;
  if (typeof frameNumber !== 'number' || !Number.isSafeInteger(frameNumber) || frameNumber < 1) {
    return null;
  }
  const { StudyInstanceUID } = target;
  const frame = { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, frameNumber };
  return keyImageIdOf(frame) === target.id ? frame : null;
}

function compareFrames(a: KeyImage, b: KeyImage): number {
  if (a.SOPInstanceUID !== b.SOPInstanceUID) return a.SOPInstanceUID < b.SOPInstanceUID ? -1 : 1;
  return a.frameNumber - b.frameNumber;
}
