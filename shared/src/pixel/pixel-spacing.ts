import type { DicomDataset } from '../dicom/dicom-json.ts';
import { numberOf, numbersOf, textOf, textsOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { frameDataset } from './functional-groups.ts';
import { regionAt, regionSpacingMm, ultrasoundRegionsOf } from './ultrasound-regions.ts';

interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

export type SpacingCalibration =
  | 'patient-plane'
  | 'detector'
  /** A CT's overview: spacing holds at the middle of the gantry, what lies nearer to the tube looks larger. */
  | 'projection'
  | 'magnification-corrected'
  | 'calibrated'
  | 'film-scan'
  | 'us-region'
  | 'none';

/** Size of a pixel and what it rests on; both spacings are null exactly when `calibration` is `none`. */
export interface PixelSpacing {
  /** From row to row: along y. */
  readonly rowSpacingMm: number | null;
  /** From column to column: along x. */
  readonly columnSpacingMm: number | null;
  readonly calibration: SpacingCalibration;
  /** GEOMETRY or FIDUCIAL (0028,0A02) and its description, where the file says how it was calibrated. */
  readonly calibrationType: string;
  readonly calibrationDescription: string;
  /** Magnification that `magnification-corrected` took out, else 1. */
  readonly magnification: number;
  /** Why there is none, for ultrasound: the points lie in no region, in different ones, or on an axis of time or velocity. */
  readonly refusal: 'outside-regions' | 'across-regions' | 'not-a-distance' | null;
}

type Pair = readonly [number, number];

/** Image Plane Pixel Spacing (3002,0011): what RT images have in place of Imager Pixel Spacing. */
const imagePlanePixelSpacing = '30020011';

/** SOP Classes of projection radiography: what lies in the beam is magnified (PS3.3 10.7.1.3). */
const projectionClasses = new Set(
  [
    '1',
    '1.1',
    '1.1.1',
    '1.2',
    '1.2.1',
    '1.3',
    '1.3.1',
    '12.1',
    '12.1.1',
    '12.2',
    '12.2.1',
    '12.3',
    '481.1',
  ].map((end) => `1.2.840.10008.5.1.4.1.1.${end}`),
);
const projectionModalities = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX', 'RG', 'RTIMAGE']);

/**
 * Says how large a pixel of a frame (0-based) is and what that rests on (PS3.3 10.7.1.3):
 * - cross-sections, and enhanced instances by the Pixel Measures macro: Pixel Spacing, in the patient;
 * - projections: Pixel Spacing that differs from Imager Pixel Spacing is calibrated; otherwise it is the
 *   detector's, divided by Estimated Radiographic Magnification Factor where the file gives one above 1;
 * - digitised film: Nominal Scanned Pixel Spacing, unless another Pixel Spacing was calibrated;
 * - ultrasound: only inside a region with both axes in cm that holds all `points`; Pixel Spacing there is
 *   a copy and calibrates nothing. Without `points`: the spacing that all such regions share.
 * Absent, zero, negative or malformed spacing is none.
 */
export function pixelSpacingOf(
  dataset: DicomDataset,
  frameIndex: number,
  points: readonly ImagePoint[] = [],
): PixelSpacing {
  const Modality = textOf(dataset, tags.Modality);
  if (Modality === 'US' || Modality === 'IVUS' || hasRegions(dataset)) {
    return ultrasoundSpacing(dataset, points);
  }
  const measured = frameDataset(dataset, frameIndex, tags.PixelMeasuresSequence);
  const spacing = pairOf(measured, tags.PixelSpacing);
  const imager =
    pairOf(dataset, tags.ImagerPixelSpacing) ?? pairOf(dataset, imagePlanePixelSpacing);
  if (imager !== null || isProjection(dataset, Modality)) {
    return projectionSpacing(dataset, spacing, imager);
  }
  const scanned = pairOf(dataset, tags.NominalScannedPixelSpacing);
  if (scanned !== null && (spacing === null || isSame(spacing, scanned))) {
    return answer(scanned, 'film-scan');
  }
  if (spacing === null) return none(null);
  const isCalibrated = scanned !== null || textOf(dataset, tags.PixelSpacingCalibrationType) !== '';
  if (isCalibrated) return calibrated(dataset, spacing);
  return answer(spacing, isOverview(dataset, Modality) ? 'projection' : 'patient-plane');
}

/**
 * Height of a pixel divided by its width, for drawing: from the spacing where there is one, else from
 * Pixel Aspect Ratio (0028,0034), vertical \ horizontal (PS3.3 C.7.6.3.1.7), else 1.
 */
export function pixelAspectOf(dataset: DicomDataset, frameIndex: number): number {
  const { rowSpacingMm, columnSpacingMm } = pixelSpacingOf(dataset, frameIndex);
  if (rowSpacingMm !== null && columnSpacingMm !== null) return rowSpacingMm / columnSpacingMm;
  const ratio = pairOf(dataset, tags.PixelAspectRatio);
  if (ratio !== null) return ratio[0] / ratio[1];
  // Ultrasound's copy of the spacing measures nothing but has the right shape.
  const copy = pairOf(dataset, tags.PixelSpacing);
  return copy === null ? 1 : copy[0] / copy[1];
}

/** Image Type value 3 of a CT (PS3.3 C.8.2.1.1.1): LOCALIZER is a projection; an MR's localizer is a slice. */
function isOverview(dataset: DicomDataset, Modality: string): boolean {
  return Modality === 'CT' && textsOf(dataset, tags.ImageType)[2] === 'LOCALIZER';
}

function projectionSpacing(
  dataset: DicomDataset,
  spacing: Pair | null,
  imager: Pair | null,
): PixelSpacing {
  const declaresCalibration = textOf(dataset, tags.PixelSpacingCalibrationType) !== '';
  if (spacing !== null && imager !== null && !isSame(spacing, imager)) {
    return calibrated(dataset, spacing);
  }
  if (spacing !== null && imager === null && declaresCalibration) {
    return calibrated(dataset, spacing);
  }
  const detector = imager ?? spacing;
  if (detector === null) {
    const scanned = pairOf(dataset, tags.NominalScannedPixelSpacing);
    return scanned === null ? none(null) : answer(scanned, 'film-scan');
  }
  const factor = numberOf(dataset, tags.EstimatedRadiographicMagnificationFactor) ?? 1;
  // Source to detector over source to patient: never below 1, and above 20 a unit was mixed up.
  if (imager !== null && factor > 1 && factor <= 20) {
    const corrected: Pair = [detector[0] / factor, detector[1] / factor];
    return { ...answer(corrected, 'magnification-corrected'), magnification: factor };
  }
  return answer(detector, 'detector');
}

function calibrated(dataset: DicomDataset, spacing: Pair): PixelSpacing {
  return {
    ...answer(spacing, 'calibrated'),
    calibrationType: textOf(dataset, tags.PixelSpacingCalibrationType),
    calibrationDescription: textOf(dataset, tags.PixelSpacingCalibrationDescription),
  };
}

function ultrasoundSpacing(dataset: DicomDataset, points: readonly ImagePoint[]): PixelSpacing {
  const regions = ultrasoundRegionsOf(dataset);
  if (points.length === 0) {
    const spacings = regions.flatMap((region) => regionSpacingMm(region) ?? []);
    const [first, ...others] = spacings;
    if (first === undefined) return none(null);
    const pair: Pair = [first.rowSpacingMm, first.columnSpacingMm];
    const isShared = others.every((s) => isSame(pair, [s.rowSpacingMm, s.columnSpacingMm]));
    return isShared ? answer(pair, 'us-region') : none(null);
  }
  const hit = points.map((point) => regionAt(regions, point));
  const [region] = hit;
  if (region === null || region === undefined || hit.includes(null)) return none('outside-regions');
  if (hit.some((other) => other !== region)) return none('across-regions');
  const spacing = regionSpacingMm(region);
  return spacing === null
    ? none('not-a-distance')
    : answer([spacing.rowSpacingMm, spacing.columnSpacingMm], 'us-region');
}

function hasRegions(dataset: DicomDataset): boolean {
  return dataset[tags.SequenceOfUltrasoundRegions] !== undefined;
}

function isProjection(dataset: DicomDataset, Modality: string): boolean {
  const SOPClassUID = textOf(dataset, tags.SOPClassUID);
  return projectionClasses.has(SOPClassUID) || projectionModalities.has(Modality);
}

/** Two positive finite numbers, or null. */
function pairOf(dataset: DicomDataset, tag: string): Pair | null {
  const numbers = numbersOf(dataset, tag);
  const [first, second] = numbers ?? [];
  if (first === undefined || second === undefined || numbers?.length !== 2) return null;
  return first > 0 && second > 0 ? [first, second] : null;
}

/** Equal within a thousandth: the same number is written with different digits. */
function isSame(a: Pair, b: Pair): boolean {
  const isNear = (x: number, y: number) => Math.abs(x - y) <= 0.001 * Math.max(x, y);
  return isNear(a[0], b[0]) && isNear(a[1], b[1]);
}

function answer(spacing: Pair, calibration: SpacingCalibration): PixelSpacing {
  return {
    rowSpacingMm: spacing[0],
    columnSpacingMm: spacing[1],
    calibration,
    calibrationType: '',
    calibrationDescription: '',
    magnification: 1,
    refusal: null,
  };
}

function none(refusal: PixelSpacing['refusal']): PixelSpacing {
  return {
    rowSpacingMm: null,
    columnSpacingMm: null,
    calibration: 'none',
    calibrationType: '',
    calibrationDescription: '',
    magnification: 1,
    refusal,
  };
}
