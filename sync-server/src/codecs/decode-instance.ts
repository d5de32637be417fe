import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicom-json.ts';
import { bulkRangeOf, isItem, numberOf } from '#shared/dicom/element-access.ts';
import { openInflated, readFrameBytes } from '#shared/dicom/read-frame-bytes.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { tags } from '#shared/dicom/tag.ts';
import { explicitVrLittleEndian, transferSyntaxOf } from '#shared/dicom/transfer-syntax.ts';
import { elementOf, writePart10 } from '#shared/dicom/write-part10.ts';
import { decodeFrame } from '#shared/codec/decode-frame.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import { describeImage } from '#shared/pixel/describe-image.ts';
import type { DecodedFrame } from '#shared/pixel/image-description.ts';
import { serverCodecs } from './server-codecs.ts';

const codecs = serverCodecs();

/** Larger decoded instances are given as they are stored only: one answer must not fill the memory. */
export const decodedBytesMax = 1024 * 1024 * 1024;

/** Decodes one frame (frameIndex 0-based) of a stored instance to stored values. */
export async function decodeInstanceFrame(
  source: ByteSource,
  row: Pick<ParsedInstance, 'dataset' | 'pixel' | 'TransferSyntaxUID'>,
  frameIndex: number,
): Promise<Result<DecodedFrame, DicomFailure>> {
  if (row.pixel === null) return fail({ code: 'PIXEL_DATA_MISSING', step: 'frames' });
  const image = describeImage(row.dataset, row.TransferSyntaxUID);
  if (!image.ok) return image;
  const bytes = await readFrameBytes(source, row.pixel, frameIndex);
  if (!bytes.ok) return bytes;
  // Whole cells: overlay planes may live in the bits above Bits Stored.
  return decodeFrame(bytes.value, image.value, row.TransferSyntaxUID, codecs, { keepCells: true });
}

/** The cells of a frame as Explicit VR Little Endian holds them: little endian, samples interleaved, 1-bit ones packed. */
export function valueBytes(frame: DecodedFrame, dataset: DicomDataset): Uint8Array {
  const bytes = cellBytes(frame);
  return numberOf(dataset, tags.BitsAllocated) === 1 ? packBits(bytes) : bytes;
}

function cellBytes(frame: DecodedFrame): Uint8Array {
  const { buffer, byteOffset, byteLength } = frame.values;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** One bit a pixel, the first in the lowest bit of the first byte (PS3.5 8.1.1), of one byte a pixel. */
function packBits(pixels: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(pixels.byteLength / 8));
  for (const [at, pixel] of pixels.entries()) {
    if (pixel !== 0) packed[at >> 3] = (packed[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return packed;
}

/**
 * Writes a stored instance anew in Explicit VR Little Endian (PS3.18 8.7.3: the default transfer syntax):
 * pixel data decoded, everything else as it is. Lossless; a lossy original stays what its coder made of it.
 */
export async function toExplicitLittleEndian(
  source: ByteSource,
  row: Pick<ParsedInstance, 'dataset' | 'pixel' | 'TransferSyntaxUID'>,
): Promise<Result<Uint8Array, DicomFailure>> {
  const syntax = transferSyntaxOf(row.TransferSyntaxUID);
  const opened = syntax?.deflated === true ? await openInflated(source) : ok(source);
  if (!opened.ok) return opened;
  const bulk = await readBulk(opened.value, row.dataset, syntax?.bigEndian ?? false);
  const content = { TransferSyntaxUID: explicitVrLittleEndian, bulkBytes: bulk };
  if (row.pixel === null) return ok(writePart10({ ...content, dataset: row.dataset }));
  if (row.pixel.element !== 'PixelData') {
    // The writer has integer Pixel Data only; float maps are given as they are stored.
    return fail({ code: 'DECODER_MISSING', step: 'decode', detail: row.pixel.element });
  }
  const pixels = await decodeAll(source, row);
  if (!pixels.ok) return pixels;
  const { pixelBytes, PhotometricInterpretation } = pixels.value;
  const dataset: Record<string, DicomElement> = { ...row.dataset };
  dataset[tags.PhotometricInterpretation] = elementOf(
    tags.PhotometricInterpretation,
    PhotometricInterpretation,
  );
  if (dataset[tags.PlanarConfiguration] !== undefined) {
    dataset[tags.PlanarConfiguration] = elementOf(tags.PlanarConfiguration, 0);
  }
  return ok(writePart10({ ...content, dataset, pixelBytes }));
}

async function decodeAll(
  source: ByteSource,
  row: Pick<ParsedInstance, 'dataset' | 'pixel' | 'TransferSyntaxUID'>,
): Promise<
  Result<
    { readonly pixelBytes: Uint8Array; readonly PhotometricInterpretation: string },
    DicomFailure
  >
> {
  const frameCount = row.pixel?.frameCount ?? 0;
  let pixelBytes = new Uint8Array(0);
  let PhotometricInterpretation = '';
  for (let frameIndex = 0; frameIndex < frameCount; frameIndex += 1) {
    const frame = await decodeInstanceFrame(source, row, frameIndex);
    if (!frame.ok) return frame;
    const bytes = cellBytes(frame.value);
    if (frameIndex === 0) {
      if (bytes.byteLength * frameCount > decodedBytesMax)
        return fail({ code: 'IMAGE_TOO_LARGE', step: 'decode' });
      pixelBytes = new Uint8Array(bytes.byteLength * frameCount);
      PhotometricInterpretation = frame.value.PhotometricInterpretation;
    }
    if (bytes.byteLength * frameCount !== pixelBytes.byteLength)
      return fail({ code: 'DECODE_SIZE_WRONG', step: 'decode' });
    pixelBytes.set(bytes, frameIndex * bytes.byteLength);
  }
  // Frames of 1-bit data follow each other without padding, so they are packed together.
  const isPacked = numberOf(row.dataset, tags.BitsAllocated) === 1;
  return ok({
    pixelBytes: isPacked ? packBits(pixelBytes) : pixelBytes,
    PhotometricInterpretation,
  });
}

const wordBytes: Readonly<Record<string, number>> = {
  OW: 2,
  US: 2,
  SS: 2,
  OL: 4,
  OF: 4,
  FL: 4,
  UL: 4,
  SL: 4,
  OD: 8,
  FD: 8,
  OV: 8,
};

/** Reads every value that stayed in the file, in little endian order, for the writer to ask for. */
async function readBulk(
  source: ByteSource,
  dataset: DicomDataset,
  bigEndian: boolean,
): Promise<(element: DicomElement) => Uint8Array> {
  const values = new Map<string, Uint8Array>();
  const visit = async (level: DicomDataset): Promise<void> => {
    for (const element of Object.values(level)) {
      for (const item of element.Value ?? [])
        if (isItem(item ?? undefined)) await visit(item as DicomDataset);
      const range = bulkRangeOf(element);
      if (range === null || element.BulkDataURI === undefined) continue;
      const bytes = Uint8Array.from(await source.read(range.byteOffset, range.byteLength));
      const size = bigEndian ? (wordBytes[element.vr] ?? 1) : 1;
      for (let start = 0; size > 1 && start + size <= bytes.byteLength; start += size)
        bytes.subarray(start, start + size).reverse();
      values.set(element.BulkDataURI, bytes);
    }
  };
  await visit(dataset);
  return (element) => values.get(element.BulkDataURI ?? '') ?? new Uint8Array(0);
}
