import type { ImageDescription } from '../src/pixel/image-description.ts';

/** A description for tests: 16-bit unsigned grey of one frame, with what the test cares about changed. */
export function imageDescription(changes: Partial<ImageDescription> = {}): ImageDescription {
  const BitsAllocated = changes.BitsAllocated ?? 16;
  const BitsStored = changes.BitsStored ?? BitsAllocated;
  return {
    Rows: 4,
    Columns: 4,
    NumberOfFrames: 1,
    SamplesPerPixel: 1,
    BitsAllocated,
    BitsStored,
    HighBit: BitsStored - 1,
    PixelRepresentation: 0,
    PhotometricInterpretation: 'MONOCHROME2',
    PlanarConfiguration: 0,
    element: 'PixelData',
    bigEndian: false,
    ...changes,
  };
}
