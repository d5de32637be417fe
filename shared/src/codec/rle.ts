import { ok } from '../failure/result.ts';
import type { ImageDescription, StoredValues } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { DecodeStep } from './codec-output.ts';
import { frameSizeOf } from './frame-limits.ts';
import { unpackBits, valuesOfCells } from './pixel-cells.ts';

const headerByteLength = 64;
const segmentsMax = 15;

/**
 * Decodes one RLE Lossless frame (PS3.5 Annex G): up to 15 segments, one for each byte of each sample,
 * the most significant byte first, each run-length coded as PackBits. Samples come out interleaved
 * whatever Planar Configuration says, for RLE is always by plane (PS3.5 8.2.2).
 * Fails with DECODE_FAILED when header or segments do not fit the description.
 */
export function decodeRle(bytes: Uint8Array, image: ImageDescription): DecodeStep {
  const size = frameSizeOf(image);
  if (!size.ok) return size;
  const { pixelCount, sampleCount, bytesPerSample } = size.value;
  const isBinary = image.BitsAllocated === 1;
  const planeLength = isBinary ? Math.ceil(pixelCount / 8) : pixelCount;
  const stride = isBinary ? 1 : image.SamplesPerPixel * bytesPerSample;
  const segments = readSegmentRanges(bytes, image.SamplesPerPixel * bytesPerSample);
  if (segments === null) return decodeFailure('DECODE_FAILED', 'RLE header damaged');

  const cells = new Uint8Array(isBinary ? planeLength : sampleCount * bytesPerSample);
  for (const [index, [start, end]] of segments.entries()) {
    const sample = Math.floor(index / bytesPerSample);
    const significance = bytesPerSample - 1 - (index % bytesPerSample);
    const first = sample * bytesPerSample + significance;
    if (!expandSegment(bytes, start, end, cells, first, stride, planeLength)) {
      return decodeFailure('DECODE_FAILED', `RLE segment ${index + 1} is too short or damaged`);
    }
  }
  const values: StoredValues = isBinary
    ? unpackBits(cells, sampleCount)
    : valuesOfCells(cells, image);
  return ok({
    values,
    PhotometricInterpretation: image.PhotometricInterpretation,
    bitsPerSample: image.BitsAllocated,
    lossy: false,
    isPixelCell: true,
  });
}

/** Byte ranges of the segments, or null when the header cannot be right (PS3.5 G.5). */
function readSegmentRanges(
  bytes: Uint8Array,
  segmentCount: number,
): readonly (readonly [number, number])[] | null {
  if (bytes.byteLength < headerByteLength || segmentCount > segmentsMax) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== segmentCount) return null;
  const ranges: [number, number][] = [];
  for (let index = 0; index < segmentCount; index += 1) {
    const start = view.getUint32(4 + 4 * index, true);
    const next = index + 1 < segmentCount ? view.getUint32(8 + 4 * index, true) : bytes.byteLength;
    if (start < headerByteLength || start > next || next > bytes.byteLength) return null;
    ranges.push([start, next]);
  }
  return ranges;
}

/**
 * Expands one PackBits segment (PS3.5 G.3.1) into every `stride`-th byte of `target` from `first`.
 * Tells whether it gave all of `count` bytes; what a padded segment gives beyond is left out.
 */
function expandSegment(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  first: number,
  stride: number,
  count: number,
): boolean {
  let position = start;
  let written = 0;
  let at = first;
  while (written < count && position < end) {
    const control = source[position] ?? 128;
    position += 1;
    if (control < 128) {
      const length = Math.min(control + 1, count - written);
      if (position + length > end) return false;
      for (let step = 0; step < length; step += 1) {
        target[at] = source[position + step] ?? 0;
        at += stride;
      }
      position += control + 1;
      written += length;
    } else if (control > 128) {
      if (position >= end) return false;
      const value = source[position] ?? 0;
      position += 1;
      const length = Math.min(257 - control, count - written);
      for (let step = 0; step < length; step += 1) {
        target[at] = value;
        at += stride;
      }
      written += length;
    }
  }
  return written === count;
}
