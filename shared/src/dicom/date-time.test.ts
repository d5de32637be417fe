import { describe, expect, it } from 'vitest';
import {
  dateTimeMs,
  formatDate,
  formatTime,
  parseDate,
  parseDateTimeMs,
  parseOffsetMinutes,
  parseTime,
} from './date-time.ts';

describe('dates and times (PS3.5 6.2)', () => {
  it('reads DA, also as ACR-NEMA wrote it, and refuses days that do not exist', () => {
    expect(parseDate('20240229')).toEqual({ year: 2024, month: 2, day: 29 });
    expect(parseDate('2024.02.29')).toEqual({ year: 2024, month: 2, day: 29 });
    for (const wrong of ['20230229', '20241301', '20240431', '00000000', '2024', '', 'abcdefgh']) {
      expect(parseDate(wrong)).toBeNull();
    }
  });

  it('reads TM of any precision', () => {
    expect(parseTime('07')).toEqual({ hour: 7, minute: 0, second: 0, microsecond: 0 });
    expect(parseTime('070907.0705 ')).toEqual({
      hour: 7,
      minute: 9,
      second: 7,
      microsecond: 70500,
    });
    expect(parseTime('235960')).toEqual({ hour: 23, minute: 59, second: 60, microsecond: 0 });
    for (const wrong of ['24', '0760', '7', '070761', '']) expect(parseTime(wrong)).toBeNull();
  });

  it('reads DT with and without an offset', () => {
    expect(parseDateTimeMs('20260512100000+0200')).toBe(Date.UTC(2026, 4, 12, 8));
    expect(parseDateTimeMs('20260512100000.500', 60)).toBe(Date.UTC(2026, 4, 12, 9, 0, 0, 500));
    expect(parseDateTimeMs('2026')).toBe(Date.UTC(2026, 0, 1));
    expect(parseDateTimeMs('20261')).toBeNull();
    expect(parseDateTimeMs('20260512100000+9900')).toBeNull();
  });

  it('adds up over midnight', () => {
    const day = { year: 2026, month: 5, day: 12 };
    const before = dateTimeMs(day, { hour: 23, minute: 30, second: 0, microsecond: 0 }, 0);
    const after = dateTimeMs(
      { ...day, day: 13 },
      { hour: 0, minute: 30, second: 0, microsecond: 0 },
      0,
    );
    expect(after - before).toBe(3_600_000);
  });

  it('reads TimezoneOffsetFromUTC (PS3.3 C.12.1.1.8)', () => {
    expect(parseOffsetMinutes('-0530')).toBe(-330);
    expect(parseOffsetMinutes('+1400')).toBe(840);
    expect(parseOffsetMinutes('0100')).toBeNull();
    expect(parseOffsetMinutes('+0199')).toBeNull();
  });

  it('shows what it cannot read as it is', () => {
    expect(formatDate('20260512')).toBe('2026-05-12');
    expect(formatDate('20261399')).toBe('20261399');
    expect(formatTime('093000.25')).toBe('09:30');
    expect(formatTime('soon')).toBe('soon');
  });
});
