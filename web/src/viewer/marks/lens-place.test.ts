import { describe, expect, it } from 'vitest';
import { transformPoint } from '../stage/view-transform.ts';
import { imageToLens, lensSizePx, placeLens } from './lens-place.ts';

const size = { width: 800, height: 600, devicePixelRatio: 1 };

describe('where the magnifier stands', () => {
  it('is 80 px above a finger, and nearer to a mouse, which covers nothing', () => {
    const place = placeLens({ x: 400, y: 400 }, false, size);
    expect(place).toEqual({ x: 400 - lensSizePx / 2, y: 400 - 80 - lensSizePx });
    expect(placeLens({ x: 400, y: 400 }, true, size).y).toBeGreaterThan(place.y);
  });

  it('is beside the finger where there is no room above it, on the roomier side', () => {
    expect(placeLens({ x: 200, y: 100 }, false, size).x).toBe(280);
    expect(placeLens({ x: 600, y: 100 }, false, size).x).toBe(600 - 80 - lensSizePx);
  });

  it('never leaves the viewport, nor do the words below it', () => {
    for (const x of [0, 20, 780, 800]) {
      for (const y of [0, 300, 600]) {
        const place = placeLens({ x, y }, false, size);
        expect(place.x).toBeGreaterThanOrEqual(56);
        expect(place.x + lensSizePx).toBeLessThanOrEqual(800 - 56);
        expect(place.y).toBeGreaterThanOrEqual(8);
      }
    }
  });
});

describe('what the magnifier shows', () => {
  const shape = { Columns: 100, Rows: 100, pixelWidth: 1, pixelHeight: 2 };

  it('has the place in its middle, turned and mirrored as the view is', () => {
    const turned = { a: 0, b: 3, c: -6, d: 0, e: 40, f: 7 };
    const inLens = imageToLens({ x: 12, y: 30 }, turned, shape);
    expect(transformPoint(inLens, { x: 12, y: 30 })).toEqual({ x: 72, y: 72 });
    expect(inLens.b / turned.b).toBeCloseTo(2.5);
    expect(inLens.c / turned.c).toBeCloseTo(2.5);
  });

  it('has no less than a pixel for each of the frame, and never less than the viewport', () => {
    const far = { a: 0.1, b: 0, c: 0, d: 0.2, e: 0, f: 0 };
    expect(imageToLens({ x: 0, y: 0 }, far, shape).a).toBeCloseTo(1);
    const near = { a: 60, b: 0, c: 0, d: 120, e: 0, f: 0 };
    expect(imageToLens({ x: 0, y: 0 }, near, shape).a).toBeCloseTo(60);
  });
});
