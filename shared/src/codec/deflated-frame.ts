import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { DecodeStep } from './codec-output.ts';
import { frameSizeOf } from './frame-limits.ts';
import { decodeNative } from './native.ts';

/**
 * Decodes one frame of Deflated Image Frame Compression (PS3.5 A.4.13): a bare deflate stream of native
 * pixel cells. Takes no more from the stream than the frame needs, so that a small frame that inflates
 * to gigabytes is harmless.
 */
export async function decodeDeflatedFrame(
  bytes: Uint8Array,
  image: ImageDescription,
): Promise<DecodeStep> {
  const size = frameSizeOf(image);
  if (!size.ok) return size;
  const { sampleCount, bytesPerSample } = size.value;
  const byteLength =
    image.BitsAllocated === 1 ? Math.ceil(sampleCount / 8) : sampleCount * bytesPerSample;
  const frame = new Uint8Array(byteLength);
  const inflated = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = inflated.getReader();
  let written = 0;
  try {
    while (written < byteLength) {
      const { value, done } = await reader.read();
      if (done) break;
      const piece = value.subarray(0, byteLength - written);
      frame.set(piece, written);
      written += piece.byteLength;
    }
  } catch {
    // A pad byte after the stream is an error to the platform; what counts is what was inflated.
  }
  reader.cancel().catch(() => undefined);
  if (written < byteLength) {
    return decodeFailure('DECODE_FAILED', `inflated ${written} of ${byteLength} bytes`);
  }
  return decodeNative(frame, image);
}
