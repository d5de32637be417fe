import { assert } from '../src/failure/assert.ts';
import type { DicomDataset } from '../src/dicom/dicom-json.ts';
import { numberOf } from '../src/dicom/element-access.ts';
import { tags } from '../src/dicom/tag.ts';
import { explicitVrLittleEndian, transferSyntaxOf } from '../src/dicom/transfer-syntax.ts';
import { writeDeflatedPart10, writePart10 } from '../src/dicom/write-part10.ts';
import { encodeRleFrame } from './encode-rle-frame.ts';
import type { SyntheticInstance } from './synthetic-instance.ts';

/**
 * Writes a synthetic instance as a Part 10 file: native syntaxes, deflated, RLE. Runs in browsers and in Node;
 * syntaxes that need a codec are in `encode-codestream.ts`.
 */
export async function encodeInstance(
  instance: SyntheticInstance,
  TransferSyntaxUID: string = explicitVrLittleEndian,
): Promise<Uint8Array> {
  const { dataset, frames } = instance;
  const syntax = transferSyntaxOf(TransferSyntaxUID);
  assert(syntax?.codec === 'native' || syntax?.codec === 'rle', 'written without a codec');
  if (syntax.codec === 'rle') {
    const packed = frames.map((frame) => encodeRleFrame(frame, rleFrameOf(dataset)));
    return writePart10({ TransferSyntaxUID, dataset, frames: packed });
  }
  if (syntax.encapsulated) return writePart10({ TransferSyntaxUID, dataset, frames });
  const content = { TransferSyntaxUID, dataset, pixelBytes: joinFrames(frames) };
  return syntax.deflated ? await writeDeflatedPart10(content) : writePart10(content);
}

function rleFrameOf(dataset: DicomDataset): Parameters<typeof encodeRleFrame>[1] {
  const bits = numberOf(dataset, tags.BitsAllocated) ?? 8;
  return {
    pixelCount: (numberOf(dataset, tags.Rows) ?? 0) * (numberOf(dataset, tags.Columns) ?? 0),
    samplesPerPixel: numberOf(dataset, tags.SamplesPerPixel) ?? 1,
    bytesPerSample: bits === 32 ? 4 : bits === 16 ? 2 : 1,
  };
}

/** All frames one behind the other. */
export function joinFrames(frames: readonly Uint8Array[]): Uint8Array {
  const [first] = frames;
  if (frames.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(frames.reduce((sum, frame) => sum + frame.byteLength, 0));
  let at = 0;
  for (const frame of frames) {
    whole.set(frame, at);
    at += frame.byteLength;
  }
  return whole;
}
