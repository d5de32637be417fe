import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudyPatient } from '../live/patient-book.ts';
import { studySummary } from '../testing/study-summary.ts';
import { allOpen, groupStudies, parseClosedGroups, withToggled } from './group-studies.ts';

const studies = [
  studySummary({ key: 'a', StudyDate: '20261124' }),
  studySummary({ key: 'b', StudyDate: '' }),
  studySummary({ key: 'c', StudyDate: '20261123' }),
  studySummary({ key: 'd', StudyDate: '2026.11.24' }),
  studySummary({ key: 'e', StudyDate: '20261125' }),
];
/** a and c are of one patient, as somebody has said; nobody has placed e. */
const patients: Readonly<Record<string, string>> = { a: 'p1', c: 'p1', b: 'p2', d: 'd' };
const book = {
  ofStudy: (key: string) =>
    key in patients ? ({ patientKey: patients[key] } as StudyPatient) : null,
};
const grouped = (grouping: 'patient' | 'day', isReversed = false) =>
  groupStudies(studies, { grouping, sort: 'date', isReversed }, book).map(({ key, items }) => [
    key,
    items.map((study) => study.key).join(''),
  ]);

describe('groupStudies', () => {
  it('brings the studies of a patient together, in the order of the list', () => {
    expect(grouped('patient')).toEqual([
      ['p1', 'ac'],
      ['p2', 'b'],
      ['d', 'd'],
      ['e', 'e'],
    ]);
  });

  it('brings days together by the calendar, and what has none last', () => {
    expect(grouped('day')).toEqual([
      ['20261125', 'e'],
      ['20261124', 'ad'],
      ['20261123', 'c'],
      ['', 'b'],
    ]);
    expect(grouped('day', true).map(([key]) => key)).toEqual([
      '20261123',
      '20261124',
      '20261125',
      '',
    ]);
  });
});

describe('closed groups', () => {
  it('are turned one by one, whether all are closed or none', () => {
    const one = withToggled(allOpen, 'p1');
    expect(one.except).toEqual(['p1']);
    expect(withToggled(one, 'p1')).toEqual(allOpen);
    expect(withToggled({ isAllClosed: true, except: ['p2'] }, 'p1').except).toEqual(['p2', 'p1']);
  });

  it('are read back as they were written, and whatever else was', () => {
    const closed = { isAllClosed: true, except: ['p1'] };
    expect(parseClosedGroups(JSON.parse(JSON.stringify(closed)))).toEqual(closed);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { isAllClosed, except } = parseClosedGroups(value);
        expect(typeof isAllClosed).toBe('boolean');
        for (const key of except) expect(typeof key).toBe('string');
      }),
    );
  });
});
