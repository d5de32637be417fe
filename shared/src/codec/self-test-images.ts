import { bytesFromBase64 } from '../dicom/element-access.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { selfTestCodestreams } from './self-test-codestreams.ts';

/** A 16 × 16 grey image in one codec, with the pixels that it must decode to. */
export interface SelfTestImage {
  readonly codec: string;
  readonly TransferSyntaxUID: string;
  readonly image: ImageDescription;
  readonly bytes: Uint8Array;
  readonly expected: Uint16Array;
  /** Largest difference allowed: 0 for lossless codecs, 1 for the DCT at quantisation 1. */
  readonly tolerance: number;
}

interface SelfTestCase {
  readonly codec: keyof typeof selfTestCodestreams;
  readonly TransferSyntaxUID: string;
  readonly bits: 8 | 12;
  readonly tolerance: number;
}

const uid = '1.2.840.10008.1.2';

/** One case for each decoder that could be missing or broken offline. */
const selfTestCases: readonly SelfTestCase[] = [
  { codec: 'rle', TransferSyntaxUID: `${uid}.5`, bits: 12, tolerance: 0 },
  { codec: 'jpeg', TransferSyntaxUID: `${uid}.4.50`, bits: 8, tolerance: 1 },
  { codec: 'jpeg-12', TransferSyntaxUID: `${uid}.4.51`, bits: 12, tolerance: 1 },
  { codec: 'jpeg-lossless', TransferSyntaxUID: `${uid}.4.70`, bits: 12, tolerance: 0 },
  { codec: 'jpeg-ls', TransferSyntaxUID: `${uid}.4.80`, bits: 12, tolerance: 0 },
  { codec: 'jpeg-2000', TransferSyntaxUID: `${uid}.4.90`, bits: 12, tolerance: 0 },
  { codec: 'htj2k', TransferSyntaxUID: `${uid}.4.201`, bits: 12, tolerance: 0 },
  { codec: 'jpeg-xl', TransferSyntaxUID: `${uid}.4.110`, bits: 12, tolerance: 0 },
];

const size = 16;

/** The picture of the self-test: two crossed gradients with a step in them, 0 to 2^bits - 1. */
export function selfTestPixels(bits: 8 | 12): Uint16Array {
  const highest = 2 ** bits - 1;
  return Uint16Array.from({ length: size * size }, (_, index) => {
    const x = index % size;
    const y = Math.floor(index / size);
    const step = x >= 8 && y >= 8 ? 0.25 : 0;
    return Math.round(((x * 3 + y * 2) / 75) * 0.75 * highest + step * highest);
  });
}

/** All self-test images, decoded from their embedded form. */
export function selfTestImages(): SelfTestImage[] {
  return selfTestCases.map(({ codec, TransferSyntaxUID, bits, tolerance }) => ({
    codec,
    TransferSyntaxUID,
    tolerance,
    image: selfTestDescription(bits),
    bytes: bytesFromBase64(selfTestCodestreams[codec]),
    expected: selfTestPixels(bits),
  }));
}

function selfTestDescription(bits: 8 | 12): ImageDescription {
  return {
    Rows: size,
    Columns: size,
    NumberOfFrames: 1,
    SamplesPerPixel: 1,
    BitsAllocated: bits === 8 ? 8 : 16,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
    PhotometricInterpretation: 'MONOCHROME2',
    PlanarConfiguration: 0,
    element: 'PixelData',
    bigEndian: false,
  };
}
