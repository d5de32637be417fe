import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startCineClock, type CinePlan } from './cine-clock.ts';

const loop: CinePlan = {
  frameTimesMs: [100, 100, 100, 100],
  firstIndex: 0,
  lastIndex: 3,
  sequencing: 'loop',
};

describe('the cine clock', () => {
  it('shows each frame for its time and begins anew', () => {
    const clock = startCineClock(loop, 0, 1000, 1);
    const shown = [1000, 1099, 1100, 1250, 1399, 1400].map((atMs) => clock.indexAt(atMs));
    expect(shown).toEqual([0, 0, 1, 2, 3, 0]);
  });

  it('starts where the person is', () => {
    const clock = startCineClock(loop, 2, 0, 1);
    expect([0, 100, 200].map((atMs) => clock.indexAt(atMs))).toEqual([2, 3, 0]);
  });

  it('sweeps back and forth with both ends once', () => {
    const clock = startCineClock({ ...loop, sequencing: 'sweep' }, 0, 0, 1);
    const shown = Array.from({ length: 8 }, (_, i) => clock.indexAt(i * 100));
    expect(shown).toEqual([0, 1, 2, 3, 2, 1, 0, 1]);
  });

  it('honours a frame time vector and trimmed ends', () => {
    const plan = { ...loop, frameTimesMs: [10, 50, 200, 10], firstIndex: 1, lastIndex: 2 };
    const clock = startCineClock(plan, 1, 0, 1);
    expect([0, 49, 50, 249, 250].map((atMs) => clock.indexAt(atMs))).toEqual([1, 1, 2, 2, 1]);
  });

  it('keeps the rate however late pictures come, and goes on from the same frame at another speed', () => {
    const clock = startCineClock(loop, 0, 0, 1);
    expect(clock.indexAt(40 * 100 + 250)).toBe(2);
    clock.setSpeed(2, 250);
    expect(clock.indexAt(250)).toBe(2);
    expect(clock.indexAt(275)).toBe(3);
    clock.setSpeed(0.5, 275);
    expect(clock.indexAt(275)).toBe(3);
  });

  it('only ever shows frames of the plan', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(1_000_000),
        fc.boolean(),
        fc.constantFrom(0.25, 0.5, 1, 2),
        (count, atMs, isSweep, speed) => {
          const plan: CinePlan = {
            frameTimesMs: [33.3],
            firstIndex: 0,
            lastIndex: count - 1,
            sequencing: isSweep ? 'sweep' : 'loop',
          };
          const index = startCineClock(plan, 0, 0, speed).indexAt(atMs);
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThan(count);
        },
      ),
    );
  });
});
