import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inSlices } from './in-slices.ts';

describe('long work on the page', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Every look at the clock is a millisecond later. */
  function ticking(): { readonly clock: () => number; readonly looks: () => number } {
    let now = 0;
    return { clock: () => (now += 1), looks: () => now };
  }
  const isEven = (n: number) => n % 2 === 0;

  it('is done at once where there is little of it', () => {
    const done = vi.fn<(kept: readonly number[]) => void>();
    inSlices([1, 2, 3, 4], isEven, done, ticking().clock);
    expect(done).toHaveBeenCalledExactlyOnceWith([2, 4]);
  });

  it('lets the page breathe where there is much, and then gives all of it in order', () => {
    const done = vi.fn<(kept: readonly number[]) => void>();
    const many = Array.from({ length: 100 }, (_, n) => n);
    const { clock, looks } = ticking();
    inSlices(many, isEven, done, clock);
    expect(done).not.toHaveBeenCalled();
    // Of a hundred not more than one slice's worth was looked at.
    expect(looks()).toBeLessThan(20);
    vi.runAllTimers();
    expect(done).toHaveBeenCalledExactlyOnceWith(many.filter(isEven));
  });

  it('stops when nobody waits for it any more', () => {
    const done = vi.fn<(kept: readonly number[]) => void>();
    const end = inSlices(
      Array.from({ length: 100 }, (_, n) => n),
      isEven,
      done,
      ticking().clock,
    );
    end();
    vi.runAllTimers();
    expect(done).not.toHaveBeenCalled();
  });
});
