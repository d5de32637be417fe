import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinScopedPage, rowsBetween, type FeedPlace } from './feed-scope.ts';
import type { ChangesPage, FeedLine } from './parse-answers.ts';

const line = (seq: number): FeedLine => ({
  seq,
  row: {
    seq,
    kind: 'op',
    op: {
      id: `d.e.${seq}`,
      user: { id: 'u', name: 'U', profession: 'vet' },
      hlc: '1700000000000-0000-d',
      target: { type: 'mark', id: 'm', StudyInstanceUID: '1.2' },
      kind: 'mark.later-kind',
      field: '',
      value: {},
      base: [],
    },
  },
});
const at: FeedPlace = { cursor: 3, scope: { seq: 2, mark: 'two', pulled: 1 } };
const page = (change: Partial<ChangesPage> = {}): ChangesPage => ({
  hubEpoch: 'e',
  from: 3,
  to: 9,
  head: { seq: 9, mark: 'm' },
  rows: [line(5), line(9)],
  scope: { seq: 4, mark: 'four', owed: [] },
  ...change,
});

describe('a page of the feed in a scope', () => {
  it('[SCOPE1] is taken in with gaps, as far as it goes, whatever it left out', () => {
    expect(joinScopedPage(page(), at)).toMatchObject({
      place: { cursor: 9, scope: { seq: 4, mark: 'four', pulled: 4 } },
      rows: [{ seq: 5 }, { seq: 9 }],
    });
    expect(joinScopedPage(page({ rows: [] }), at)).toMatchObject({
      place: { cursor: 9 },
      rows: [],
    });
  });

  it('[SCOPE1] is not taken in from elsewhere, backwards, out of order, or with rows beyond its ends', () => {
    const owed = (...seqs: readonly number[]) => ({
      seq: 4,
      mark: 'four',
      owed: seqs.map((seq) => ({ seq, StudyInstanceUID: '1.2' })),
    });
    for (const wrong of [
      { from: 2 },
      { from: 4 },
      { to: 2, rows: [] },
      { rows: [line(9), line(5)] },
      { rows: [line(5), line(5)] },
      { rows: [line(3)] },
      { rows: [line(10)] },
      { scope: { seq: 1, mark: 'one', owed: [] } },
      { scope: owed(3, 3) },
      { scope: owed(1) },
    ])
      expect([wrong, joinScopedPage(page(wrong), at)]).toEqual([wrong, null]);
    const { scope: _, ...unscoped } = page();
    expect(joinScopedPage(unscoped, { ...at, scope: null })).toBeNull();
    expect(joinScopedPage(page(), { ...at, scope: null })).toBeNull();
  });

  it('[SCOPE3] does not call pulled what is owed', () => {
    const owed = [{ seq: 3, StudyInstanceUID: '1.2' }];
    const joined = joinScopedPage(page({ scope: { seq: 4, mark: 'four', owed } }), at);
    expect(joined).toMatchObject({ place: { scope: { seq: 4, pulled: 1 } }, owed });
  });

  it('[SCOPE3] keeps how far an owed study was pulled, until it is', () => {
    const part = { seq: 3, after: 7 };
    const half: FeedPlace = { cursor: 3, scope: { seq: 2, mark: 'two', pulled: 1, part } };
    const owed = [{ seq: 3, StudyInstanceUID: '1.2' }];
    const joined = joinScopedPage(page({ scope: { seq: 4, mark: 'four', owed } }), half);
    expect(joined).toMatchObject({ place: { scope: { mark: 'four', part } } });
    const whole = joinScopedPage(page(), half);
    expect(whole).toMatchObject({ place: { scope: { seq: 4, mark: 'four', pulled: 4 } } });
    expect(JSON.stringify(whole)).not.toContain('part');
  });

  it('[SCOPE6] tells a server that knows no scopes from a page that does not join on', () => {
    const { scope: _, ...unscoped } = page();
    expect(joinScopedPage(unscoped, at)).toBe('unscoped');
  });

  it('[SCOPE6] says that the list was lost', () => {
    expect(joinScopedPage(page({ scope: null, to: 3, rows: [] }), at)).toBe('lost');
  });

  it('[SCOPE1] brings the cursor to its end, and every row between both ends', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { maxLength: 20 });
    fc.assert(
      fc.property(numbers, fc.nat(50), fc.nat(60), (seqs, from, to) => {
        const sorted = seqs.toSorted((a, b) => a - b);
        const rows = rowsBetween(sorted.map(line), from, to);
        const isWithin = sorted.every((seq) => seq > from && seq <= to);
        expect(rows?.map(({ seq }) => seq) ?? null).toEqual(isWithin ? sorted : null);
      }),
    );
  });
});
