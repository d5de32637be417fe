import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodedFrame, StoredValues } from './image-description.ts';
import { buildPyramid, halveFrame } from './mip-pyramid.ts';

function frameOf(
  Rows: number,
  Columns: number,
  values: StoredValues,
  SamplesPerPixel = 1,
): DecodedFrame {
  return {
    Rows,
    Columns,
    SamplesPerPixel,
    values,
    PhotometricInterpretation: SamplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB',
    minValue: 0,
    maxValue: 0,
    lossy: false,
  };
}

describe('halveFrame', () => {
  it('averages 2 × 2 values, rounding half up, also below zero', () => {
    expect(halveFrame(frameOf(2, 4, Int16Array.of(1, 2, -1, -2, 3, 4, -3, -4))).values).toEqual(
      Int16Array.of(3, -2),
    );
  });

  it('counts the last row and column of odd sizes twice', () => {
    const halved = halveFrame(frameOf(3, 3, Uint8Array.of(0, 0, 8, 0, 0, 8, 4, 4, 100)));
    expect([halved.Rows, halved.Columns]).toEqual([2, 2]);
    expect(halved.values).toEqual(Uint8Array.of(0, 8, 4, 100));
  });

  it('averages each sample of a colour frame by itself', () => {
    const halved = halveFrame(frameOf(1, 2, Uint8Array.of(0, 10, 20, 2, 30, 40), 3));
    expect(halved.values).toEqual(Uint8Array.of(1, 20, 30));
  });

  it('never mixes palette indices', () => {
    const frame = {
      ...frameOf(1, 2, Uint8Array.of(3, 200)),
      PhotometricInterpretation: 'PALETTE COLOR',
    };
    expect(halveFrame(frame).values).toEqual(Uint8Array.of(3));
  });

  it('keeps the mean of floats exact', () => {
    expect(halveFrame(frameOf(1, 2, Float32Array.of(0.25, 0.75))).values).toEqual(
      Float32Array.of(0.5),
    );
  });

  it('stays between the lowest and the highest value, whatever the size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.infiniteStream(fc.integer({ min: -32768, max: 32767 })),
        (rows, columns, stream) => {
          const values = Int16Array.from(
            { length: rows * columns },
            () => stream.next().value ?? 0,
          );
          const halved = halveFrame(frameOf(rows, columns, values));
          expect(halved.values.length).toBe(Math.ceil(rows / 2) * Math.ceil(columns / 2));
          expect(Math.min(...halved.values)).toBeGreaterThanOrEqual(Math.min(...values));
          expect(Math.max(...halved.values)).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });
});

describe('buildPyramid', () => {
  it('goes down to the wanted size, the frame itself first', () => {
    const frame = frameOf(100, 40, new Uint8Array(4000));
    const sizes = buildPyramid(frame, 30).map(({ Rows, Columns }) => [Rows, Columns]);
    expect(sizes).toEqual([
      [100, 40],
      [50, 20],
      [25, 10],
    ]);
    expect(buildPyramid(frame, 0).at(-1)).toMatchObject({ Rows: 1, Columns: 1 });
  });
});
