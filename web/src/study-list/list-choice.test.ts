import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudySummary } from '../archive/archive-types.ts';
import { studySummary } from '../testing/study-summary.ts';
import {
  chooseStudies,
  everything,
  isFiltering,
  type ListChoice,
  parseListChoice,
  sortFields,
  withoutFilters,
} from './list-choice.ts';
import { comparatorOf, sortStudies } from './sort-studies.ts';

const studies = [
  studySummary({ key: 'ct', ModalitiesInStudy: ['CT'], addedByIds: ['ada'] }),
  studySummary({ key: 'dog', PatientSpeciesDescription: 'Dog ', StudyDate: '20261104' }),
  studySummary({ key: 'new', addedAt: '2026-11-04T12:00:00.000Z' }),
];
const context = {
  personId: 'ada',
  kept: new Set(['dog', 'ct']),
  favourites: new Set(['ct', 'new']),
  today: '20261104',
};
const chosen = (change: Partial<ListChoice>): string[] =>
  chooseStudies(studies, { ...everything, ...change }, context).map(({ key }) => key);

describe('chooseStudies', () => {
  it('filters by each, and by all together', () => {
    expect(chosen({})).toEqual(['ct', 'dog', 'new']);
    expect(chosen({ isToday: true })).toEqual(['dog', 'new']);
    expect(chosen({ isMine: true })).toEqual(['ct']);
    expect(chosen({ isKept: true })).toEqual(['ct', 'dog']);
    expect(chosen({ isFavourite: true })).toEqual(['ct', 'new']);
    expect(chosen({ modality: 'DX' })).toEqual(['dog', 'new']);
    expect(chosen({ species: 'Dog' })).toEqual(['dog']);
    expect(chosen({ isKept: true, isFavourite: true })).toEqual(['ct']);
    expect(chosen({ isMine: true, species: 'Dog' })).toEqual([]);
  });

  it('knows whether it leaves something out, whatever the order', () => {
    expect(isFiltering({ ...everything, sort: 'size', isReversed: true })).toBe(false);
    expect(isFiltering({ ...everything, grouping: 'day' })).toBe(false);
    expect(isFiltering({ ...everything, where: 'only-here' })).toBe(true);
    const narrow: ListChoice = { ...everything, isMine: true, sort: 'name' };
    expect(isFiltering(withoutFilters(narrow))).toBe(false);
    expect(withoutFilters(narrow).sort).toBe('name');
  });

  it('reads back what it has written, and whatever else was', () => {
    const narrow: ListChoice = { ...everything, isKept: true, modality: 'CT', sort: 'size' };
    expect(parseListChoice(JSON.parse(JSON.stringify(narrow)))).toEqual(narrow);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(Object.keys(parseListChoice(value))).toEqual(Object.keys(everything));
      }),
    );
  });
});

const anyStudy: fc.Arbitrary<StudySummary> = fc
  .record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'),
    PatientName: fc.constantFrom(
      '',
      'Äbel^A',
      'Abel^A',
      'Zoë',
      '山田^太郎',
      'abel^a',
      'עדה',
      'Å2',
      'Å10',
    ),
    PatientID: fc.constantFrom('', '7'),
    StudyDate: fc.constantFrom('', '20260101', '20260102'),
    addedAt: fc.constantFrom('2026-11-03T11:00:00.000Z', '2026-11-04T11:00:00.000Z'),
    ModalitiesInStudy: fc.constantFrom([], ['CT'], ['CT', 'MR']),
    byteLength: fc.constantFrom(0, 1, 2),
  })
  .map((change) => studySummary(change));

describe.each(sortFields)('the order by %s', (field) => {
  it('is a total order, in every language', () => {
    const list = fc.uniqueArray(anyStudy, {
      minLength: 3,
      maxLength: 3,
      selector: ({ key }) => key,
    });
    fc.assert(
      fc.property(list, fc.constantFrom('en', 'de', 'sv', 'he', 'ja'), ([a, b, c], language) => {
        if (a === undefined || b === undefined || c === undefined) return;
        const compare = comparatorOf(field, language);
        expect(compare(a, a)).toBe(0);
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)));
        expect(compare(a, b)).not.toBe(0);
        if (compare(a, b) < 0 && compare(b, c) < 0) expect(compare(a, c)).toBeLessThan(0);
      }),
    );
  });

  it('is the same however the studies came', () => {
    const list = fc.uniqueArray(anyStudy, { maxLength: 10, selector: ({ key }) => key });
    fc.assert(
      fc.property(list, fc.boolean(), (some, isReversed) => {
        const sorted = sortStudies(some, field, isReversed, 'en');
        expect(sortStudies(some.toReversed(), field, isReversed, 'en')).toEqual(sorted);
      }),
    );
  });
});

describe('sortStudies', () => {
  it('sorts names as the language does, those without one last', () => {
    const names = ['Zander^B', 'Ärmel^A', '', 'Arm^C'].map((PatientName, index) =>
      studySummary({ key: `k${index}`, PatientName, PatientID: '' }),
    );
    const order = (language: string): string[] =>
      sortStudies(names, 'name', false, language).map(({ PatientName }) => PatientName);
    expect(order('de')).toEqual(['Arm^C', 'Ärmel^A', 'Zander^B', '']);
    expect(order('sv')).toEqual(['Arm^C', 'Zander^B', 'Ärmel^A', '']);
  });
});

it('leaves what has no date at the end, whichever end of the calendar comes first', () => {
  const list = [
    studySummary({ key: 'undated', StudyDate: '' }),
    studySummary({ key: 'old', StudyDate: '20200101' }),
    studySummary({ key: 'new', StudyDate: '20260101' }),
  ];
  const keys = (isReversed: boolean): string[] =>
    sortStudies(list, 'date', isReversed, 'en').map(({ key }) => key);
  expect(keys(false)).toEqual(['new', 'old', 'undated']);
  expect(keys(true)).toEqual(['old', 'new', 'undated']);
});
