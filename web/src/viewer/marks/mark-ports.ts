import type { ImagePoint, Mark } from '#shared/annotation/mark.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { FrameRef } from '#shared/sync/key-images.ts';
import type { Reversing } from '#shared/sync/mark-op.ts';

export type Written = Promise<Result<unknown, ArchiveFailure>>;

/** The archive's side of marks; each resolves once its operation is on the disk. */
export interface MarkPorts {
  save(mark: Mark): Written;
  setPoints(mark: Mark, points: readonly ImagePoint[]): Written;
  setText(mark: Mark, text: string, reversing: Reversing): Written;
  delete(mark: Mark, reversing: Reversing): Written;
  undelete(mark: Pick<Mark, 'id' | 'StudyInstanceUID'>, reversing: Reversing): Written;
  setKeyImage(frame: FrameRef, isKey: boolean, reversing: Reversing): Written;
}
