import type { ImageDescription, StoredValues } from '../pixel/image-description.ts';
import type { CodecOutput } from './codec-output.ts';

/**
 * Brings a codec's values to the described cell: width of Bits Allocated, sign of Pixel Representation,
 * the bit patterns as they are. This is what the pixel data of the uncompressed file would hold.
 */
export function cellsOf(output: CodecOutput, image: ImageDescription): StoredValues {
  const { values } = output;
  if (values instanceof Float32Array || values instanceof Float64Array) return values;
  const signed = image.PixelRepresentation === 1;
  if (image.BitsAllocated <= 8) {
    if (values.BYTES_PER_ELEMENT !== 1)
      return signed ? Int8Array.from(values) : Uint8Array.from(values);
    const { buffer, byteOffset, length } = values;
    return signed
      ? new Int8Array(buffer, byteOffset, length)
      : new Uint8Array(buffer, byteOffset, length);
  }
  if (image.BitsAllocated === 16) {
    if (values.BYTES_PER_ELEMENT !== 2) {
      return signed ? Int16Array.from(values) : Uint16Array.from(values);
    }
    const { buffer, byteOffset, length } = values;
    return signed
      ? new Int16Array(buffer, byteOffset, length)
      : new Uint16Array(buffer, byteOffset, length);
  }
  if (values.BYTES_PER_ELEMENT === 4) return values;
  return signed ? Int32Array.from(values) : Uint32Array.from(values);
}

/**
 * Takes the stored value out of each pixel cell (PS3.5 8.1.1): bits High Bit - Bits Stored + 1 to High
 * Bit, sign extended where signed. What else lies in the cell (an overlay plane of old files, sign bits
 * that the writer left out) goes. A lossy coder may overshoot the range instead, so its values are
 * clamped: masked, a white pixel would turn black.
 * Returns the same array when there is nothing to change.
 */
export function storedValuesOf(
  cells: StoredValues,
  output: CodecOutput,
  image: ImageDescription,
): StoredValues {
  if (cells instanceof Float32Array || cells instanceof Float64Array) return cells;
  const { BitsAllocated, BitsStored } = image;
  const shift = output.isPixelCell ? image.HighBit + 1 - BitsStored : 0;
  if (BitsStored >= BitsAllocated && shift === 0) return cells;
  const signed = image.PixelRepresentation === 1;
  const lowest = signed ? -(2 ** (BitsStored - 1)) : 0;
  const highest = signed ? 2 ** (BitsStored - 1) - 1 : 2 ** BitsStored - 1;
  if (shift === 0 && !reachesOutside(cells, lowest, highest)) return cells;
  const target = cells.slice();
  const isNumber = signed === isSignedArray(output.values);
  const isClamped = output.lossy && isNumber;
  const up = 32 - BitsStored;
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] as number;
    if (isClamped) {
      target[index] = Math.min(Math.max(cell, lowest), highest);
    } else {
      const bits = (cell >>> shift) << up;
      target[index] = signed ? bits >> up : bits >>> up;
    }
  }
  return target;
}

function isSignedArray(values: StoredValues): boolean {
  return (
    values instanceof Int8Array || values instanceof Int16Array || values instanceof Int32Array
  );
}

function reachesOutside(values: StoredValues, lowest: number, highest: number): boolean {
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    if (value < lowest || value > highest) return true;
  }
  return false;
}

/** Lowest and highest value of the first sample of each pixel; what is not a number is passed over. */
export function rangeOf(
  values: StoredValues,
  samplesPerPixel: number,
): { readonly minValue: number; readonly maxValue: number } {
  let minValue = Infinity;
  let maxValue = -Infinity;
  for (let index = 0; index < values.length; index += samplesPerPixel) {
    const value = values[index] as number;
    if (value < minValue) minValue = value;
    if (value > maxValue) maxValue = value;
  }
  return minValue > maxValue ? { minValue: 0, maxValue: 0 } : { minValue, maxValue };
}
