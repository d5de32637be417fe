import type { DicomDataset } from '../dicom/dicom-json.ts';
import { pixelAspectOf, pixelSpacingOf } from '../pixel/pixel-spacing.ts';
import type { ImagePoint } from './mark.ts';
import type { Measurement, MeasureWarning } from './measurement.ts';

/**
 * Measures the angle (degrees, 0 to 180) at the second of three points in a frame (0-based index). The
 * points are brought to mm first: where pixels are not square, the angle of the pixels is another one.
 * Without a size of the pixels their aspect (PS3.3 C.7.6.3.1.7) stands in, and a warning says so.
 */
export function measureAngle(
  points: readonly ImagePoint[],
  dataset: DicomDataset,
  frameIndex: number,
): Measurement {
  const [from, vertex, to] = points;
  if (from === undefined || vertex === undefined || to === undefined) {
    return { values: [], calibration: 'none', warnings: ['points-coincide'] };
  }
  const spacing = pixelSpacingOf(dataset, frameIndex, [from, vertex, to]);
  const { calibration, refusal } = spacing;
  // Between regions, or on an axis of time, pixels do not make an angle at all.
  if (refusal === 'across-regions' || refusal === 'not-a-distance') {
    return { values: [], calibration, warnings: [refusal] };
  }
  const warnings: MeasureWarning[] = calibration === 'none' ? ['angle-of-pixels'] : [];
  const stepX = spacing.columnSpacingMm ?? 1;
  const stepY = spacing.rowSpacingMm ?? pixelAspectOf(dataset, frameIndex);
  const legOf = ({ x, y }: ImagePoint) => ({
    x: (x - vertex.x) * stepX,
    y: (y - vertex.y) * stepY,
  });
  const [a, b] = [legOf(from), legOf(to)];
  if (Math.hypot(a.x, a.y) === 0 || Math.hypot(b.x, b.y) === 0) {
    return { values: [], calibration, warnings: [...warnings, 'points-coincide'] };
  }
  // Of the sine and the cosine: the cosine alone is blind near 0 and 180 degrees.
  const radians = Math.atan2(Math.abs(a.x * b.y - a.y * b.x), a.x * b.x + a.y * b.y);
  const value = { name: 'angle', value: (radians * 180) / Math.PI, unit: '°' } as const;
  return { values: [value], calibration, warnings };
}
