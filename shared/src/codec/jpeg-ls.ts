import { ok } from '../failure/result.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { DecodeStep } from './codec-output.ts';
import type { CodecSet } from './codec-set.ts';
import { sizeDisagreement } from './codestream-size.ts';
import { readJpegHeader } from './jpeg/read-jpeg-header.ts';
import { interleave, valuesOfBytes } from './pixel-cells.ts';
import { runWasmDecoder } from './run-wasm-decoder.ts';

/** Decodes one JPEG-LS frame (PS3.5 A.4.3, ISO 14495-1) with CharLS, in any interleave mode. */
export async function decodeJpegLs(
  bytes: Uint8Array,
  image: ImageDescription,
  codecs: CodecSet,
): Promise<DecodeStep> {
  const header = readJpegHeader(bytes);
  if (header === null || header.marker !== 0xf7) {
    return decodeFailure('DECODE_FAILED', 'JPEG-LS header damaged');
  }
  const disagreement = sizeDisagreement(
    { ...header, componentCount: header.components.length },
    image,
  );
  if (disagreement !== null) return disagreement;
  let byPlane = false;
  let isNear = false;
  const decoded = await runWasmDecoder(
    'charls',
    codecs,
    (m) => new m.JpegLSDecoder(),
    withEndOfImage(bytes),
    image,
    (decoder) => {
      byPlane = decoder.getInterleaveMode() === 0;
      isNear = decoder.getNearLossless() > 0;
    },
  );
  if (!decoded.ok) return decoded;
  const values = valuesOfBytes(decoded.value.bytes, header.bitsPerSample, false);
  return ok({
    values:
      byPlane && image.SamplesPerPixel > 1
        ? interleave(values, image.Rows * image.Columns, image.SamplesPerPixel)
        : values,
    PhotometricInterpretation: image.PhotometricInterpretation,
    bitsPerSample: header.bitsPerSample,
    lossy: isNear,
    isPixelCell: false,
  });
}

/**
 * The codestream with its end-of-image marker. CharLS looks for the next marker past the end of a
 * truncated codestream, through all of its memory: ten seconds for a few hundred bytes.
 */
function withEndOfImage(bytes: Uint8Array): Uint8Array {
  let end = bytes.byteLength;
  while (end > 2 && bytes[end - 1] === 0) end -= 1;
  if (bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9) return bytes;
  const ended = new Uint8Array(bytes.byteLength + 2);
  ended.set(bytes);
  ended.set([0xff, 0xd9], bytes.byteLength);
  return ended;
}
