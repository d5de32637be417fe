import { describe, expect, it } from 'vitest';
import { imageDescription } from '../../testing/image-description.ts';
import { decodeNative } from './native.ts';

function valuesOf(bytes: readonly number[], changes: Parameters<typeof imageDescription>[0]) {
  const decoded = decodeNative(Uint8Array.from(bytes), imageDescription(changes));
  return decoded.ok ? Array.from(decoded.value.values) : decoded.failure.code;
}

describe('decodeNative', () => {
  it('reads little and big endian 16-bit cells', () => {
    const shape = { Rows: 1, Columns: 2 };
    expect(valuesOf([0x34, 0x12, 0xff, 0xff], shape)).toEqual([0x1234, 0xffff]);
    expect(valuesOf([0x12, 0x34, 0xff, 0xfe], { ...shape, bigEndian: true })).toEqual([
      0x1234, 0xfffe,
    ]);
  });

  it('reads signed cells by Pixel Representation', () => {
    const signed = { Rows: 1, Columns: 1, PixelRepresentation: 1 as const };
    expect(valuesOf([0xfe, 0xff], signed)).toEqual([-2]);
    expect(valuesOf([0xfe], { ...signed, BitsAllocated: 8 })).toEqual([-2]);
    expect(valuesOf([0, 0, 0, 0x80], { ...signed, BitsAllocated: 32 })).toEqual([-(2 ** 31)]);
  });

  it('reads unaligned bytes', () => {
    const bytes = Uint8Array.from([9, 0x34, 0x12]).subarray(1);
    const decoded = decodeNative(bytes, imageDescription({ Rows: 1, Columns: 1 }));
    expect(decoded.ok && Array.from(decoded.value.values)).toEqual([0x1234]);
  });

  it('reads float and double', () => {
    const float = new Uint8Array(new Float32Array([1.5, -2]).buffer);
    expect(
      valuesOf(Array.from(float), {
        Rows: 1,
        Columns: 2,
        BitsAllocated: 32,
        element: 'FloatPixelData',
      }),
    ).toEqual([1.5, -2]);
    const double = new Uint8Array(new Float64Array([Math.PI]).buffer);
    expect(
      valuesOf(Array.from(double), {
        Rows: 1,
        Columns: 1,
        BitsAllocated: 64,
        element: 'DoubleFloatPixelData',
      }),
    ).toEqual([Math.PI]);
  });

  it('unpacks 1-bit samples, the lowest bit first (PS3.5 8.1.1)', () => {
    expect(valuesOf([0b00001101, 0b1], { Rows: 3, Columns: 3, BitsAllocated: 1 })).toEqual([
      1, 0, 1, 1, 0, 0, 0, 0, 1,
    ]);
  });

  it('interleaves colour by plane', () => {
    const shape = {
      Rows: 1,
      Columns: 2,
      SamplesPerPixel: 3,
      BitsAllocated: 8,
      PhotometricInterpretation: 'RGB',
    };
    expect(valuesOf([1, 2, 3, 4, 5, 6], { ...shape, PlanarConfiguration: 1 })).toEqual([
      1, 3, 5, 2, 4, 6,
    ]);
    expect(valuesOf([1, 2, 3, 4, 5, 6], shape)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('repeats the shared chroma of YBR_FULL_422 and calls the result YBR_FULL', () => {
    const image = imageDescription({
      Rows: 1,
      Columns: 4,
      SamplesPerPixel: 3,
      BitsAllocated: 8,
      PhotometricInterpretation: 'YBR_FULL_422',
    });
    // Y1 Y2 Cb Cr, twice.
    const decoded = decodeNative(Uint8Array.from([10, 11, 1, 2, 12, 13, 3, 4]), image);
    expect(decoded.ok && decoded.value.PhotometricInterpretation).toBe('YBR_FULL');
    expect(decoded.ok && Array.from(decoded.value.values)).toEqual([
      10, 1, 2, 11, 1, 2, 12, 3, 4, 13, 3, 4,
    ]);
  });

  it('refuses a frame that ends early', () => {
    expect(valuesOf([1, 2, 3], { Rows: 1, Columns: 2 })).toBe('PIXEL_DATA_SHORT');
    expect(valuesOf([1], { Rows: 3, Columns: 3, BitsAllocated: 1 })).toBe('PIXEL_DATA_SHORT');
  });

  it('leaves padding behind the frame out', () => {
    expect(valuesOf([1, 2, 3, 0], { Rows: 1, Columns: 3, BitsAllocated: 8 })).toEqual([1, 2, 3]);
  });
});
