import type { TransferSyntaxUID } from '../dicom/uid.ts';
import type { DicomFailure } from '../failure/dicom-failure.ts';
import { ok } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';
import type { DecodedFrame, ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { CodecSet } from './codec-set.ts';
import { frameSizeOf } from './frame-limits.ts';
import { codecFor } from './registry.ts';
import type { CodecCapability } from './registry.ts';
import { cellsOf, rangeOf, storedValuesOf } from './stored-values.ts';

export interface DecodeOptions {
  /**
   * Leaves the whole pixel cells as they are instead of taking the stored values out of them
   * (PS3.5 8.1.1): for overlay planes in high bits, for transcoding and for comparing with other decoders.
   */
  readonly keepCells?: boolean;
}

/**
 * Decodes the bytes of one frame (native cells or one codestream) to its stored values: row by row,
 * samples interleaved, before rescale, window and colour conversion.
 *
 * Sizes are checked before memory is taken, the codestream's own claims against the description
 * before its decoder runs, and the decoder's output after. Failures: PIXEL_DESCRIPTION_INVALID,
 * IMAGE_TOO_LARGE, PIXEL_DATA_SHORT, DECODER_MISSING, DECODE_FAILED, DECODE_SIZE_WRONG.
 * `bytes` are taken over: the values of a native frame may be a view of them.
 */
export async function decodeFrame(
  bytes: Uint8Array,
  image: ImageDescription,
  TransferSyntaxUID: TransferSyntaxUID,
  codecs: CodecSet,
  options: DecodeOptions = {},
): Promise<Result<DecodedFrame, DicomFailure>> {
  const size = frameSizeOf(image);
  if (!size.ok) return size;
  const capability = codecFor(TransferSyntaxUID);
  if (capability === null) {
    return decodeFailure('DECODER_MISSING', `transfer syntax ${TransferSyntaxUID}`);
  }
  if (bytes.byteLength === 0) return decodeFailure('DECODE_FAILED', 'no bytes');
  // Node's Buffer is a Uint8Array whose slice does not copy: the codecs see plain bytes only.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoded = await capability.decode(plain, image, codecs);
  if (!decoded.ok) return decoded;
  const output = { ...decoded.value, lossy: isLossy(capability, decoded.value.lossy) };
  if (output.values.length !== size.value.sampleCount) {
    return decodeFailure(
      'DECODE_SIZE_WRONG',
      `${output.values.length} of ${size.value.sampleCount} samples`,
    );
  }
  const cells = cellsOf(output, image);
  const values = options.keepCells === true ? cells : storedValuesOf(cells, output, image);
  return ok({
    Rows: image.Rows,
    Columns: image.Columns,
    SamplesPerPixel: image.SamplesPerPixel,
    values,
    PhotometricInterpretation: output.PhotometricInterpretation,
    ...rangeOf(values, image.SamplesPerPixel),
    lossy: output.lossy,
  });
}

/**
 * Whether values are close or exact. A JPEG-LS codestream says so itself; of the wavelet and JPEG XL ones
 * only the lossless transfer syntaxes are sure: 5-3 wavelets may have been cut short.
 */
function isLossy(capability: CodecCapability, saysCodestream: boolean): boolean {
  if (capability.codec === 'jpeg-xl') return capability.loss !== 'lossless';
  if (capability.codec === 'jpeg-ls') return saysCodestream;
  return saysCodestream || capability.loss === 'either';
}
