import { ok } from '../failure/result.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { DecodeStep } from './codec-output.ts';
import type { CodecSet } from './codec-set.ts';
import { sizeDisagreement } from './codestream-size.ts';
import { decodeDct } from './jpeg/decode-dct.ts';
import { decodeLossless } from './jpeg/decode-lossless.ts';
import { jpegColourSpace } from './jpeg/jpeg-colour-space.ts';
import { readJpegHeader } from './jpeg/read-jpeg-header.ts';
import type { JpegHeader } from './jpeg/read-jpeg-header.ts';
import { withoutColourTransform } from './jpeg/without-colour-transform.ts';
import { runWasmDecoder } from './run-wasm-decoder.ts';

/**
 * Decodes one JPEG frame (ITU-T T.81; PS3.5 A.4.1, A.4.2) of any Huffman-coded process, chosen by the
 * codestream's own frame header rather than by the transfer syntax, which writers get wrong:
 * DCT of 8 bits by libjpeg-turbo, DCT of 12 bits and lossless by Satchel's own decoder (the JavaScript
 * one that viewers share is 15 units off at 12 bits). Colour stays as it is coded: YCbCr comes out as
 * YBR_FULL, so that stored values are the same whoever decodes them.
 */
export async function decodeJpeg(
  bytes: Uint8Array,
  image: ImageDescription,
  codecs: CodecSet,
): Promise<DecodeStep> {
  const header = readJpegHeader(bytes);
  if (header === null || header.marker === 0xf7) {
    return decodeFailure('DECODE_FAILED', 'JPEG header damaged');
  }
  const disagreement = sizeDisagreement(
    { ...header, componentCount: header.components.length },
    image,
  );
  if (disagreement !== null) return disagreement;
  if (header.marker === 0xc3) return decodeOwn(bytes, header, image, false);
  if (header.marker > 0xc2) {
    return decodeFailure('DECODE_FAILED', `JPEG process ${header.marker.toString(16)}`);
  }
  if (header.bitsPerSample !== 8) {
    if (header.bitsPerSample !== 12) {
      return decodeFailure('DECODE_FAILED', `DCT JPEG of ${header.bitsPerSample} bits`);
    }
    return decodeOwn(bytes, header, image, true);
  }
  const decoded = await runWasmDecoder(
    'libjpegTurbo',
    codecs,
    (m) => new m.JPEGDecoder(),
    header.components.length === 1 ? bytes : withoutColourTransform(bytes),
    image,
  );
  // libjpeg-turbo's wrapper gives up at warnings that harm nothing (bytes before a marker) and at rare
  // sampling factors; the own decoder is slower and has neither trouble. Truncated data it refuses too.
  if (!decoded.ok) return decodeOwn(bytes, header, image, true);
  return ok({
    values: decoded.value.bytes,
    PhotometricInterpretation: jpegColourSpace(header, image.PhotometricInterpretation),
    bitsPerSample: 8,
    lossy: true,
    isPixelCell: false,
  });
}

function decodeOwn(
  bytes: Uint8Array,
  header: JpegHeader,
  image: ImageDescription,
  isDct: boolean,
): DecodeStep {
  const decoded = isDct ? decodeDct(bytes, header) : decodeLossless(bytes, header);
  if (typeof decoded === 'string') return decodeFailure('DECODE_FAILED', `JPEG: ${decoded}`);
  return ok({
    values: decoded.values,
    // A lossless coder transforms no colour: the data set knows what the components are.
    PhotometricInterpretation: isDct
      ? jpegColourSpace(header, image.PhotometricInterpretation)
      : image.PhotometricInterpretation,
    bitsPerSample: header.bitsPerSample,
    lossy: isDct,
    isPixelCell: false,
  });
}
