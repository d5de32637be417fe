import { ok } from '../failure/result.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { DecodeStep } from './codec-output.ts';
import { frameSizeOf } from './frame-limits.ts';
import type { FrameSize } from './frame-limits.ts';
import { interleave, swapped, unpackBits, valuesOfCells } from './pixel-cells.ts';

/**
 * Reads one uncompressed frame (PS3.5 8.1): 1, 8, 16, 32 bits, float and double, little or big endian,
 * by pixel or by plane, and YBR_FULL_422, whose shared chroma is repeated so that it comes out as
 * YBR_FULL with three samples a pixel (PS3.3 C.7.6.3.1.2).
 * Takes the bytes over: the values may be a view of them. Fails with PIXEL_DATA_SHORT.
 */
export function decodeNative(bytes: Uint8Array, image: ImageDescription): DecodeStep {
  const size = frameSizeOf(image);
  if (!size.ok) return size;
  if (image.BitsAllocated === 1) return decodeBinary(bytes, image, size.value);
  const byteLength = size.value.sampleCount * size.value.bytesPerSample;
  if (image.PhotometricInterpretation === 'YBR_FULL_422' && image.SamplesPerPixel === 3) {
    // Some files say 4:2:2 and hold all the chroma; their length tells.
    if (bytes.byteLength < byteLength) return decodeChromaHalved(bytes, image);
  }
  if (bytes.byteLength < byteLength) {
    return decodeFailure('PIXEL_DATA_SHORT', `${bytes.byteLength} of ${byteLength} bytes`);
  }
  const frame = bytes.subarray(0, byteLength);
  const littleEndian =
    image.bigEndian && image.BitsAllocated > 8 ? swapped(frame, size.value.bytesPerSample) : frame;
  const values = valuesOfCells(littleEndian, image);
  const byPlane = image.PlanarConfiguration === 1 && image.SamplesPerPixel > 1;
  return ok({
    values: byPlane ? interleave(values, size.value.pixelCount, image.SamplesPerPixel) : values,
    PhotometricInterpretation:
      image.PhotometricInterpretation === 'YBR_FULL_422'
        ? 'YBR_FULL'
        : image.PhotometricInterpretation,
    bitsPerSample: image.BitsAllocated,
    lossy: false,
    isPixelCell: true,
  });
}

function decodeBinary(bytes: Uint8Array, image: ImageDescription, size: FrameSize): DecodeStep {
  const packedLength = Math.ceil(size.sampleCount / 8);
  if (bytes.byteLength < packedLength) {
    return decodeFailure('PIXEL_DATA_SHORT', `${bytes.byteLength} of ${packedLength} bytes`);
  }
  return ok({
    values: unpackBits(bytes, size.sampleCount),
    PhotometricInterpretation: image.PhotometricInterpretation,
    bitsPerSample: 1,
    lossy: false,
    isPixelCell: true,
  });
}

/** Two pixels share Cb and Cr: Y1 Y2 Cb Cr, always by pixel (PS3.3 C.7.6.3.1.2). */
function decodeChromaHalved(bytes: Uint8Array, image: ImageDescription): DecodeStep {
  const { Rows, Columns } = image;
  const pairsPerRow = Math.ceil(Columns / 2);
  const byteLength = Rows * pairsPerRow * 4;
  if (image.BitsAllocated !== 8) {
    return decodeFailure('PIXEL_DESCRIPTION_INVALID', 'YBR_FULL_422 of other than 8 bits');
  }
  if (bytes.byteLength < byteLength) {
    return decodeFailure('PIXEL_DATA_SHORT', `${bytes.byteLength} of ${byteLength} bytes`);
  }
  const values = new Uint8Array(Rows * Columns * 3);
  let at = 0;
  for (let row = 0; row < Rows; row += 1) {
    for (let column = 0; column < Columns; column += 1) {
      const quad = (row * pairsPerRow + (column >> 1)) * 4;
      values[at] = bytes[quad + (column & 1)] ?? 0;
      values[at + 1] = bytes[quad + 2] ?? 0;
      values[at + 2] = bytes[quad + 3] ?? 0;
      at += 3;
    }
  }
  return ok({
    values,
    PhotometricInterpretation: 'YBR_FULL',
    bitsPerSample: 8,
    lossy: false,
    isPixelCell: true,
  });
}
