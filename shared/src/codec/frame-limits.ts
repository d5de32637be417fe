import type { DicomFailure } from '../failure/dicom-failure.ts';
import { ok } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';

/** 2^28 samples: a 16384 × 16384 slide tile. A browser tab does not survive much more. */
const samplesMax = 2 ** 28;
/** 1 GiB of decoded values for one frame. */
const frameBytesMax = 2 ** 30;

export interface FrameSize {
  readonly pixelCount: number;
  readonly sampleCount: number;
  /** Bytes of one decoded sample: 1, 2, 4 or 8 (1-bit data takes one). */
  readonly bytesPerSample: number;
}

/**
 * Computes how much memory one decoded frame takes, before any of it is taken.
 * Fails with PIXEL_DESCRIPTION_INVALID where the description makes no image, and with IMAGE_TOO_LARGE
 * above `samplesMax` samples or `frameBytesMax` bytes. All products stay far below 2^53.
 */
export function frameSizeOf(image: ImageDescription): Result<FrameSize, DicomFailure> {
  const { Rows, Columns, SamplesPerPixel, BitsAllocated } = image;
  const isCount = (value: number, max: number) =>
    Number.isInteger(value) && value >= 1 && value <= max;
  if (!isCount(Rows, 65535) || !isCount(Columns, 65535)) {
    return decodeFailure('PIXEL_DESCRIPTION_INVALID', `Rows ${Rows}, Columns ${Columns}`);
  }
  if (SamplesPerPixel !== 1 && SamplesPerPixel !== 3 && SamplesPerPixel !== 4) {
    return decodeFailure('PIXEL_DESCRIPTION_INVALID', `SamplesPerPixel ${SamplesPerPixel}`);
  }
  if (![1, 8, 16, 32, 64].includes(BitsAllocated)) {
    return decodeFailure('PIXEL_DESCRIPTION_INVALID', `BitsAllocated ${BitsAllocated}`);
  }
  const pixelCount = Rows * Columns;
  const sampleCount = pixelCount * SamplesPerPixel;
  const bytesPerSample = Math.max(1, BitsAllocated / 8);
  if (sampleCount > samplesMax || sampleCount * bytesPerSample > frameBytesMax) {
    return decodeFailure(
      'IMAGE_TOO_LARGE',
      `${sampleCount} samples of ${bytesPerSample} bytes; the limit is ${samplesMax} samples and ${frameBytesMax} bytes`,
    );
  }
  return ok({ pixelCount, sampleCount, bytesPerSample });
}
