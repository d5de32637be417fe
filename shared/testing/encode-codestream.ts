import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { assert } from '../src/failure/assert.ts';
import type { DicomDataset } from '../src/dicom/dicom-json.ts';
import { elementOf } from '../src/dicom/write-part10.ts';
import { numberOf, textOf } from '../src/dicom/element-access.ts';
import { tags } from '../src/dicom/tag.ts';
import { transferSyntaxOf } from '../src/dicom/transfer-syntax.ts';
import { writePart10 } from '../src/dicom/write-part10.ts';
import { encodeInstance } from './encode-instance.ts';
import type { SyntheticInstance } from './synthetic-instance.ts';

const require = createRequire(import.meta.url);

interface FrameShape {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned: boolean;
  readonly isUsingColorTransform: boolean;
}

/** The encoders of the codec packages: unlike the decoders, they have no types of their own. */
interface Encoder {
  getDecodedBuffer(shape: FrameShape): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  delete(): void;
  setNearLossless?(error: number): void;
  setInterleaveMode?(mode: number): void;
  setQuality?(lossless: boolean | number, step?: number): void;
  setSubSampling?(sampling: number): void;
  setProgressive?(progressive: boolean): void;
  setProgressionOrder?(order: number): void;
}
type EncoderModule = Readonly<Record<string, new () => Encoder>>;
type Factory = (options: object) => Promise<EncoderModule>;

const packages = {
  'jpeg-ls': ['@cornerstonejs/codec-charls', 'JpegLSEncoder'],
  'jpeg-baseline': ['@cornerstonejs/codec-libjpeg-turbo-8bit', 'JPEGEncoder'],
  'jpeg-2000': ['@cornerstonejs/codec-openjpeg', 'J2KEncoder'],
  htj2k: ['@cornerstonejs/codec-openjph', 'HTJ2KEncoder'],
} as const;

type EncodableCodec = keyof typeof packages;

/** Transfer syntaxes that `encodeWithCodec` writes beyond those of `encodeInstance`. */
export const encodableSyntaxes: readonly string[] = [
  '50',
  '80',
  '81',
  '90',
  '91',
  '201',
  '202',
  '203',
].map((end) => `1.2.840.10008.1.2.4.${end}`);

/** Writes a synthetic instance in any transfer syntax that the project has an encoder for. Node only. */
export async function encodeWithCodec(
  instance: SyntheticInstance,
  TransferSyntaxUID: string,
): Promise<Uint8Array> {
  if (!encodableSyntaxes.includes(TransferSyntaxUID)) {
    return await encodeInstance(instance, TransferSyntaxUID);
  }
  const syntax = transferSyntaxOf(TransferSyntaxUID);
  assert(syntax !== undefined && syntax.codec in packages, 'there is an encoder');
  const encoder = await openEncoder(syntax.codec as EncodableCodec);
  const shape = shapeOf(instance.dataset);
  configure(encoder, TransferSyntaxUID, shape.componentCount > 1);
  const frames = instance.frames.map((frame) => {
    encoder.getDecodedBuffer(shape).set(frame);
    encoder.encode();
    return Uint8Array.from(encoder.getEncodedBuffer());
  });
  encoder.delete();
  const dataset = described(instance.dataset, syntax.codec, syntax.compression === 'lossy');
  return writePart10({ TransferSyntaxUID, dataset, frames });
}

async function openEncoder(codec: EncodableCodec): Promise<Encoder> {
  const [name, encoderName] = packages[codec];
  const loaded = require(require.resolve(`${name}/wasmjs`)) as Factory | { default: Factory };
  const factory = typeof loaded === 'function' ? loaded : loaded.default;
  const module = await factory({
    wasmBinary: readFileSync(require.resolve(`${name}/wasm`)),
    print: () => undefined,
    printErr: () => undefined,
  });
  const Constructor = module[encoderName];
  assert(Constructor !== undefined, `${name} has ${encoderName}`);
  return new Constructor();
}

function configure(encoder: Encoder, TransferSyntaxUID: string, isColour: boolean): void {
  const end = TransferSyntaxUID.split('.').at(-1);
  if (end === '50') {
    encoder.setProgressive?.(false);
    encoder.setQuality?.(90);
  } else if (end === '80' || end === '81') {
    encoder.setNearLossless?.(end === '81' ? 2 : 0);
    // Samples of a pixel side by side (ISO 14495-1 C.2.3, ILV 2), as they are drawn.
    encoder.setInterleaveMode?.(isColour ? 2 : 0);
  } else {
    encoder.setQuality?.(end !== '91' && end !== '203', 0.002);
    // RPCL, as the syntax of .202 demands.
    if (end === '202') encoder.setProgressionOrder?.(2);
  }
}

function shapeOf(dataset: DicomDataset): FrameShape {
  const componentCount = numberOf(dataset, tags.SamplesPerPixel) ?? 1;
  return {
    width: numberOf(dataset, tags.Columns) ?? 0,
    height: numberOf(dataset, tags.Rows) ?? 0,
    bitsPerSample: numberOf(dataset, tags.BitsStored) ?? 8,
    componentCount,
    isSigned: numberOf(dataset, tags.PixelRepresentation) === 1,
    isUsingColorTransform: componentCount === 3,
  };
}

/** What compression changes in the attributes (PS3.3 C.7.6.1.1.5, PS3.5 8.2). */
function described(dataset: DicomDataset, codec: string, isLossy: boolean): DicomDataset {
  const isColour = numberOf(dataset, tags.SamplesPerPixel) === 3;
  const colour = {
    'jpeg-baseline': 'YBR_FULL_422',
    'jpeg-2000': isLossy ? 'YBR_ICT' : 'YBR_RCT',
    htj2k: isLossy ? 'YBR_ICT' : 'YBR_RCT',
  }[codec];
  const PhotometricInterpretation =
    isColour && colour !== undefined ? colour : textOf(dataset, tags.PhotometricInterpretation);
  const method = {
    'jpeg-baseline': 'ISO_10918_1',
    'jpeg-ls': 'ISO_14495_1',
    'jpeg-2000': 'ISO_15444_1',
    htj2k: 'ISO_15444_15',
  }[codec];
  return {
    ...dataset,
    [tags.PhotometricInterpretation]: elementOf(
      tags.PhotometricInterpretation,
      PhotometricInterpretation,
    ),
    ...(isLossy
      ? {
          [tags.LossyImageCompression]: elementOf(tags.LossyImageCompression, '01'),
          [tags.LossyImageCompressionRatio]: elementOf(tags.LossyImageCompressionRatio, 8),
          [tags.LossyImageCompressionMethod]: elementOf(
            tags.LossyImageCompressionMethod,
            method ?? '',
          ),
        }
      : {}),
  };
}
