import type { ImagePoint, Mark } from '#shared/annotation/mark.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import { foldMarks, type FoldedMark } from '#shared/sync/fold-marks.ts';
import { keyImageTarget, starDraft, unstarDraft, type FrameRef } from '#shared/sync/key-images.ts';
import {
  createMarkDraft,
  deleteMarkDraft,
  restoreMarkDraft,
  setPointsDraft,
  setTextDraft,
  type Reversing,
} from '#shared/sync/mark-op.ts';
import type { Op, OpTarget, OpUser } from '#shared/sync/op.ts';
import type { OpDraft } from '#shared/sync/op-id.ts';
import type { Archive } from './archive.ts';
import { attempt } from './attempt.ts';
import { appendOp, readOps } from './ops.ts';
import { readOpUser } from './people.ts';
import { randomId } from './random-id.ts';

/** What a finger has drawn; author and time are added here. */
export type MarkToSave = Pick<
  Mark,
  'kind' | 'StudyInstanceUID' | 'SeriesInstanceUID' | 'SOPInstanceUID' | 'frameNumber' | 'points'
>;

/** Names a mark. */
export type MarkRef = Pick<Mark, 'id' | 'StudyInstanceUID'>;

/** The marks of a study that are not deleted, in the order of their creation. */
export async function readMarks(
  archive: Archive,
  StudyInstanceUID: string,
): Promise<Result<readonly FoldedMark[], ArchiveFailure>> {
  const ops = await readOps(archive, { StudyInstanceUID });
  return ops.ok ? ok(marksOf(ops.value)) : ops;
}

/** The marks that operations make, without the deleted ones. */
export function marksOf(ops: readonly Op[]): readonly FoldedMark[] {
  return foldMarks(ops).filter(({ isDeleted }) => !isDeleted);
}

/** Stores a new mark; on the disk when it resolves. `id` where the caller has shown it already under one. */
export async function saveMark(
  archive: Archive,
  mark: MarkToSave,
  id = randomId(),
): Promise<Result<MarkRef, ArchiveFailure>> {
  const { StudyInstanceUID, kind, SeriesInstanceUID, SOPInstanceUID, frameNumber, points } = mark;
  const value = { kind, SeriesInstanceUID, SOPInstanceUID, frameNumber, points };
  const ref: MarkRef = { id, StudyInstanceUID };
  return append(archive, ref, (target, user) => createMarkDraft(target, user, value));
}

/** Gives a mark other points. */
export function setMarkPoints(
  archive: Archive,
  ref: MarkRef,
  points: readonly ImagePoint[],
): Promise<Result<MarkRef, ArchiveFailure>> {
  return append(archive, ref, (target, user, ops) => setPointsDraft(target, user, points, ops));
}

/** Gives an arrow another text. */
export function setMarkText(
  archive: Archive,
  ref: MarkRef,
  text: string,
  reversing: Reversing = null,
): Promise<Result<MarkRef, ArchiveFailure>> {
  return append(archive, ref, (target, user, ops) =>
    setTextDraft(target, user, text, ops, reversing),
  );
}

/** Takes a mark away; `undeleteMark` brings it back. */
export function deleteMark(
  archive: Archive,
  ref: MarkRef,
  reversing: Reversing = null,
): Promise<Result<MarkRef, ArchiveFailure>> {
  return append(archive, ref, (target, user, ops) => deleteMarkDraft(target, user, ops, reversing));
}

export function undeleteMark(
  archive: Archive,
  ref: MarkRef,
  reversing: Reversing = null,
): Promise<Result<MarkRef, ArchiveFailure>> {
  return append(archive, ref, (target, user, ops) =>
    restoreMarkDraft(target, user, ops, reversing),
  );
}

/** Makes a frame a key image, or no longer one; on the disk when it resolves. */
export async function setKeyImage(
  archive: Archive,
  frame: FrameRef,
  isKey: boolean,
  reversing: Reversing = null,
): Promise<Result<void, ArchiveFailure>> {
  const user = await attempt(archive, 'read person', () => readOpUser(archive));
  if (!user.ok) return fail(user.failure);
  const { id } = keyImageTarget(frame);
  const draft = isKey ? starDraft : unstarDraft;
  const appended = await appendOp(archive, frame.StudyInstanceUID, (ops) =>
    draft(
      frame,
      user.value,
      ops.filter(({ target }) => target.type === 'key-image' && target.id === id),
      reversing,
    ),
  );
  return appended.ok ? ok(undefined) : appended;
}

async function append(
  archive: Archive,
  { id, StudyInstanceUID }: MarkRef,
  draft: (target: OpTarget, user: OpUser, opsOfMark: readonly Op[]) => OpDraft,
): Promise<Result<MarkRef, ArchiveFailure>> {
  const user = await attempt(archive, 'read person', () => readOpUser(archive));
  if (!user.ok) return fail(user.failure);
  const target: OpTarget = { type: 'mark', id, StudyInstanceUID };
  const appended = await appendOp(archive, StudyInstanceUID, (ops) =>
    draft(
      target,
      user.value,
      ops.filter((op) => op.target.type === 'mark' && op.target.id === id),
    ),
  );
  return appended.ok ? ok({ id, StudyInstanceUID }) : appended;
}
