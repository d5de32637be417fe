import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, levelToView, paintedRegion, visibleRegion } from './level-region.ts';
import { levelForScale } from './picture.ts';
import { fitView, imageToView, transformPoint, type QuarterTurn } from './view-transform.ts';

const size = { width: 800, height: 600, devicePixelRatio: 1 };
const shape = { Columns: 4000, Rows: 3000, pixelWidth: 1, pixelHeight: 1 };

const anyView = fc.record({
  zoom: fc.double({ min: 0.1, max: 8, noNaN: true }),
  panX: fc.double({ min: -2000, max: 2000, noNaN: true }),
  panY: fc.double({ min: -2000, max: 2000, noNaN: true }),
  rotation: fc.constantFrom<QuarterTurn>(0, 90, 180, 270),
  isFlippedX: fc.boolean(),
  isFlippedY: fc.boolean(),
});

describe('levels and regions', () => {
  it('takes the smallest level that still has a pixel for each of the screen', () => {
    expect([2, 1, 0.99, 0.5, 0.49, 0.25, 0.2, 0.1].map(levelForScale)).toEqual([
      0, 0, 0, 1, 1, 2, 2, 3,
    ]);
  });

  it('puts a pixel of every level and region where the frame has it', () => {
    fc.assert(
      fc.property(anyView, fc.nat(3), fc.nat(100), fc.nat(100), (view, level, x, y) => {
        const affine = imageToView(view, shape, size);
        const region = { x, y, width: 10, height: 10 };
        const corner = transformPoint(levelToView(affine, level, region), { x: 0, y: 0 });
        const side = 2 ** level;
        const expected = transformPoint(affine, { x: x * side - 0.5, y: y * side - 0.5 });
        expect(corner.x).toBeCloseTo(expected.x, 6);
        expect(corner.y).toBeCloseTo(expected.y, 6);
      }),
    );
  });

  it('paints everything that is in sight, and only pixels that there are', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const affine = imageToView(view, shape, size);
        const visible = visibleRegion(affine, 0, 4000, 3000, size);
        const painted = paintedRegion(visible, 4000, 3000);
        expect(contains(painted, visible)).toBe(true);
        expect(painted.x).toBeGreaterThanOrEqual(0);
        expect(painted.x + painted.width).toBeLessThanOrEqual(4000);
        expect(painted.y + painted.height).toBeLessThanOrEqual(3000);
      }),
    );
  });

  it('paints small levels whole and of large ones little more than the viewport', () => {
    const affine = imageToView({ ...fitView, zoom: 1 }, shape, size);
    const visible = visibleRegion(affine, 0, 4000, 3000, size);
    expect(visible).toEqual({ x: 1600, y: 1200, width: 800, height: 600 });
    expect(paintedRegion(visible, 4000, 3000).width).toBe(1120);
    expect(paintedRegion(visible, 2000, 1500)).toEqual({ x: 0, y: 0, width: 2000, height: 1500 });
  });
});
