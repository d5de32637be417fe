/**
 * Writes shared/src/codec/self-test-codestreams.ts: the self-test picture in every codec. Run it with
 * `node e2e/tools/make-self-test-codestreams.ts` after a change of the picture or of the cases.
 * RLE and JPEG come from the plain encoders of shared/testing, the others from the encoders of the
 * codec packages (CharLS, OpenJPEG, OpenJPH, libjxl).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { selfTestPixels } from '#shared/codec/self-test-images.ts';
import { encodeDctJpeg, encodeLosslessJpeg } from '../../shared/testing/encode-jpeg.ts';
import { encodeRleFrame } from '../../shared/testing/encode-rle-frame.ts';

const require = createRequire(import.meta.url);

interface FrameToEncode {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned: boolean;
  readonly isUsingColorTransform: boolean;
}
interface Encoder {
  getDecodedBuffer(frame: FrameToEncode): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  setLossless?(isLossless: boolean): void;
  setQuality?(isLossless: boolean, quantisation: number): void;
  setDecompositions?(count: number): void;
}
type EncoderModule = Readonly<Record<string, new () => Encoder>>;

const size = 16;
const frame = { width: size, height: size, isSigned: false, isUsingColorTransform: false } as const;

async function encodeWith(packageName: string, prefix: string, className: string) {
  const loaded: unknown = await import(require.resolve(`${packageName}/${prefix}wasmjs`));
  const { default: factory } = loaded as {
    default: (options: object) => Promise<EncoderModule>;
  };
  const wasmBinary = readFileSync(require.resolve(`${packageName}/${prefix}wasm`));
  const module = await factory({ wasmBinary, print: () => undefined, printErr: () => undefined });
  const EncoderClass = module[className];
  if (EncoderClass === undefined) throw new Error(`${packageName} has no ${className}`);
  const encoder = new EncoderClass();
  const target = encoder.getDecodedBuffer({ ...frame, bitsPerSample: 12, componentCount: 1 });
  target.set(new Uint8Array(selfTestPixels(12).buffer));
  encoder.setLossless?.(true);
  encoder.setQuality?.(true, 0);
  encoder.setDecompositions?.(2);
  encoder.encode();
  return Uint8Array.from(encoder.getEncodedBuffer());
}

const source = (bitsPerSample: 8 | 12) =>
  ({
    width: size,
    height: size,
    values: selfTestPixels(bitsPerSample),
    componentCount: 1,
    bitsPerSample,
  }) as const;

const codestreams = {
  rle: encodeRleFrame(new Uint8Array(selfTestPixels(12).buffer), {
    pixelCount: size * size,
    samplesPerPixel: 1,
    bytesPerSample: 2,
  }),
  jpeg: encodeDctJpeg(source(8)),
  'jpeg-12': encodeDctJpeg(source(12)),
  'jpeg-lossless': encodeLosslessJpeg(source(12)),
  'jpeg-ls': await encodeWith('@cornerstonejs/codec-charls', '', 'JpegLSEncoder'),
  'jpeg-2000': await encodeWith('@cornerstonejs/codec-openjpeg', '', 'J2KEncoder'),
  htj2k: await encodeWith('@cornerstonejs/codec-openjph', '', 'HTJ2KEncoder'),
  'jpeg-xl': await encodeWith('@cornerstonejs/codec-libjxl', 'encode', 'JpegXLEncoder'),
};

const lines = Object.entries(codestreams).map(
  ([codec, bytes]) => `  '${codec}':\n    '${Buffer.from(bytes).toString('base64')}',`,
);
writeFileSync(
  new URL('../../shared/src/codec/self-test-codestreams.ts', import.meta.url),
  `/** The self-test picture in every codec, base64. Made by e2e/tools/make-self-test-codestreams.ts. */
export const selfTestCodestreams = {
${lines.join('\n')}
} as const;
`,
);
