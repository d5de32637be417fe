import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import { describeImage } from './describe-image.ts';

const littleEndian = '1.2.840.10008.1.2.1';
const complete = {
  Rows: 2,
  Columns: 3,
  SamplesPerPixel: 1,
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelRepresentation: 1,
  PhotometricInterpretation: 'MONOCHROME1',
} as const;

function described(changes: Parameters<typeof datasetOf>[0], syntax = littleEndian) {
  const image = describeImage(datasetOf({ ...complete, ...changes }), syntax);
  return image.ok ? image.value : image.failure;
}

describe('describeImage', () => {
  it('reads the Image Pixel Module', () => {
    expect(described({ NumberOfFrames: 5 })).toEqual({
      ...complete,
      NumberOfFrames: 5,
      PlanarConfiguration: 0,
      element: 'PixelData',
      bigEndian: false,
    });
    expect(described({}, '1.2.840.10008.1.2.2')).toMatchObject({ bigEndian: true });
  });

  it.each([
    ['Rows', { Rows: 0 }, '00280010'],
    ['Columns', { Columns: 70000 }, '00280011'],
    ['SamplesPerPixel', { SamplesPerPixel: 255 }, '00280002'],
    ['BitsAllocated', { BitsAllocated: 7 }, '00280100'],
    ['BitsStored', { BitsStored: 0 }, '00280100'],
  ] as const)('names %s where it makes no image', (_, changes, tag) => {
    expect(described(changes)).toMatchObject({ code: 'PIXEL_DESCRIPTION_INVALID', tag });
  });

  it('puts right what can only mean one thing', () => {
    expect(described({ BitsStored: 32 })).toMatchObject({ BitsStored: 16, HighBit: 15 });
    expect(described({ HighBit: 30 })).toMatchObject({ HighBit: 11 });
    expect(described({ HighBit: 15 })).toMatchObject({ HighBit: 15 });
    expect(described({ NumberOfFrames: -1 })).toMatchObject({ NumberOfFrames: 1 });
    expect(described({ PhotometricInterpretation: [] })).toMatchObject({
      PhotometricInterpretation: 'MONOCHROME2',
    });
  });

  it('takes 32 and 64 bits without Bits Stored for float and double', () => {
    expect(described({ BitsAllocated: 32, BitsStored: [], HighBit: [] })).toMatchObject({
      element: 'FloatPixelData',
      BitsStored: 32,
    });
    expect(described({ BitsAllocated: 64, BitsStored: [], HighBit: [] })).toMatchObject({
      element: 'DoubleFloatPixelData',
      BitsStored: 64,
    });
    expect(described({ BitsAllocated: 32, BitsStored: 32, HighBit: 31 })).toMatchObject({
      element: 'PixelData',
    });
  });
});
