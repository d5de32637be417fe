import { describe, expect, it } from 'vitest';
import { afterWrong, noTries, parseTries, type Tries, waitMsOf } from './throttle.ts';

function afterWrongTimes(times: number, nowMs: number): Tries {
  let tries = noTries;
  for (let time = 0; time < times; time += 1) tries = afterWrong(tries, nowMs);
  return tries;
}

describe('wrong tries', () => {
  it.each([
    [1, 0],
    [4, 0],
    [5, 30_000],
    [6, 60_000],
    [8, 240_000],
    [9, 300_000],
    [60, 300_000],
  ])('after %i: %i ms', (times, waitMs) => {
    expect(waitMsOf(afterWrongTimes(times, 1000), 1000)).toBe(waitMs);
  });

  it('are waited for once: time that has passed counts', () => {
    const tries = afterWrongTimes(5, 1000);
    expect([waitMsOf(tries, 30_999), waitMsOf(tries, 31_000)]).toEqual([1, 0]);
  });

  it('keep nobody out for a year because the clock was put back', () => {
    expect(waitMsOf(afterWrongTimes(5, 1e12), 5e11)).toBe(300_000);
  });

  it.each([null, '', 'x', '1', 'NaN 3', '1.5 2'])('nothing is read from %s', (kept) => {
    expect(parseTries(kept)).toEqual(noTries);
  });

  it('are read as they were kept', () => {
    expect(parseTries('7 123456')).toEqual({ count: 7, untilMs: 123_456 });
  });
});
