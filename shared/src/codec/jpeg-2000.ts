import type { DicomFailure } from '../failure/dicom-failure.ts';
import { ok } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { DecodeStep } from './codec-output.ts';
import type { CodecSet } from './codec-set.ts';
import { sizeDisagreement } from './codestream-size.ts';
import { valuesOfBytes } from './pixel-cells.ts';
import { readJ2kHeader, unwrapJ2k } from './read-j2k-header.ts';
import type { J2kHeader } from './read-j2k-header.ts';
import { runWasmDecoder } from './run-wasm-decoder.ts';

/** The standard allows 65535 tiles; the ones known have a few hundred. Each costs the decoder memory. */
const tilesMax = 65535;

/**
 * Decodes one JPEG 2000 frame (PS3.5 A.4.4) with OpenJPEG. With a multiple component transform the
 * values come out as RGB whatever the data set calls the codestream (YBR_RCT, YBR_ICT).
 */
export async function decodeJpeg2000(
  bytes: Uint8Array,
  image: ImageDescription,
  codecs: CodecSet,
): Promise<DecodeStep> {
  const codestream = unwrapJ2k(bytes);
  const checked = checkJ2k(codestream, image);
  if (!checked.ok) return checked;
  const header = checked.value;
  if (header.isHighThroughput) return decodeWith('openjph', codestream, header, image, codecs);
  // The build writes three components of 8 bits, one of up to 16, and no negative value below 9 bits.
  if (header.componentCount > 1 && header.bitsPerSample > 8) {
    return decodeFailure('DECODE_FAILED', 'JPEG 2000 colour of more than 8 bits');
  }
  if (header.isSigned && header.bitsPerSample <= 8) {
    return decodeFailure('DECODE_FAILED', 'signed JPEG 2000 of 8 bits or less');
  }
  return decodeWith('openjpeg', codestream, header, image, codecs);
}

/** Decodes one High-Throughput JPEG 2000 frame (PS3.5 A.4.10) with OpenJPH. */
export async function decodeHtj2k(
  bytes: Uint8Array,
  image: ImageDescription,
  codecs: CodecSet,
): Promise<DecodeStep> {
  const codestream = unwrapJ2k(bytes);
  const checked = checkJ2k(codestream, image);
  if (!checked.ok) return checked;
  const header = checked.value;
  if (header.isSubsampled)
    return decodeFailure('DECODE_FAILED', 'HTJ2K with subsampled components');
  if (header.isSigned && header.bitsPerSample <= 8) {
    return decodeFailure('DECODE_FAILED', 'signed HTJ2K of 8 bits or less');
  }
  return decodeWith(
    header.isHighThroughput ? 'openjph' : 'openjpeg',
    codestream,
    header,
    image,
    codecs,
  );
}

function checkJ2k(
  codestream: Uint8Array,
  image: ImageDescription,
): Result<J2kHeader, DicomFailure> {
  const header = readJ2kHeader(codestream);
  if (header === null) return decodeFailure('DECODE_FAILED', 'JPEG 2000 header damaged');
  const disagreement = sizeDisagreement(header, image);
  if (disagreement !== null) return disagreement;
  if (header.offsetX !== 0 || header.offsetY !== 0 || !header.isUniform) {
    return decodeFailure('DECODE_FAILED', 'JPEG 2000 with image offset or mixed components');
  }
  if (header.bitsPerSample > 16) {
    return decodeFailure('DECODE_FAILED', `JPEG 2000 of ${header.bitsPerSample} bits`);
  }
  if (header.tileCount > tilesMax) {
    return decodeFailure('IMAGE_TOO_LARGE', `${header.tileCount} tiles; the limit is ${tilesMax}`);
  }
  return ok(header);
}

async function decodeWith(
  name: 'openjpeg' | 'openjph',
  codestream: Uint8Array,
  header: J2kHeader,
  image: ImageDescription,
  codecs: CodecSet,
): Promise<DecodeStep> {
  const decoded =
    name === 'openjpeg'
      ? await runWasmDecoder(name, codecs, (m) => new m.J2KDecoder(), codestream, image)
      : await runWasmDecoder(name, codecs, (m) => new m.HTJ2KDecoder(), codestream, image);
  if (!decoded.ok) return decoded;
  const { bytes, bitsPerSample } = decoded.value;
  // OpenJPEG's wrapper turns subsampled chroma into RGB itself.
  const isRgb = header.hasComponentTransform || header.isSubsampled;
  const declared = image.PhotometricInterpretation;
  const isTransformName = declared === 'YBR_RCT' || declared === 'YBR_ICT';
  return ok({
    values: valuesOfBytes(bytes, bitsPerSample, header.isSigned),
    PhotometricInterpretation:
      header.componentCount === 3 && (isRgb || isTransformName) ? 'RGB' : declared,
    bitsPerSample,
    lossy: !header.isReversible,
    isPixelCell: false,
  });
}
