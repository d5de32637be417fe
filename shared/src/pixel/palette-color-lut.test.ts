import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfWords, datasetOf } from '../../testing/dataset-of.ts';
import { expandSegments, paletteOf } from './palette-color-lut.ts';

type Attributes = Parameters<typeof datasetOf>[0];

function palette(descriptor: number[], entries: Uint8Array): Attributes {
  return {
    RedPaletteColorLookupTableDescriptor: descriptor,
    GreenPaletteColorLookupTableDescriptor: descriptor,
    BluePaletteColorLookupTableDescriptor: descriptor,
    RedPaletteColorLookupTableData: entries,
    GreenPaletteColorLookupTableData: entries,
    BluePaletteColorLookupTableData: entries,
  };
}

function redOf(attributes: Attributes): number[] | undefined {
  const red = paletteOf(datasetOf(attributes))?.red;
  return red === undefined ? undefined : Array.from(red);
}

describe('paletteOf', () => {
  it('takes the upper 8 of 16 bits', () => {
    expect(redOf(palette([3, 0, 16], bytesOfWords([0, 0x80ff, 0xffff])))).toEqual([0, 128, 255]);
  });

  it('does not darken tables of 8-bit values that call themselves 16-bit', () => {
    expect(redOf(palette([3, 0, 16], bytesOfWords([0, 128, 255])))).toEqual([0, 128, 255]);
  });

  it('reads entries of 8 bits packed two to a word', () => {
    expect(redOf(palette([4, 0, 8], Uint8Array.of(1, 2, 3, 4)))).toEqual([1, 2, 3, 4]);
  });

  it('reads a first value below zero where pixels are signed', () => {
    const attributes = { ...palette([1, 0xffff, 8], Uint8Array.of(7, 0)), PixelRepresentation: 1 };
    expect(paletteOf(datasetOf(attributes))?.firstValue).toBe(-1);
  });

  it('is null where a table is missing or too short', () => {
    expect(redOf(palette([9, 0, 16], bytesOfWords([1, 2])))).toBeUndefined();
    expect(redOf({})).toBeUndefined();
  });

  it('expands segmented tables', () => {
    const segments = bytesOfWords([0, 2, 0, 0x1000, 1, 4, 0x5000]);
    const channel = (color: 'Red' | 'Green' | 'Blue') => ({
      [`${color}PaletteColorLookupTableDescriptor`]: [6, 0, 16],
      [`Segmented${color}PaletteColorLookupTableData`]: segments,
    });
    expect(redOf({ ...channel('Red'), ...channel('Green'), ...channel('Blue') })).toEqual([
      0, 0x10, 0x20, 0x30, 0x40, 0x50,
    ]);
  });
});

describe('expandSegments', () => {
  it('repeats segments by their byte offset (PS3.3 C.7.9.2.2.3)', () => {
    // Discrete 5 6 at byte 0, then one segment again from there.
    expect(Array.from(expandSegments([0, 2, 5, 6, 2, 1, 0, 0], 4, false) ?? [])).toEqual([
      5, 6, 5, 6,
    ]);
    expect(Array.from(expandSegments([0, 2, 5, 6, 2, 1, 0, 0, 0, 0], 4, true) ?? [])).toEqual([
      5, 6, 5, 6,
    ]);
  });

  it.each([
    ['a linear segment without a start', [1, 2, 9]],
    ['more entries than declared', [0, 9, 1, 2]],
    ['fewer entries than declared', [0, 1, 5]],
    ['an indirect segment that points at itself', [2, 1, 0, 0]],
    ['an unknown opcode', [7, 1, 5]],
  ])('refuses %s', (_, segments) => {
    expect(expandSegments(segments, 4, false)).toBeNull();
  });

  it('always ends, whatever the segments', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(300), { maxLength: 40 }),
        fc.integer({ min: 1, max: 64 }),
        (s, n) => {
          const entries = expandSegments(s, n, false);
          if (entries !== null) expect(entries.length).toBe(n);
        },
      ),
    );
  });
});
