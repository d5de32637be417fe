import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareHlc, hlcAheadMaxMs, hlcTime, mergeHlc, parseHlc, tickHlc } from './hlc.ts';

const wall = fc.integer({ min: 0, max: 9_999_999_000_000 });
const device = fc.stringMatching(/^[a-z0-9]{1,8}$/);

describe('[OP4] hybrid logical clock', () => {
  it('grows with every tick, whatever the wall clock does within its tolerance', () => {
    fc.assert(
      fc.property(
        device,
        wall,
        fc.array(fc.integer({ min: -hlcAheadMaxMs / 100, max: 60_000 }), { maxLength: 50 }),
        (deviceId, start, steps) => {
          let last = '';
          let now = start;
          let top = start;
          for (const step of steps) {
            now = Math.max(now + step, top - hlcAheadMaxMs + 1000);
            top = Math.max(top, now);
            const tick = tickHlc(last, now, deviceId);
            expect(parseHlc(tick)?.deviceId).toBe(deviceId);
            expect(compareHlc(last, tick)).toBeLessThan(0);
            last = tick;
          }
        },
      ),
    );
  });

  it('sorts after every clock merged from another device that is not far ahead', () => {
    fc.assert(
      fc.property(device, device, wall, wall, (own, other, now, theirs) => {
        const remote = tickHlc('', Math.min(theirs, now + hlcAheadMaxMs), other);
        const tick = tickHlc(mergeHlc('', remote, now), now, own);
        expect(compareHlc(remote, tick)).toBeLessThan(0);
      }),
    );
  });

  it('rolls a full counter into the next millisecond', () => {
    const tick = tickHlc('1700000000000-ffff-a', 1_700_000_000_000, 'a');
    expect(tick).toBe('1700000000001-0000-a');
  });
});

describe('[OP5] wrong clocks', () => {
  it('a clock of the year 2031 is not followed', () => {
    const now = Date.UTC(2026, 10, 24);
    const future = tickHlc('', Date.UTC(2031, 0, 1), 'b');
    expect(mergeHlc('', future, now)).toBe('');
    expect(hlcTime(tickHlc(mergeHlc('', future, now), now, 'a'))).toBe('2026-11-24T00:00:00.000Z');
  });

  it('a device whose date was put right dates its next operation rightly', () => {
    const now = Date.UTC(2026, 10, 24);
    const own = tickHlc('', Date.UTC(2031, 0, 1), 'a');
    expect(hlcTime(tickHlc(own, now, 'a'))).toBe('2026-11-24T00:00:00.000Z');
  });

  it('takes nonsense for no clock', () => {
    for (const text of ['', 'x', '1-0-a', '1700000000000-0000-', '1700000000000-0000-a b']) {
      expect(parseHlc(text)).toBeNull();
      expect(mergeHlc('1700000000000-0000-a', text, 1_700_000_000_000)).toBe(
        '1700000000000-0000-a',
      );
    }
    expect(tickHlc('x', Number.NaN, 'a')).toBe('0000000000000-0000-a');
    expect(tickHlc('', -5, 'a')).toBe('0000000000000-0000-a');
  });
});
