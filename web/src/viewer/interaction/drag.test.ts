import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWheelNotches, indexAfterDrag, indexAtShare, pixelsPerFrame } from './drag-scroll.ts';
import { windowAfterDrag, windowAfterSteps } from './window-drag.ts';

describe('scrolling by drag', () => {
  it('reaches every frame of a stack of 200 within the viewport, one by one', () => {
    const seen = new Set<number>();
    for (let dy = 0; dy <= 700; dy += 1) seen.add(indexAfterDrag(0, dy, 200, 800));
    expect(seen.size).toBe(200);
  });

  it('stays within the stack and goes the way of the finger', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.nat(3000),
        fc.integer({ min: -2000, max: 2000 }),
        (count, start, dy) => {
          const from = Math.min(start, count - 1);
          const to = indexAfterDrag(from, dy, count, 700);
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(count);
          if (dy > 0) expect(to).toBeGreaterThanOrEqual(from);
          else expect(to).toBeLessThanOrEqual(from);
        },
      ),
    );
    expect(pixelsPerFrame(2, 800)).toBe(28);
  });

  it('maps the ends of the scrubber to the ends of the stack', () => {
    expect([0, 0.5, 1, 1.2, -1].map((share) => indexAtShare(share, 201))).toEqual([
      0, 100, 200, 200, 0,
    ]);
  });
});

describe('wheel notches', () => {
  it('counts one notch for one detent, in pixels and in lines', () => {
    const wheel = createWheelNotches();
    expect([100, 120, 100, -100].map((delta, i) => wheel.add(delta, 0, i * 16))).toEqual([
      1, 1, 1, -1,
    ]);
    expect(createWheelNotches().add(3, 1, 0)).toBe(1);
    expect(createWheelNotches().add(-53, 0, 0)).toBe(-1);
  });

  it('gathers the small steps of a trackpad and forgets them after a pause', () => {
    const wheel = createWheelNotches();
    const notches = Array.from({ length: 25 }, (_, i) => wheel.add(4, 0, i * 16));
    expect(notches.reduce((sum, n) => sum + n, 0)).toBe(2);
    wheel.add(40, 0, 500);
    expect(wheel.add(20, 0, 5000)).toBe(0);
  });
});

describe('window by drag', () => {
  const soft = { center: 40, width: 400 };

  it('leaves the window alone without a drag, widens to the right, brightens upwards', () => {
    expect(windowAfterDrag(soft, 0, 0, 1)).toEqual(soft);
    expect(windowAfterDrag(soft, 170, 0, 1)).toEqual({ center: 40, width: 800 });
    expect(windowAfterDrag(soft, 0, -42, 1).center).toBe(0);
  });

  it('never goes below the least width', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9000, max: 9000 }), fc.integer(), (dx, dy) => {
        const { width, center } = windowAfterDrag(soft, dx, dy % 9000, 1);
        expect(width).toBeGreaterThanOrEqual(1);
        expect(Number.isFinite(center)).toBe(true);
      }),
    );
  });

  it('keeps fractions where a window is narrow', () => {
    const suv = windowAfterDrag({ center: 2.5, width: 5 }, 10, 10, 0.01);
    expect(suv.width).toBeCloseTo(5.2, 1);
    expect(suv.center).not.toBe(Math.round(suv.center));
  });
});

describe('the window by steps', () => {
  it('widens and narrows by a tenth about its centre, and comes back', () => {
    const wider = windowAfterSteps({ center: 40, width: 400 }, { width: 1, brightness: 0 }, 1);
    expect(wider).toEqual({ center: 40, width: 440 });
    expect(windowAfterSteps(wider, { width: -1, brightness: 0 }, 1)).toEqual({
      center: 40,
      width: 400,
    });
  });

  it('brightens by letting the centre fall, and darkens by raising it', () => {
    const start = { center: 40, width: 400 };
    expect(windowAfterSteps(start, { width: 0, brightness: 1 }, 1).center).toBe(0);
    expect(windowAfterSteps(start, { width: 0, brightness: -1 }, 1).center).toBe(80);
  });

  it('stands still at no width but the narrowest: rounding had held a window of 4', () => {
    let width = 4;
    for (let step = 0; step < 3; step += 1) {
      width = windowAfterSteps({ center: 2, width }, { width: -1, brightness: 0 }, 1).width;
    }
    expect(width).toBe(1);
    expect(windowAfterSteps({ center: 2, width: 1 }, { width: 1, brightness: 0 }, 1).width).toBe(2);
    expect(windowAfterSteps({ center: 2, width: 1 }, { width: -1, brightness: 0 }, 1).width).toBe(
      1,
    );
  });
});
