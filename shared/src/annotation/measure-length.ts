import type { DicomDataset } from '../dicom/dicom-json.ts';
import { lengthBetween } from '../pixel/length.ts';
import { pixelSpacingOf, type PixelSpacing } from '../pixel/pixel-spacing.ts';
import type { ImagePoint } from './mark.ts';
import type { MeasuredValue, Measurement, MeasureWarning } from './measurement.ts';

/**
 * Measures the distance between the two points of a length in a frame (0-based index): in mm where the
 * frame is calibrated at these points, else in px with the reason among the warnings (PS3.3 10.7.1.3).
 */
export function measureLength(
  points: readonly ImagePoint[],
  dataset: DicomDataset,
  frameIndex: number,
): Measurement {
  const [from, to] = points;
  if (from === undefined || to === undefined) {
    return { values: [], calibration: 'none', warnings: ['points-coincide'] };
  }
  const spacing = pixelSpacingOf(dataset, frameIndex, [from, to]);
  const { px, mm } = lengthBetween(from, to, spacing);
  const value: MeasuredValue =
    mm === null
      ? { name: 'length', value: px, unit: 'px' }
      : { name: 'length', value: mm, unit: 'mm' };
  const warnings = spacingWarnings(spacing);
  return {
    values: [value],
    calibration: spacing.calibration,
    warnings: px === 0 ? [...warnings, 'points-coincide'] : warnings,
  };
}

/** What a spacing asks to be said beside every number made with it. */
export function spacingWarnings(spacing: PixelSpacing): readonly MeasureWarning[] {
  if (spacing.refusal !== null) return [spacing.refusal];
  if (spacing.calibration === 'none') return ['uncalibrated'];
  return spacing.calibration === 'detector' ? ['at-detector'] : [];
}
