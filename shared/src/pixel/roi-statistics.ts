import type { DecodedFrame } from './image-description.ts';
import { modalityValue } from './modality-lut.ts';
import type { ModalityLut } from './modality-lut.ts';
import { isPadding } from './pixel-padding.ts';
import type { PixelPadding } from './pixel-padding.ts';
import type { PixelSpacing } from './pixel-spacing.ts';

interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

export interface RoiStatistics {
  /** Pixels whose centre lies inside and that are no padding. */
  readonly pixelCount: number;
  /** Of the modality values; null when no pixel counts. */
  readonly mean: number | null;
  /** Of the whole population (divided by n); null when no pixel counts. */
  readonly standardDeviation: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly unit: string | null;
  /** Of the drawn shape itself, not of the counted pixels; px² always, mm² only where calibrated. */
  readonly areaPx: number;
  readonly areaMm2: number | null;
}

/**
 * Statistics of the modality values (HU, Bq/ml, …) in an axis-parallel ellipse or rectangle given by two
 * opposite corners (pixels, centre of the first at 0, 0). A pixel counts when its centre lies inside or on
 * the edge; padding does not count. For colour frames the first sample alone would mean nothing: they
 * get no values, only an area.
 */
export function roiStatistics(
  shape: 'ellipse' | 'rectangle',
  corners: readonly [ImagePoint, ImagePoint],
  frame: DecodedFrame,
  modality: ModalityLut,
  spacing: PixelSpacing,
  padding: PixelPadding | null,
): RoiStatistics {
  const [a, b] = corners;
  const radiusX = Math.abs(b.x - a.x) / 2;
  const radiusY = Math.abs(b.y - a.y) / 2;
  const areaPx = radiusX * radiusY * (shape === 'ellipse' ? Math.PI : 4);
  const { rowSpacingMm, columnSpacingMm } = spacing;
  const areaMm2 =
    rowSpacingMm === null || columnSpacingMm === null
      ? null
      : areaPx * rowSpacingMm * columnSpacingMm;
  const values =
    frame.SamplesPerPixel === 1
      ? valuesInside(shape, a, b, frame, padding).map((value) => modalityValue(modality, value))
      : [];
  return { ...momentsOf(values), unit: modality.unit, areaPx, areaMm2 };
}

function valuesInside(
  shape: 'ellipse' | 'rectangle',
  a: ImagePoint,
  b: ImagePoint,
  frame: DecodedFrame,
  padding: PixelPadding | null,
): number[] {
  const centreX = (a.x + b.x) / 2;
  const centreY = (a.y + b.y) / 2;
  const radiusX = Math.abs(b.x - a.x) / 2;
  const radiusY = Math.abs(b.y - a.y) / 2;
  // A hair of tolerance keeps centres exactly on the edge inside in spite of rounding.
  const firstRow = Math.max(Math.ceil(centreY - radiusY - 1e-9), 0);
  const lastRow = Math.min(Math.floor(centreY + radiusY + 1e-9), frame.Rows - 1);
  const values: number[] = [];
  for (let row = firstRow; row <= lastRow; row += 1) {
    const fromCentre = radiusY === 0 ? 0 : (row - centreY) / radiusY;
    const halfWidth =
      shape === 'ellipse' ? radiusX * Math.sqrt(Math.max(1 - fromCentre ** 2, 0)) : radiusX;
    const firstColumn = Math.max(Math.ceil(centreX - halfWidth - 1e-9), 0);
    const lastColumn = Math.min(Math.floor(centreX + halfWidth + 1e-9), frame.Columns - 1);
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const value = frame.values[row * frame.Columns + column] as number;
      if (!Number.isNaN(value) && !isPadding(padding, value)) values.push(value);
    }
  }
  return values;
}

/** Two passes: the sum of squares minus the square of the sum loses the small deviation of large values. */
function momentsOf(values: readonly number[]) {
  const pixelCount = values.length;
  if (pixelCount === 0) {
    return { pixelCount, mean: null, standardDeviation: null, minimum: null, maximum: null };
  }
  let sum = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  for (const value of values) {
    sum += value;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  const mean = sum / pixelCount;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const standardDeviation = Math.sqrt(squares / pixelCount);
  return { pixelCount, mean, standardDeviation, minimum, maximum };
}
