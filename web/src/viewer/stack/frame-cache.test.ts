import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameCache, type FramePlace } from './frame-cache.ts';
import { prefetchOrder } from './prefetch-order.ts';

function at(stackId: string, index: number): FramePlace {
  return { key: `${stackId}/${String(index)}`, stackId, index };
}

describe('the frame cache', () => {
  it('lets the frame farthest from the current one go', () => {
    const cache = new FrameCache<string>(30);
    cache.focus(at('a', 5));
    for (const index of [5, 0, 9, 6]) cache.put(at('a', index), `frame ${String(index)}`, 10);
    expect(cache.get(at('a', 0))).toBeUndefined();
    expect([5, 9, 6].map((index) => cache.get(at('a', index)))).not.toContain(undefined);
  });

  it('lets frames of another stack go before any of this one', () => {
    const cache = new FrameCache<string>(30);
    cache.focus(at('a', 0));
    cache.put(at('b', 0), 'other', 10);
    cache.put(at('a', 0), 'here', 10);
    cache.put(at('a', 190), 'far', 10);
    cache.put(at('a', 191), 'farther', 10);
    expect(cache.get(at('b', 0))).toBeUndefined();
    expect(cache.get(at('a', 190))).toBe('far');
  });

  it('says no room when only nearer frames would have to go', () => {
    const cache = new FrameCache<string>(30);
    cache.focus(at('a', 10));
    for (const index of [10, 11, 12]) cache.put(at('a', index), 'x', 10);
    expect(cache.hasRoomFor(at('a', 9), 10)).toBe(true);
    expect(cache.hasRoomFor(at('a', 13), 10)).toBe(false);
  });

  it('stays within its budget, keeps the frame on the screen, counts its bytes', () => {
    const step = fc.record({
      stack: fc.constantFrom('a', 'b'),
      index: fc.nat(20),
      bytes: fc.integer({ min: 1, max: 40 }),
      isFocus: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const cache = new FrameCache<number>(100);
        const focused = { stack: 'a', index: 0 };
        let wasFocusPut = false;
        for (const { stack, index, bytes, isFocus } of steps) {
          if (isFocus) {
            cache.focus(at(stack, index));
            Object.assign(focused, { stack, index });
            wasFocusPut = false;
          }
          cache.put(at(stack, index), index, bytes);
          if (stack === focused.stack && index === focused.index) wasFocusPut = true;
          expect(cache.byteLength).toBeLessThanOrEqual(100);
          if (wasFocusPut) expect(cache.get(at(focused.stack, focused.index))).toBe(focused.index);
        }
      }),
    );
  });

  it('keeps one frame that is larger than the whole budget', () => {
    const cache = new FrameCache<string>(10);
    cache.focus(at('a', 0));
    cache.put(at('a', 0), 'huge', 500);
    expect(cache.get(at('a', 0))).toBe('huge');
  });
});

describe('prefetch order', () => {
  it('goes ahead twice for every look behind', () => {
    expect([...prefetchOrder(5, 1, 12)]).toEqual([6, 7, 4, 8, 9, 3, 10, 11, 2, 1, 0]);
    expect([...prefetchOrder(5, -1, 7)]).toEqual([4, 3, 6, 2, 1, 0]);
  });

  it('names every other index exactly once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.boolean(), (count, at, isUp) => {
        const index = at % count;
        const order = [...prefetchOrder(index, isUp ? 1 : -1, count)];
        expect(order.toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i).filter((i) => i !== index),
        );
      }),
    );
  });
});

describe('frames of several panes', () => {
  it('lets no pane throw out what another shows, and shares one budget', () => {
    const cache = new FrameCache<string>(30);
    cache.focus(at('a', 0), at('b', 7));
    cache.put(at('a', 0), 'here', 10);
    cache.put(at('b', 7), 'there', 10);
    for (const index of [1, 2, 3]) cache.put(at('a', index), 'near', 10);
    expect(cache.get(at('b', 7))).toBe('there');
    expect(cache.get(at('a', 0))).toBe('here');
    expect(cache.byteLength).toBe(30);
  });

  it('keeps two frames that are larger than the budget together', () => {
    const cache = new FrameCache<string>(10);
    cache.focus(at('a', 0), at('b', 0));
    cache.put(at('a', 0), 'one', 20);
    cache.put(at('b', 0), 'two', 20);
    expect([cache.get(at('a', 0)), cache.get(at('b', 0))]).toEqual(['one', 'two']);
  });
});
