import type { ImageDescription, StoredValues } from '../pixel/image-description.ts';

/** True on every machine that runs browsers; typed arrays then read little endian bytes as they lie. */
const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Sees little endian pixel cells of Bits Allocated 8, 16, 32 or 64 as numbers, without copying where
 * the bytes are aligned. Signed by Pixel Representation; float and double by the element they come from.
 */
export function valuesOfCells(cells: Uint8Array, image: ImageDescription): StoredValues {
  const signed = image.PixelRepresentation === 1;
  if (image.BitsAllocated <= 8) {
    return signed ? new Int8Array(cells.buffer, cells.byteOffset, cells.byteLength) : cells;
  }
  const bytesPerSample = image.BitsAllocated / 8;
  const count = Math.floor(cells.byteLength / bytesPerSample);
  let source = cells;
  if (source.byteOffset % bytesPerSample !== 0) source = source.slice();
  if (!hostIsLittleEndian) source = swapped(source, bytesPerSample);
  const { buffer, byteOffset } = source;
  if (image.element === 'DoubleFloatPixelData') return new Float64Array(buffer, byteOffset, count);
  if (image.element === 'FloatPixelData') return new Float32Array(buffer, byteOffset, count);
  if (bytesPerSample === 2) {
    return signed
      ? new Int16Array(buffer, byteOffset, count)
      : new Uint16Array(buffer, byteOffset, count);
  }
  return signed
    ? new Int32Array(buffer, byteOffset, count)
    : new Uint32Array(buffer, byteOffset, count);
}

/** A copy with the bytes of every sample in the opposite order. */
export function swapped(source: Uint8Array, bytesPerSample: number): Uint8Array {
  const target = new Uint8Array(source.byteLength);
  const last = bytesPerSample - 1;
  for (let start = 0; start + last < source.byteLength; start += bytesPerSample) {
    for (let step = 0; step < bytesPerSample; step += 1) {
      target[start + step] = source[start + last - step] ?? 0;
    }
  }
  return target;
}

/** Unpacks 1-bit samples, the first in the lowest bit of the first byte (PS3.5 8.1.1), to one byte each. */
export function unpackBits(packed: Uint8Array, sampleCount: number): Uint8Array {
  const values = new Uint8Array(sampleCount);
  for (let index = 0; index < sampleCount; index += 1) {
    values[index] = ((packed[index >>> 3] ?? 0) >>> (index & 7)) & 1;
  }
  return values;
}

/** Turns plane after plane into samples interleaved; a copy of the same kind of array. */
export function interleave<Values extends StoredValues>(
  planar: Values,
  pixelCount: number,
  samplesPerPixel: number,
): Values {
  const interleaved = planar.slice() as Values;
  for (let sample = 0; sample < samplesPerPixel; sample += 1) {
    const plane = sample * pixelCount;
    for (let pixel = 0, at = sample; pixel < pixelCount; pixel += 1, at += samplesPerPixel) {
      interleaved[at] = planar[plane + pixel] ?? 0;
    }
  }
  return interleaved;
}

/** Sees the little endian output of a codec as numbers: one byte a sample up to 8 bits, two up to 16. */
export function valuesOfBytes(
  bytes: Uint8Array,
  bitsPerSample: number,
  isSigned: boolean,
): Uint8Array | Int8Array | Uint16Array | Int16Array {
  if (bitsPerSample <= 8) {
    return isSigned ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : bytes;
  }
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  const count = aligned.byteLength >> 1;
  return isSigned
    ? new Int16Array(aligned.buffer, aligned.byteOffset, count)
    : new Uint16Array(aligned.buffer, aligned.byteOffset, count);
}
