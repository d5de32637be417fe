import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studySummary } from '../testing/study-summary.ts';
import { chooseStudies, everything, type ListChoice } from './list-choice.ts';
import { type PeriodChoice, rangeOf, studyDay } from './period.ts';

const period = (change: Partial<PeriodChoice>): PeriodChoice => ({
  period: 'range',
  from: '',
  until: '',
  ...change,
});

describe('rangeOf', () => {
  it('counts days over months, years and leap days', () => {
    const from = (today: string, kind: 'last7' | 'last30'): string => {
      const range = rangeOf(period({ period: kind }), today);
      return range === null || range === 'undated' ? '' : range.from;
    };
    expect(from('20261124', 'last7')).toBe('20261118');
    expect(from('20260103', 'last7')).toBe('20251228');
    expect(from('20240301', 'last7')).toBe('20240224');
    expect(from('20260301', 'last30')).toBe('20260131');
  });

  it('knows this month and this year by the calendar', () => {
    expect(rangeOf(period({ period: 'thisMonth' }), '20260215')).toEqual({
      from: '20260201',
      until: '20260231',
    });
    expect(rangeOf(period({ period: 'thisYear' }), '20260215')).toEqual({
      from: '20260101',
      until: '20261231',
    });
  });

  it('takes days in either order, and one alone', () => {
    const both = rangeOf(period({ from: '20260102', until: '20260101' }), '20261124');
    expect(both).toEqual({ from: '20260101', until: '20260102' });
    expect(rangeOf(period({ from: '20260102' }), '20261124')).toMatchObject({ from: '20260102' });
    expect(rangeOf(period({}), '20261124')).toBeNull();
  });
});

describe('a period in the list', () => {
  const studies = [
    studySummary({ key: 'today', StudyDate: '20261124' }),
    studySummary({ key: 'dotted', StudyDate: '2026.11.18' }),
    studySummary({ key: 'week', StudyDate: '20261117' }),
    studySummary({ key: 'tomorrow', StudyDate: '20261125' }),
    studySummary({ key: 'none', StudyDate: '' }),
    studySummary({ key: 'nonsense', StudyDate: '20261340' }),
  ];
  const context = { personId: '', kept: new Set<string>(), favourites: new Set<string>() };
  const shown = (change: Partial<ListChoice>): string[] =>
    chooseStudies(studies, { ...everything, ...change }, { ...context, today: '20261124' }).map(
      ({ key }) => key,
    );

  it('shows the days it names, and what a clock a day ahead has just made', () => {
    expect(shown({ period: 'last7' })).toEqual(['today', 'dotted', 'tomorrow']);
    expect(shown({ period: 'range', from: '20261117', until: '20261118' })).toEqual([
      'dotted',
      'week',
    ]);
  });

  it('leaves out what has no date, or one that no calendar has, and finds it by that', () => {
    expect(shown({ period: 'range', from: '00010101' })).not.toContain('none');
    expect(shown({ period: 'undated' })).toEqual(['none', 'nonsense']);
  });

  it('leaves no study out of both the days and the undated', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 10 }), (StudyDate) => {
        const study = studySummary({ StudyDate });
        const isDated = studyDay(study) !== '';
        const choice = { ...everything, period: isDated ? 'range' : 'undated' } as const;
        const from = { ...choice, from: isDated ? '00010101' : '' };
        expect(chooseStudies([study], from, { ...context, today: '20261124' })).toEqual([study]);
      }),
    );
  });
});
