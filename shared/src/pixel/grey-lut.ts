import { modalityValue } from './modality-lut.ts';
import type { ModalityLut } from './modality-lut.ts';
import { isPadding } from './pixel-padding.ts';
import type { PixelPadding } from './pixel-padding.ts';
import { voiBrightness } from './voi-lut.ts';
import type { Voi } from './voi-lut.ts';

/** Everything between a stored grey value and its brightness on the screen (PS3.4 N.2, without GSDF). */
export interface GreyPipeline {
  readonly modality: ModalityLut;
  readonly voi: Voi;
  readonly isInverted: boolean;
  /** Padding is shown black, whatever the polarity: it is no part of the image. */
  readonly padding: PixelPadding | null;
}

/** One opaque pixel for each stored value from `firstValue` on, as the 32 bits that ImageData holds. */
export interface GreyLut {
  readonly firstValue: number;
  readonly pixels: Uint32Array;
}

/** 2^20 entries cover every 16-bit frame and most of 32 bits; a larger table costs more than it saves. */
const lutEntriesMax = 2 ** 20;

/**
 * Builds the table for all stored values from `minValue` to `maxValue`, so that changing the window costs
 * one table and one pass over the frame. Null where a table is no use: values that are no integers, or
 * a range of more than 2^20 values.
 */
export function buildGreyLut(
  range: { readonly minValue: number; readonly maxValue: number },
  pipeline: GreyPipeline,
): GreyLut | null {
  const { minValue, maxValue } = range;
  const count = maxValue - minValue + 1;
  if (!Number.isInteger(minValue) || !Number.isInteger(maxValue) || count > lutEntriesMax) {
    return null;
  }
  const pixels = new Uint32Array(Math.max(count, 0));
  for (let index = 0; index < pixels.length; index += 1) {
    pixels[index] = greyPixel(greyOf(pipeline, minValue + index));
  }
  return { firstValue: minValue, pixels };
}

/** Brightness of one stored value, 0 to 255. What is not a number is black. */
export function greyOf(pipeline: GreyPipeline, storedValue: number): number {
  if (Number.isNaN(storedValue) || isPadding(pipeline.padding, storedValue)) return 0;
  const brightness = voiBrightness(pipeline.voi, modalityValue(pipeline.modality, storedValue));
  const shown = pipeline.isInverted ? 1 - brightness : brightness;
  return Math.min(Math.max(Math.round(shown * 255), 0), 255);
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Four bytes R G B A in memory order, as one number of the host's byte order. */
export function rgbPixel(red: number, green: number, blue: number): number {
  return isLittleEndian
    ? (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0
    : ((red << 24) | (green << 16) | (blue << 8) | 0xff) >>> 0;
}

export function greyPixel(grey: number): number {
  return rgbPixel(grey, grey, grey);
}
