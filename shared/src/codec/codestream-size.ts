import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';

interface ClaimedSize {
  readonly width: number;
  readonly height: number;
  readonly componentCount: number;
  readonly bitsPerSample: number;
}

/**
 * Compares what a codestream claims with what the data set describes, before a decoder takes memory for
 * it. Returns null when they agree, else a DECODE_SIZE_WRONG failure.
 */
export function sizeDisagreement(claimed: ClaimedSize, image: ImageDescription) {
  const { width, height, componentCount, bitsPerSample } = claimed;
  const fits =
    width === image.Columns &&
    height === image.Rows &&
    componentCount === image.SamplesPerPixel &&
    bitsPerSample >= 1 &&
    bitsPerSample <= image.BitsAllocated;
  if (fits) return null;
  return decodeFailure(
    'DECODE_SIZE_WRONG',
    `codestream ${width} × ${height} × ${componentCount} of ${bitsPerSample} bits, described ` +
      `${image.Columns} × ${image.Rows} × ${image.SamplesPerPixel} in ${image.BitsAllocated} bits`,
  );
}
