import type { DicomFailure } from '../failure/dicom-failure.ts';
import type { Result } from '../failure/result.ts';
import { fail, ok } from '../failure/result.ts';
import type { ByteSource } from './byte-source.ts';
import { memoryByteSource } from './byte-source.ts';
import { ByteWindow } from './byte-window.ts';
import { Damage } from './damage.ts';
import { readFileMeta } from './file-meta.ts';
import { inflateFrom, readBytes } from './inflate.ts';
import type { PixelLayout } from './parsed-instance.ts';

/** More than any decoder or screen takes as one frame. */
const frameBytesMax = 1024 * 1024 * 1024;

/**
 * Reads exactly one frame (frameIndex 0-based): its codestream, or its native bytes as they are stored
 * (byte order of the file; 1-bit frames shifted so that bit 0 of the first byte is the first pixel, PS3.5 8.1.1).
 * Failures: FRAME_MISSING, PIXEL_DATA_SHORT where the file lacks bytes of it, IMAGE_TOO_LARGE, INFLATE_FAILED, READ_FAILED.
 */
export async function readFrameBytes(
  source: ByteSource,
  pixel: PixelLayout,
  frameIndex: number,
): Promise<Result<Uint8Array, DicomFailure>> {
  // Frames of a known size and none of them laid out: there were more than anybody can hold.
  if (pixel.frameCount === 0 && pixel.frameBitLength > 0)
    return fail({ code: 'IMAGE_TOO_LARGE', step: 'frames', detail: String(frameIndex) });
  if (!Number.isInteger(frameIndex) || frameIndex < 0 || frameIndex >= pixel.frameCount) {
    return fail({ code: 'FRAME_MISSING', step: 'frames', detail: String(frameIndex) });
  }
  try {
    const bytes = pixel.inflated ? await inflatedSource(source) : source;
    return ok(
      pixel.encoding === 'native'
        ? await readNativeFrame(bytes, pixel, frameIndex)
        : await readPieces(bytes, pixel.frames[frameIndex] ?? []),
    );
  } catch (error) {
    if (error instanceof Damage) return fail(error.failure);
    throw error;
  }
}

async function readNativeFrame(
  source: ByteSource,
  pixel: PixelLayout,
  frameIndex: number,
): Promise<Uint8Array> {
  const firstBit = frameIndex * pixel.frameBitLength;
  const firstByte = Math.floor(firstBit / 8);
  const shift = firstBit % 8;
  const endByte = Math.ceil((firstBit + pixel.frameBitLength) / 8);
  const byteLength = endByte - firstByte;
  requireSize(byteLength);
  if (endByte > pixel.byteLength || pixel.byteOffset + endByte > source.byteLength) {
    throw new Damage({ code: 'PIXEL_DATA_SHORT', step: 'frames', detail: String(frameIndex) });
  }
  const bytes = await readBytes(source, pixel.byteOffset + firstByte, byteLength);
  return pixel.frameBitLength % 8 === 0 ? bytes : alignedBits(bytes, shift, pixel.frameBitLength);
}

/** Frames of 1-bit pixels follow one another without padding (PS3.5 8.1.1): moves the first pixel to bit 0. */
function alignedBits(bytes: Uint8Array, shift: number, bitLength: number): Uint8Array {
  const aligned = new Uint8Array(Math.ceil(bitLength / 8));
  for (let i = 0; i < aligned.length; i += 1) {
    aligned[i] = ((bytes[i] ?? 0) >> shift) | ((bytes[i + 1] ?? 0) << (8 - shift));
  }
  const used = bitLength % 8;
  const last = aligned.length - 1;
  if (used !== 0) aligned[last] = (aligned[last] ?? 0) & ((1 << used) - 1);
  return aligned;
}

async function readPieces(source: ByteSource, pieces: readonly number[]): Promise<Uint8Array> {
  if (pieces.length === 0) throw new Damage({ code: 'PIXEL_DATA_SHORT', step: 'frames' });
  let total = 0;
  for (let i = 1; i < pieces.length; i += 2) total += pieces[i] ?? 0;
  requireSize(total);
  if (pieces.length === 2) return await readBytes(source, pieces[0] ?? 0, total);
  const whole = new Uint8Array(total);
  let at = 0;
  for (let i = 0; i + 1 < pieces.length; i += 2) {
    const piece = await readBytes(source, pieces[i] ?? 0, pieces[i + 1] ?? 0);
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

function requireSize(byteLength: number): void {
  if (byteLength > frameBytesMax) {
    throw new Damage({ code: 'IMAGE_TOO_LARGE', step: 'frames', detail: String(byteLength) });
  }
}

const inflatedSources = new WeakMap<ByteSource, Promise<ByteSource>>();

/**
 * The inflated data set as a source. Kept as long as the given source lives, so that the frames of one
 * deflated clip are not inflated from the start again and again.
 */
async function inflatedSource(source: ByteSource): Promise<ByteSource> {
  const known = inflatedSources.get(source);
  if (known !== undefined) return await known;
  const inflating = inflateDataset(source);
  inflatedSources.set(source, inflating);
  try {
    return await inflating;
  } catch (error) {
    inflatedSources.delete(source);
    throw error;
  }
}

async function inflateDataset(source: ByteSource): Promise<ByteSource> {
  const meta = await readFileMeta(source, new ByteWindow(source), () => undefined);
  return memoryByteSource(await inflateFrom(source, meta.datasetByteOffset));
}

/** The source that offsets of a deflated file count in: the inflated data set (PS3.5 A.5). Failures as above. */
export async function openInflated(source: ByteSource): Promise<Result<ByteSource, DicomFailure>> {
  try {
    return ok(await inflatedSource(source));
  } catch (error) {
    if (error instanceof Damage) return fail(error.failure);
    throw error;
  }
}
