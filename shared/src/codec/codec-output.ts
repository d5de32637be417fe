import type { DicomFailure, DicomFailureCode } from '../failure/dicom-failure.ts';
import { fail } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';
import type { ImageDescription, StoredValues } from '../pixel/image-description.ts';
import type { CodecSet } from './codec-set.ts';

/** What one codec makes of one frame, before it is brought to the described width and sign. */
export interface CodecOutput {
  /** Samples interleaved, row by row; length Rows × Columns × SamplesPerPixel. */
  readonly values: StoredValues;
  /** Colour space the values are in now. */
  readonly PhotometricInterpretation: string;
  /** Significant bits a sample, as the codestream states them. */
  readonly bitsPerSample: number;
  readonly lossy: boolean;
  /** True for whole pixel cells (native, RLE), where High Bit and overlay bits still apply (PS3.5 8.1.1). */
  readonly isPixelCell: boolean;
}

export type DecodeStep = Result<CodecOutput, DicomFailure>;

/** One codec: the bytes of one frame in, stored values out. Never throws for bad bytes. */
export type FrameCodec = (
  bytes: Uint8Array,
  image: ImageDescription,
  codecs: CodecSet,
) => DecodeStep | Promise<DecodeStep>;

/** A failure of the decode step; `detail` is for developers and holds nothing of the patient. */
export function decodeFailure(code: DicomFailureCode, detail: string) {
  return fail<DicomFailure>({ code, step: 'decode', detail });
}
