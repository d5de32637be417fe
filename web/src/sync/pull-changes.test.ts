import { describe, expect, it } from 'vitest';
import type { ChangesPage } from '#shared/sync/parse-answers.ts';
import type { ChangeRow } from '#shared/sync/protocol.ts';
import { joinedRows } from './pull-changes.ts';

const row = (seq: number): ChangeRow => ({
  seq,
  kind: 'op',
  op: {
    id: `d.e.${seq}`,
    user: { id: 'u', name: 'U', profession: 'vet' },
    hlc: '1700000000000-0000-d',
    target: { type: 'mark', id: 'm', StudyInstanceUID: '1.2' },
    kind: 'mark.later-kind',
    field: '',
    value: { anything: true },
    base: [],
  },
});
const page = (from: number, seqs: readonly number[]): ChangesPage => ({
  hubEpoch: 'e',
  from,
  to: seqs.at(-1) ?? from,
  head: { seq: 9, mark: 'm' },
  rows: seqs.map((seq) => ({ seq, row: row(seq) })),
});

describe('a page of the feed', () => {
  it('[PULL1] is taken in where it joins on to the cursor without a gap', () => {
    expect(joinedRows(page(3, [4, 5]), 3)).toHaveLength(2);
    expect(joinedRows(page(3, []), 3)).toEqual([]);
  });

  it('[PULL1] is not taken in with a gap, from elsewhere, or longer than it says', () => {
    expect(joinedRows(page(3, [4, 6]), 3)).toBeNull();
    expect(joinedRows(page(4, [5]), 3)).toBeNull();
    expect(joinedRows({ ...page(3, [4]), to: 9 }, 3)).toBeNull();
  });

  it('[OP6] carries kinds of operation that nobody here knows', () => {
    expect(joinedRows(page(0, [1]), 0)?.[0]).toEqual(row(1));
  });
});
