import type { DicomDataset } from '../dicom/dicom-json.ts';
import { numbersOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { frameDataset } from './functional-groups.ts';

/** A direction or a place in the patient's coordinates (PS3.3 C.7.6.2.1.1): x to the left, y to the back, z to the head, in mm. */
export type Vector3 = readonly [number, number, number];

/** Where a frame lies in the patient (PS3.3 C.7.6.2). */
export interface ImagePlane {
  /** Centre of the first pixel; null for planes that say only how they are turned. */
  readonly positionMm: Vector3 | null;
  /** Unit vector along a row, towards rising columns. */
  readonly rowDirection: Vector3;
  /** Unit vector along a column, towards rising rows. */
  readonly columnDirection: Vector3;
  readonly normal: Vector3;
}

/**
 * Reads Image Position and Orientation (Patient) of a frame (0-based), of enhanced instances from the
 * Plane Position and Orientation macros (PS3.3 C.7.6.16.2.3, .4). Null when there is no orientation, or
 * one whose vectors are not of length 1 and at right angles within 1 %.
 */
export function imagePlaneOf(dataset: DicomDataset, frameIndex: number): ImagePlane | null {
  const oriented = frameDataset(dataset, frameIndex, tags.PlaneOrientationSequence);
  const cosines = numbersOf(oriented, tags.ImageOrientationPatient);
  if (cosines === null || cosines.length !== 6) return null;
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = cosines;
  const row: Vector3 = [rx, ry, rz];
  const column: Vector3 = [cx, cy, cz];
  const isUnit = (vector: Vector3) => Math.abs(dot(vector, vector) - 1) < 0.02;
  if (!isUnit(row) || !isUnit(column) || Math.abs(dot(row, column)) > 0.01) return null;
  const placed = frameDataset(dataset, frameIndex, tags.PlanePositionSequence);
  const position = numbersOf(placed, tags.ImagePositionPatient);
  const [x, y, z] = position ?? [];
  return {
    positionMm:
      x === undefined || y === undefined || z === undefined || position?.length !== 3
        ? null
        : [x, y, z],
    rowDirection: row,
    columnDirection: column,
    normal: cross(row, column),
  };
}

/**
 * Orders frames or instances along their common normal: indexes into `planes`, the lowest distance
 * along the normal first, equal ones in the order given. Null when a plane or its position is missing, or
 * when they are not parallel within half a degree: such a set has no order in space.
 */
export function orderAlongNormal(planes: readonly (ImagePlane | null)[]): number[] | null {
  const [first] = planes;
  if (first === null || first === undefined) return null;
  const distances: number[] = [];
  for (const plane of planes) {
    if (plane === null || plane.positionMm === null) return null;
    if (dot(plane.normal, first.normal) < Math.cos(Math.PI / 360)) return null;
    distances.push(dot(plane.positionMm, first.normal));
  }
  return distances
    .map((_, index) => index)
    .sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b);
}

/** Distance of a plane from the origin along its normal, in mm: what slices are sorted by. Null without position. */
export function distanceAlongNormalMm(plane: ImagePlane): number | null {
  return plane.positionMm === null ? null : dot(plane.positionMm, plane.normal);
}

function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
