import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studySummary } from '../testing/study-summary.ts';
import { findInList, newestFirst } from './find-in-list.ts';

const studies = [
  studySummary({ key: 'a', PatientName: 'Müller^Änne', StudyDescription: 'CT Thorax' }),
  studySummary({ key: 'b', PatientName: 'Yamada^Tarou=山田^太郎', PatientID: '0042' }),
  studySummary({ key: 'c', PatientName: 'Bella', PatientSpeciesDescription: 'Dog' }),
];
const found = (query: string): string[] => findInList(studies, query, 'all').map(({ key }) => key);

describe('findInList', () => {
  it('forgives case, accents, and the order of words', () => {
    expect(found('muller')).toEqual(['a']);
    expect(found('ÄNNE mueller')).toEqual([]);
    expect(found('thorax müll')).toEqual(['a']);
  });

  it('looks into ideograms, IDs, species and dates', () => {
    expect(found('山田')).toEqual(['b']);
    expect(found('0042')).toEqual(['b']);
    expect(found('dog bella')).toEqual(['c']);
    expect(found('2026-11-03')).toEqual(['a', 'b', 'c']);
    expect(found('03.11.2026')).toEqual(['a', 'b', 'c']);
  });

  it('finds by the number of a chip: a device searched its list without it', () => {
    const chipped = studySummary({ key: 'd', OtherPatientIDs: 'RFID:276098102' });
    expect(findInList([...studies, chipped], '276098102', 'all')).toEqual([chipped]);
  });

  it('takes a query as text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        expect(findInList(studies, query, 'all').length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('filters by what exists only here; a sample never does', () => {
    const safe = { instanceCount: 2, localCount: 2, serverCount: 2 };
    const list = [
      studySummary({ key: 'here' }),
      studySummary({ key: 'safe', whereabouts: safe }),
      studySummary({ key: 'sample', isSample: true }),
    ];
    const keys = (filter: 'only-here' | 'on-server'): string[] =>
      findInList(list, '', filter).map(({ key }) => key);
    expect(keys('only-here')).toEqual(['here']);
    expect(keys('on-server')).toEqual(['safe']);
  });
});

describe('newestFirst', () => {
  it('sorts by day and time; what has no date is last: by its arrival it had come before all others', () => {
    const list = [
      studySummary({ key: 'old', StudyDate: '20200101' }),
      studySummary({
        key: 'undated just added',
        StudyDate: '',
        addedAt: '2026-11-03T08:00:00.000Z',
      }),
      studySummary({ key: 'morning', StudyTime: '0900' }),
      studySummary({ key: 'noon', StudyTime: '120000.5' }),
    ];
    expect(newestFirst(list).map(({ key }) => key)).toEqual([
      'noon',
      'morning',
      'old',
      'undated just added',
    ]);
  });

  it('gives one order, however the studies came', () => {
    const list = Array.from({ length: 12 }, (_, index) =>
      studySummary({ key: `k${index}`, StudyDate: index % 3 === 0 ? '' : `2026010${index % 4}` }),
    );
    const order = newestFirst(list);
    fc.assert(
      fc.property(fc.shuffledSubarray(list, { minLength: list.length }), (shuffled) => {
        expect(newestFirst(shuffled)).toEqual(order);
      }),
    );
  });
});

it('finds a study by the name in its files and by the one that is shown', () => {
  const study = studySummary({ PatientName: 'Bela' });
  const shown = { ...study, PatientName: 'Bella' };
  for (const query of ['bela', 'bella', 'bela wrist']) {
    expect(findInList([study], query, 'all', () => shown)).toEqual([study]);
  }
  expect(findInList([study], 'bella', 'all')).toEqual([]);
});
