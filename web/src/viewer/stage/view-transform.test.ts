import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitView,
  flipView,
  imageToView,
  inverseOf,
  oneToOne,
  panBy,
  rotateView,
  sidesSeen,
  transformPoint,
  zoomAt,
  zoomOf,
  type FrameShape,
  type QuarterTurn,
  type ViewTransform,
} from './view-transform.ts';

const size = { width: 800, height: 600, devicePixelRatio: 2 };
const square: FrameShape = { Columns: 512, Rows: 512, pixelWidth: 1, pixelHeight: 1 };

const anyView = fc.record({
  zoom: fc.option(fc.double({ min: 0.05, max: 20, noNaN: true })),
  panX: fc.double({ min: -300, max: 300, noNaN: true }),
  panY: fc.double({ min: -300, max: 300, noNaN: true }),
  rotation: fc.constantFrom<QuarterTurn>(0, 90, 180, 270),
  isFlippedX: fc.boolean(),
  isFlippedY: fc.boolean(),
}) satisfies fc.Arbitrary<ViewTransform>;
const anyShape = fc.record({
  Columns: fc.integer({ min: 1, max: 4000 }),
  Rows: fc.integer({ min: 1, max: 4000 }),
  pixelWidth: fc.constant(1),
  pixelHeight: fc.double({ min: 1, max: 4, noNaN: true }),
});

describe('the view transform', () => {
  it('fits a frame into the viewport and centres it', () => {
    const matrix = imageToView(fitView, square, size);
    expect(transformPoint(matrix, { x: 255.5, y: 255.5 })).toEqual({ x: 400, y: 300 });
    expect(transformPoint(matrix, { x: -0.5, y: -0.5 }).y).toBeCloseTo(0, 9);
    expect(transformPoint(matrix, { x: 511.5, y: 511.5 }).y).toBeCloseTo(600, 9);
  });

  it('draws pixels that are twice as high as wide twice as high', () => {
    const shape = { Columns: 100, Rows: 50, pixelWidth: 1, pixelHeight: 2 };
    const { a, d } = imageToView(fitView, shape, size);
    expect(d / a).toBe(2);
  });

  it('takes every point there and back', () => {
    fc.assert(
      fc.property(anyView, anyShape, fc.nat(4000), fc.nat(4000), (view, shape, x, y) => {
        const matrix = imageToView(view, shape, size);
        const back = transformPoint(inverseOf(matrix), transformPoint(matrix, { x, y }));
        expect(back.x).toBeCloseTo(x, 5);
        expect(back.y).toBeCloseTo(y, 5);
      }),
    );
  });

  it('keeps what lies under the fingers there when zooming within the limits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        fc.integer({ min: 200, max: 600 }),
        fc.integer({ min: 150, max: 450 }),
        (factor, x, y) => {
          const image = transformPoint(inverseOf(imageToView(fitView, square, size)), { x, y });
          const zoomed = zoomAt(fitView, factor, { x, y }, square, size);
          const after = transformPoint(imageToView(zoomed, square, size), image);
          expect(after.x).toBeCloseTo(x, 6);
          expect(after.y).toBeCloseTo(y, 6);
        },
      ),
    );
  });

  it('never lets the frame leave the viewport', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (dx, dy) => {
        const view = panBy(fitView, dx, dy, square, size);
        const centre = transformPoint(imageToView(view, square, size), { x: 255.5, y: 255.5 });
        expect(Math.abs(centre.x - 400)).toBeLessThan(400 + 300);
        expect(Math.abs(centre.y - 300)).toBeLessThan(300 + 300);
      }),
    );
  });

  it('shows one pixel of the frame on one of the screen at 1:1', () => {
    expect(zoomOf(oneToOne(fitView, square, size), square, size)).toBe(0.5);
  });

  it('lays the frame at 1:1 onto whole pixels of the screen, however large the window is', () => {
    const length = fc.integer({ min: 200, max: 2000 });
    fc.assert(
      fc.property(
        length,
        length,
        fc.constantFrom(1, 1.5, 2, 3),
        anyView,
        (width, height, ratio, view) => {
          const window = { width, height, devicePixelRatio: ratio };
          const frame = { Columns: 513, Rows: 300, pixelWidth: 1, pixelHeight: 1 };
          const { e, f, a, b, c, d } = imageToView(oneToOne(view, frame, window), frame, window);
          for (const edge of [e - (a + c) / 2, f - (b + d) / 2]) {
            expect(edge * ratio).toBeCloseTo(Math.round(edge * ratio), 6);
          }
        },
      ),
    );
  });

  it('turns clockwise on the screen, flipped or not, and is back after four turns', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const seen = sidesSeen(view);
        const turned = sidesSeen(rotateView(view));
        expect(turned.right).toBe(seen.top);
        expect(turned.bottom).toBe(seen.right);
        expect(turned.left).toBe(seen.bottom);
        expect(turned.top).toBe(seen.left);
        const four = rotateView(rotateView(rotateView(rotateView(view))));
        expect(sidesSeen(four)).toEqual(seen);
      }),
    );
  });

  it('names the sides where the frame really is', () => {
    const middle = { left: [0, 255.5], right: [511, 255.5], top: [255.5, 0], bottom: [255.5, 511] };
    fc.assert(
      fc.property(anyView, (view) => {
        const matrix = imageToView({ ...view, panX: 0, panY: 0 }, square, size);
        const seen = sidesSeen(view);
        const at = (side: keyof typeof seen): { x: number; y: number } => {
          const [x = 0, y = 0] = middle[seen[side]];
          return transformPoint(matrix, { x, y });
        };
        expect(at('left').x).toBeLessThan(400);
        expect(at('right').x).toBeGreaterThan(400);
        expect(at('top').y).toBeLessThan(300);
        expect(at('bottom').y).toBeGreaterThan(300);
      }),
    );
  });

  it('flips what is seen, and back', () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom('x', 'y'), (view, axis) => {
        const seen = sidesSeen(view);
        const flipped = sidesSeen(flipView(view, axis));
        if (axis === 'x') expect([flipped.left, flipped.right]).toEqual([seen.right, seen.left]);
        else expect([flipped.top, flipped.bottom]).toEqual([seen.bottom, seen.top]);
        expect(flipView(flipView(view, axis), axis)).toEqual({ ...view, panX: view.panX });
      }),
    );
  });
});
