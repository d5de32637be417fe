import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import type { DecodedFrame } from './image-description.ts';
import { pixelSpacingOf } from './pixel-spacing.ts';
import { roiStatistics } from './roi-statistics.ts';

const identity = { kind: 'rescale', slope: 1, intercept: 0, unit: null } as const;
const spaced = pixelSpacingOf(datasetOf({ Modality: 'CT', PixelSpacing: [0.5, 0.25] }), 0);
const unspaced = pixelSpacingOf(datasetOf({}), 0);

/** 10 × 10, each value 10 × row + column. */
const ramp: DecodedFrame = {
  Rows: 10,
  Columns: 10,
  SamplesPerPixel: 1,
  values: Int16Array.from({ length: 100 }, (_, i) => i),
  PhotometricInterpretation: 'MONOCHROME2',
  minValue: 0,
  maxValue: 99,
  lossy: false,
};

describe('roiStatistics', () => {
  it('counts pixels whose centre lies inside or on the edge: a rectangle of 3 × 2', () => {
    const corners = [
      { x: 1, y: 1 },
      { x: 3, y: 2 },
    ] as const;
    const statistics = roiStatistics('rectangle', corners, ramp, identity, spaced, null);
    // 11 12 13 21 22 23: mean 17, deviations 6 5 4 4 5 6.
    expect(statistics).toMatchObject({ pixelCount: 6, mean: 17, minimum: 11, maximum: 23 });
    expect(statistics.standardDeviation).toBeCloseTo(Math.sqrt(154 / 6), 12);
    expect(statistics.areaPx).toBe(2);
    expect(statistics.areaMm2).toBe(2 * 0.5 * 0.25);
  });

  it('counts a circle of radius 2: 13 centres', () => {
    const corners = [
      { x: 2, y: 2 },
      { x: 6, y: 6 },
    ] as const;
    const statistics = roiStatistics('ellipse', corners, ramp, identity, unspaced, null);
    expect(statistics).toMatchObject({ pixelCount: 13, mean: 44, areaMm2: null });
    expect(statistics.areaPx).toBeCloseTo(4 * Math.PI, 12);
  });

  it('speaks in modality values and their unit', () => {
    const hu = { kind: 'rescale', slope: 2, intercept: -1000, unit: 'HU' } as const;
    const corners = [
      { x: 4, y: 4 },
      { x: 4, y: 4 },
    ] as const;
    expect(roiStatistics('rectangle', corners, ramp, hu, spaced, null)).toMatchObject({
      pixelCount: 1,
      mean: 2 * 44 - 1000,
      standardDeviation: 0,
      unit: 'HU',
    });
  });

  it('leaves padding out, and is empty where nothing is left', () => {
    const corners = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
    ] as const;
    const part = roiStatistics('rectangle', corners, ramp, identity, spaced, {
      lowest: 0,
      highest: 0,
    });
    expect(part).toMatchObject({ pixelCount: 1, mean: 1 });
    const nothing = roiStatistics('rectangle', corners, ramp, identity, spaced, {
      lowest: 0,
      highest: 9,
    });
    expect(nothing).toMatchObject({ pixelCount: 0, mean: null, standardDeviation: null });
  });

  it('is cut at the border of the frame, and empty outside', () => {
    const corner = roiStatistics(
      'rectangle',
      [
        { x: 8, y: 8 },
        { x: 30, y: 30 },
      ],
      ramp,
      identity,
      spaced,
      null,
    );
    expect(corner.pixelCount).toBe(4);
    const outside = roiStatistics(
      'ellipse',
      [
        { x: 20, y: 20 },
        { x: 30, y: 30 },
      ],
      ramp,
      identity,
      spaced,
      null,
    );
    expect(outside.pixelCount).toBe(0);
  });

  it('has no values for colour', () => {
    const colour = { ...ramp, SamplesPerPixel: 3, Columns: 3 };
    const corners = [
      { x: 0, y: 0 },
      { x: 2, y: 2 },
    ] as const;
    expect(roiStatistics('rectangle', corners, colour, identity, spaced, null)).toMatchObject({
      pixelCount: 0,
      mean: null,
      areaPx: 4,
    });
  });

  it('agrees with the definition for any ellipse, whichever corners are given', () => {
    const coordinate = fc.double({ min: -2, max: 12, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (x1, y1, x2, y2) => {
        const corners = [
          { x: x1, y: y1 },
          { x: x2, y: y2 },
        ] as const;
        const turned = [
          { x: x2, y: y1 },
          { x: x1, y: y2 },
        ] as const;
        // Centres within a hair of the edge may fall on either side of it.
        const countWithin = (limit: number) =>
          [...ramp.values].filter((_, i) => {
            const x = (i % 10) - (x1 + x2) / 2;
            const y = Math.floor(i / 10) - (y1 + y2) / 2;
            const [a, b] = [Math.abs(x2 - x1) / 2, Math.abs(y2 - y1) / 2];
            return (x / a) ** 2 + (y / b) ** 2 <= limit;
          }).length;
        fc.pre(Math.abs(x1 - x2) > 0.01 && Math.abs(y1 - y2) > 0.01);
        const statistics = roiStatistics('ellipse', corners, ramp, identity, spaced, null);
        expect(statistics.pixelCount).toBeGreaterThanOrEqual(countWithin(1 - 1e-5));
        expect(statistics.pixelCount).toBeLessThanOrEqual(countWithin(1 + 1e-5));
        expect(roiStatistics('ellipse', turned, ramp, identity, spaced, null)).toEqual(statistics);
      }),
    );
  });
});
