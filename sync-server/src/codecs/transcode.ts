import { randomBytes } from 'node:crypto';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { DicomElement } from '#shared/dicom/dicom-json.ts';
import { numberOf } from '#shared/dicom/element-access.ts';
import { openInflated } from '#shared/dicom/read-frame-bytes.ts';
import { tags } from '#shared/dicom/tag.ts';
import { explicitVrLittleEndian, transferSyntaxOf } from '#shared/dicom/transfer-syntax.ts';
import { elementOf, writePart10 } from '#shared/dicom/write-part10.ts';
import { assert } from '#shared/failure/assert.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import {
  cellBytes,
  decodeInstanceFrame,
  packBits,
  type DecodableInstance,
} from './decode-instance.ts';
import type { FrameDecoder } from './frame-decoder.ts';
import { readBulkValues } from './read-bulk-values.ts';

/** The length of a value is a 32-bit number, and all ones stand for an unknown one (PS3.5 7.1). */
const valueBytesMax = 0xffff_fffe;

/** An instance that is being written anew: its length is known, its frames are made one at a time. */
export interface Transcoded {
  readonly byteLength: number;
  /** To be gone through once. Throws when a later frame cannot be decoded. */
  pieces(): AsyncGenerator<Uint8Array, void, undefined>;
}

/**
 * Writes a stored instance anew in Explicit VR Little Endian (PS3.18 8.7.3: the default transfer syntax):
 * pixel data decoded, everything else as it is. Lossless; a lossy original stays what its coder made of it.
 * Holds one frame and the data set in memory, whatever the number of frames.
 */
export async function toExplicitLittleEndian(
  decoder: FrameDecoder,
  source: ByteSource,
  parsed: DecodableInstance,
): Promise<Result<Transcoded, DicomFailure>> {
  const syntax = transferSyntaxOf(parsed.TransferSyntaxUID);
  const opened = syntax?.deflated === true ? await openInflated(source) : ok(source);
  if (!opened.ok) return opened;
  const bulk = await readBulkValues(opened.value, parsed.dataset, syntax?.bigEndian ?? false);
  if (!bulk.ok) return bulk;
  const content = { TransferSyntaxUID: explicitVrLittleEndian, bulkBytes: bulk.value };
  if (parsed.pixel === null)
    return ok(wholeOf(writePart10({ ...content, dataset: parsed.dataset })));
  if (parsed.pixel.element !== 'PixelData') {
    // The writer has integer Pixel Data only; float maps are given as they are stored.
    return fail({ code: 'DECODER_MISSING', step: 'decode', detail: parsed.pixel.element });
  }
  const first = await decodeInstanceFrame(decoder, source, parsed, 0);
  if (!first.ok) return first;
  const dataset: Record<string, DicomElement> = { ...parsed.dataset };
  const { PhotometricInterpretation } = first.value;
  dataset[tags.PhotometricInterpretation] = elementOf(
    tags.PhotometricInterpretation,
    PhotometricInterpretation,
  );
  if (dataset[tags.PlanarConfiguration] !== undefined)
    dataset[tags.PlanarConfiguration] = elementOf(tags.PlanarConfiguration, 0);
  const marker = randomBytes(32);
  const around = writePart10({ ...content, dataset, pixelBytes: marker });
  const frames = { ...parsed, first: cellBytes(first.value), frameCount: parsed.pixel.frameCount };
  return framesBetween(around, marker, frames, async (frameIndex) => {
    const frame = await decodeInstanceFrame(decoder, source, parsed, frameIndex);
    if (!frame.ok) throw new Error(`a frame could not be decoded: ${frame.failure.code}`);
    return cellBytes(frame.value);
  });
}

function wholeOf(bytes: Uint8Array): Transcoded {
  return {
    byteLength: bytes.byteLength,
    async *pieces() {
      yield bytes;
    },
  };
}

interface Frames extends DecodableInstance {
  readonly first: Uint8Array;
  readonly frameCount: number;
}

/** Puts frames in the place of a marker, which is the pixel data's value in a file that was written without them. */
function framesBetween(
  around: Uint8Array,
  marker: Uint8Array,
  { dataset, first, frameCount }: Frames,
  cellsOf: (frameIndex: number) => Promise<Uint8Array>,
): Result<Transcoded, DicomFailure> {
  const isPacked = numberOf(dataset, tags.BitsAllocated) === 1;
  const cellCount = first.byteLength * frameCount;
  const byteLength = isPacked ? Math.ceil(cellCount / 8) : cellCount;
  const padBytes = byteLength % 2;
  if (byteLength + padBytes > valueBytesMax)
    return fail({ code: 'IMAGE_TOO_LARGE', step: 'decode', detail: `${byteLength} bytes` });
  const at = Buffer.from(around.buffer, around.byteOffset, around.byteLength).indexOf(marker);
  assert(at > 0, 'the pixel data that was written is found again');
  const head = around.slice(0, at);
  new DataView(head.buffer).setUint32(at - 4, byteLength + padBytes, true);
  const tail = around.slice(at + marker.byteLength);
  const frames = async function* (): AsyncGenerator<Uint8Array> {
    for (let frameIndex = 0; frameIndex < frameCount; frameIndex += 1) {
      const cells = frameIndex === 0 ? first : await cellsOf(frameIndex);
      if (cells.byteLength !== first.byteLength) throw new Error('frames differ in size');
      yield cells;
    }
  };
  return ok({
    byteLength: head.byteLength + byteLength + padBytes + tail.byteLength,
    async *pieces() {
      yield head;
      yield* isPacked ? packedTogether(frames()) : frames();
      if (padBytes > 0) yield new Uint8Array(padBytes);
      if (tail.byteLength > 0) yield tail;
    },
  });
}

/** Frames of 1-bit data follow each other without padding (PS3.5 8.1.1): pixels of a begun byte wait for the next frame. */
async function* packedTogether(frames: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const frame of frames) {
    const pixels = rest.byteLength === 0 ? frame : Buffer.concat([rest, frame]);
    const whole = pixels.byteLength - (pixels.byteLength % 8);
    if (whole > 0) yield packBits(pixels.subarray(0, whole));
    rest = pixels.slice(whole);
  }
  if (rest.byteLength > 0) yield packBits(rest);
}
