import { ok } from '../failure/result.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { DecodeStep } from './codec-output.ts';
import type { CodecSet } from './codec-set.ts';
import { valuesOfBytes } from './pixel-cells.ts';
import { readJpegXlSize } from './read-jpeg-xl-size.ts';
import { runWasmDecoder } from './run-wasm-decoder.ts';

/**
 * Decodes one JPEG XL frame (ISO 18181; PS3.5 A.4.12) with libjxl, which gives grey or RGB.
 * Whether it lost information only the transfer syntax says: the caller sets `lossy`.
 */
export async function decodeJpegXl(
  bytes: Uint8Array,
  image: ImageDescription,
  codecs: CodecSet,
): Promise<DecodeStep> {
  const size = readJpegXlSize(bytes);
  if (size === null) return decodeFailure('DECODE_FAILED', 'JPEG XL header damaged');
  if (size.width !== image.Columns || size.height !== image.Rows) {
    return decodeFailure(
      'DECODE_SIZE_WRONG',
      `codestream ${size.width} × ${size.height}, described ${image.Columns} × ${image.Rows}`,
    );
  }
  const decoded = await runWasmDecoder(
    'libjxl',
    codecs,
    (m) => new m.JpegXLDecoder(),
    bytes,
    image,
  );
  if (!decoded.ok) return decoded;
  const { bitsPerSample, isSigned } = decoded.value;
  return ok({
    values: valuesOfBytes(decoded.value.bytes, bitsPerSample, isSigned),
    PhotometricInterpretation:
      image.SamplesPerPixel === 3 ? 'RGB' : image.PhotometricInterpretation,
    bitsPerSample,
    lossy: true,
    isPixelCell: false,
  });
}
