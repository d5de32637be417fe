import type { InstanceUID, SeriesUID, StudyUID } from '../dicom/uid.ts';

/** A point in a frame: x to the right, y down, in pixels, the centre of the top left pixel at (0, 0). */
export interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

export type MarkKind = 'length' | 'ellipse';

/**
 * A mark as people see it: the sum of the operations on it (SYNC-SPEC), never a row that is updated.
 * Values in mm, HU, … are computed from `points` and the instance each time they are shown.
 */
export interface Mark {
  readonly id: string;
  readonly kind: MarkKind;
  readonly StudyInstanceUID: StudyUID;
  readonly SeriesInstanceUID: SeriesUID;
  readonly SOPInstanceUID: InstanceUID;
  /** 1-based. */
  readonly frameNumber: number;
  /** length: both ends. ellipse: two opposite corners of its bounding box. */
  readonly points: readonly ImagePoint[];
  readonly authorName: string;
  readonly authorProfession: string;
  readonly createdAt: string;
  readonly editedAt: string;
  /** Somebody else changed it at the same time: both versions are kept, this is the one shown. */
  readonly editedConcurrently: boolean;
}
