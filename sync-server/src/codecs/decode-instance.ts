import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { numberOf } from '#shared/dicom/element-access.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { readFrameBytes } from '#shared/dicom/read-frame-bytes.ts';
import { tags } from '#shared/dicom/tag.ts';
import { decodeFrame } from '#shared/codec/decode-frame.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail, type Result } from '#shared/failure/result.ts';
import { describeImage } from '#shared/pixel/describe-image.ts';
import type { DecodedFrame } from '#shared/pixel/image-description.ts';
import type { FrameDecoder } from './frame-decoder.ts';
import { serverCodecs } from './server-codecs.ts';

const codecs = serverCodecs();

/** What decoding needs to know of a stored instance. */
export type DecodableInstance = Pick<ParsedInstance, 'dataset' | 'pixel' | 'TransferSyntaxUID'>;

/** Decodes one frame (frameIndex 0-based) of a stored instance to whole pixel cells. */
export async function decodeInstanceFrame(
  decoder: FrameDecoder,
  source: ByteSource,
  parsed: DecodableInstance,
  frameIndex: number,
): Promise<Result<DecodedFrame, DicomFailure>> {
  if (parsed.pixel === null) return fail({ code: 'PIXEL_DATA_MISSING', step: 'frames' });
  const image = describeImage(parsed.dataset, parsed.TransferSyntaxUID);
  if (!image.ok) return image;
  const bytes = await readFrameBytes(source, parsed.pixel, frameIndex);
  if (!bytes.ok) return bytes;
  const { TransferSyntaxUID } = parsed;
  // Native cells need a copy and perhaps a swap, less than their way to another thread costs.
  if (parsed.pixel.encoding === 'native') {
    return decodeFrame(bytes.value, image.value, TransferSyntaxUID, codecs, { keepCells: true });
  }
  return decoder.decode({ bytes: bytes.value, image: image.value, TransferSyntaxUID });
}

/** The cells of a frame as Explicit VR Little Endian holds them: little endian, samples interleaved, 1-bit ones packed. */
export function valueBytes(frame: DecodedFrame, dataset: DicomDataset): Uint8Array {
  const bytes = cellBytes(frame);
  return numberOf(dataset, tags.BitsAllocated) === 1 ? packBits(bytes) : bytes;
}

export function cellBytes(frame: DecodedFrame): Uint8Array {
  const { buffer, byteOffset, byteLength } = frame.values;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** One bit a pixel, the first in the lowest bit of the first byte (PS3.5 8.1.1), of one byte a pixel. */
export function packBits(pixels: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(pixels.byteLength / 8));
  for (const [at, pixel] of pixels.entries()) {
    if (pixel !== 0) packed[at >> 3] = (packed[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return packed;
}
