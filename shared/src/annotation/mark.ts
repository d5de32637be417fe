import type { InstanceUID, SeriesUID, StudyUID } from '../dicom/uid.ts';

/** A point in a frame: x to the right, y down, in pixels, the centre of the top left pixel at (0, 0). */
export interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

export type MarkKind = 'length' | 'angle' | 'ellipse' | 'rectangle' | 'arrow' | 'probe';

/** How many points a mark of each kind has. */
export const markPointCounts: Readonly<Record<MarkKind, number>> = {
  length: 2,
  angle: 3,
  ellipse: 2,
  rectangle: 2,
  arrow: 2,
  probe: 1,
};

export function isMarkKind(value: unknown): value is MarkKind {
  return typeof value === 'string' && Object.hasOwn(markPointCounts, value);
}

/** Longest text of an arrow, in UTF-16 code units: a remark beside an image, not a report. */
export const markTextLengthMax = 300;

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
  /**
   * length: both ends. angle: end of one leg, vertex, end of the other. ellipse, rectangle: two opposite
   * corners of the box. arrow: its tip, then where its text stands. probe: the place.
   */
  readonly points: readonly ImagePoint[];
  /** What stands beside an arrow; empty for every other kind. */
  readonly text: string;
  readonly authorName: string;
  readonly authorProfession: string;
  readonly createdAt: string;
  readonly editedAt: string;
  /** Somebody else changed it at the same time: both versions are kept, this is the one shown. */
  readonly editedConcurrently: boolean;
}
