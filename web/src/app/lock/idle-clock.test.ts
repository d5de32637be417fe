import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdleClock } from './idle-clock.ts';

/** Several tabs of one profile, one wall clock, and one steady clock that stands still during sleep. */
function tabs(count: number) {
  const world = { wall: 1_000_000, steady: 0, shared: null as number | null };
  const clocks = Array.from(
    { length: count },
    () =>
      new IdleClock({
        wallMs: () => world.wall,
        steadyMs: () => world.steady,
        readShared: () => world.shared,
        keepShared(wallMs) {
          world.shared = wallMs;
        },
      }),
  );
  const clock = (index: number): IdleClock => clocks[index] ?? fail();
  const pass = (ms: number): void => {
    world.wall += ms;
    world.steady += ms;
  };
  return { world, clock, pass };
}

function fail(): never {
  throw new Error('no such tab');
}

describe('the idle clock', () => {
  it('counts from the last input in whichever tab', () => {
    const { clock, pass } = tabs(2);
    pass(90_000);
    clock(1).touched();
    pass(40_000);
    expect([clock(0).idleMs(), clock(1).idleMs()]).toEqual([40_000, 40_000]);
  });

  it('counts the time that the device slept', () => {
    const { world, clock } = tabs(1);
    clock(0).touched();
    world.wall += 3_600_000;
    expect(clock(0).idleMs()).toBe(3_600_000);
  });

  it('goes on when the clock is put back: nothing stays open for an hour longer', () => {
    const { world, clock, pass } = tabs(2);
    clock(1).touched();
    clock(0).touched();
    world.wall -= 3_600_000;
    pass(120_000);
    expect(clock(0).idleMs()).toBe(120_000);
  });

  it('is never ahead of the true time since the last input, nor more than a second behind', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 200_000 }) }),
      fc.record({
        kind: fc.constant('sleep' as const),
        ms: fc.integer({ min: 1, max: 9_000_000 }),
      }),
      fc.record({ kind: fc.constant('touch' as const), ms: fc.integer({ min: 0, max: 2 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { world, clock, pass } = tabs(3);
        let touchedAt = world.wall;
        for (const { kind, ms } of steps) {
          if (kind === 'pass') pass(ms);
          if (kind === 'sleep') world.wall += ms;
          if (kind === 'touch') {
            clock(ms).touched();
            touchedAt = world.wall;
          }
          const idle = [0, 1, 2].map((index) => clock(index).idleMs());
          const truth = world.wall - touchedAt;
          expect(Math.min(...idle)).toBeGreaterThanOrEqual(truth);
          expect(Math.max(...idle)).toBeLessThanOrEqual(truth + 1000);
        }
      }),
    );
  });
});
