import type { DicomDataset } from '../dicom/dicom-json.ts';
import { textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { displayPipelineOf } from '../pixel/display-pipeline.ts';
import type { DecodedFrame } from '../pixel/image-description.ts';
import { unitOfValues } from '../pixel/modality-lut.ts';
import { pixelSpacingOf } from '../pixel/pixel-spacing.ts';
import { roiStatistics, type RoiStatistics } from '../pixel/roi-statistics.ts';
import type { ImagePoint } from './mark.ts';
import { spacingWarnings } from './measure-length.ts';
import type { MeasuredValue, Measurement, MeasureWarning } from './measurement.ts';

/** The frame that a mark lies in. */
export interface MeasuredFrame {
  readonly dataset: DicomDataset;
  /** 0-based. */
  readonly frameIndex: number;
  /** Stored values before any LUT. */
  readonly frame: DecodedFrame;
  /** SUV of one modality value of 1, of PET that has it; null without. */
  readonly suvFactor: number | null;
}

/**
 * Measures an axis-parallel ellipse or rectangle given by two opposite corners of its box: its area (mm²
 * where calibrated, else px²) and the mean, standard deviation, minimum and maximum of the modality values of
 * the pixels whose centre lies inside; of colour frames the area alone.
 */
export function measureRegion(
  shape: 'ellipse' | 'rectangle',
  points: readonly ImagePoint[],
  { dataset, frameIndex, frame, suvFactor }: MeasuredFrame,
): Measurement {
  const [from, to] = points;
  if (from === undefined || to === undefined) {
    return { values: [], calibration: 'none', warnings: ['points-coincide'] };
  }
  const corners = [from, to, { x: from.x, y: to.y }, { x: to.x, y: from.y }];
  const spacing = pixelSpacingOf(dataset, frameIndex, corners);
  const pipeline = displayPipelineOf(dataset, frameIndex);
  const isGrey = pipeline.kind === 'grey';
  const isFilm = isDigitizedFilm(dataset);
  const modality = isGrey ? pipeline.modality : noUnit;
  const padding = isGrey ? pipeline.padding : null;
  const statistics = roiStatistics(
    shape,
    [from, to],
    isGrey && !isFilm ? frame : withoutValues(frame),
    modality,
    spacing,
    padding,
  );
  const warnings: MeasureWarning[] = [...spacingWarnings(spacing)];
  if (statistics.areaPx === 0) warnings.push('points-coincide');
  if (isPartlyOutside(corners, frame)) warnings.push('partly-outside');
  if (!isGrey) warnings.push('colour');
  else if (isFilm) warnings.push('film');
  if (wentThroughLoss(dataset, frame)) warnings.push('lossy');
  return {
    values: [area(statistics), ...statisticValues(statistics, unitOfValues(modality), suvFactor)],
    calibration: spacing.calibration,
    warnings,
  };
}

/**
 * Whether the pixels are those of a film that was photographed or scanned: Conversion Type (0008,0064) DF
 * (PS3.3 C.8.6.1). Their grey is that of the light and the camera, and says nothing of the patient.
 */
export function isDigitizedFilm(dataset: DicomDataset): boolean {
  return textOf(dataset, tags.ConversionType) === 'DF';
}

/** The attribute speaks of the image's whole history, the codec of this file alone (PS3.3 C.7.6.1.1.5). */
export function wentThroughLoss(dataset: DicomDataset, frame: DecodedFrame): boolean {
  return frame.lossy || textOf(dataset, tags.LossyImageCompression) === '01';
}

const noUnit = { kind: 'rescale', slope: 1, intercept: 0, unit: null } as const;

/** No values at all rather than those of a palette's indexes, of the red sample alone or of a light box. */
function withoutValues(frame: DecodedFrame): DecodedFrame {
  return { ...frame, Rows: 0, Columns: 0, values: new Uint8Array(0) };
}

function area({ areaMm2, areaPx }: RoiStatistics): MeasuredValue {
  return areaMm2 === null
    ? { name: 'area', value: areaPx, unit: 'px²' }
    : { name: 'area', value: areaMm2, unit: 'mm²' };
}

function statisticValues(
  statistics: RoiStatistics,
  unit: string,
  suvFactor: number | null,
): readonly MeasuredValue[] {
  const { mean, standardDeviation, minimum, maximum, pixelCount } = statistics;
  if (mean === null || standardDeviation === null || minimum === null || maximum === null) {
    return [];
  }
  const values: MeasuredValue[] = [
    { name: 'mean', value: mean, unit },
    { name: 'standard-deviation', value: standardDeviation, unit },
    { name: 'minimum', value: minimum, unit },
    { name: 'maximum', value: maximum, unit },
    { name: 'pixel-count', value: pixelCount, unit: '' },
  ];
  if (suvFactor === null) return values;
  return [
    { name: 'suv-mean', value: mean * suvFactor, unit: 'g/ml' },
    { name: 'suv-maximum', value: maximum * suvFactor, unit: 'g/ml' },
    ...values,
  ];
}

function isPartlyOutside(corners: readonly ImagePoint[], frame: DecodedFrame): boolean {
  return corners.some(
    ({ x, y }) => x < -0.5 || y < -0.5 || x > frame.Columns - 0.5 || y > frame.Rows - 0.5,
  );
}
