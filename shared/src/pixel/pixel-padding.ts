import type { DicomDataset } from '../dicom/dicom-json.ts';
import { numberOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';

/** Stored values, both ends included, that were put in to fill the rectangle and are no part of the image. */
export interface PixelPadding {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Reads Pixel Padding Value (0028,0120) and Range Limit (0028,0121), or their float forms
 * (PS3.3 C.7.5.1.1.2): stored values, before any LUT. The limit may lie on either side.
 * Null when the instance declares no padding.
 */
export function pixelPaddingOf(dataset: DicomDataset): PixelPadding | null {
  const floating =
    numberOf(dataset, tags.FloatPixelPaddingValue) ??
    numberOf(dataset, tags.DoubleFloatPixelPaddingValue);
  if (floating !== null) return { lowest: floating, highest: floating };
  const value = asStored(dataset, numberOf(dataset, tags.PixelPaddingValue));
  if (value === null) return null;
  const limit = asStored(dataset, numberOf(dataset, tags.PixelPaddingRangeLimit)) ?? value;
  return { lowest: Math.min(value, limit), highest: Math.max(value, limit) };
}

/** The same 16 bits may have come as US where the pixels are signed, or as SS where they are not. */
function asStored(dataset: DicomDataset, value: number | null): number | null {
  if (value === null) return null;
  const isSigned = numberOf(dataset, tags.PixelRepresentation) === 1;
  if (isSigned) return value > 0x7fff && value <= 0xffff ? value - 0x10000 : value;
  return value < 0 && value >= -0x8000 ? value + 0x10000 : value;
}

/** Tells whether a stored value is padding. */
export function isPadding(padding: PixelPadding | null, storedValue: number): boolean {
  return padding !== null && storedValue >= padding.lowest && storedValue <= padding.highest;
}
