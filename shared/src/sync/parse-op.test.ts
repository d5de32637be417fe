import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from './canonical-text.ts';
import { fnv1a64 } from './digest.ts';
import type { Op } from './op.ts';
import { compareOpIds, formatOpId, parseOpId } from './op-id.ts';
import { parseOp } from './parse-op.ts';

const good: Op = {
  id: 'dev.ep.7',
  user: { id: 'u', name: 'Ana', profession: '' },
  hlc: '1700000000000-0000-dev',
  target: { type: 'pin', id: 'p', StudyInstanceUID: '1.2' },
  kind: 'pin.until.tomorrow',
  field: '',
  value: { deep: [1, null, 'x'] },
  base: ['dev.ep.6'],
};

describe('reading operations', () => {
  it('[OP6] keeps what it does not know', () => {
    expect(parseOp(JSON.parse(JSON.stringify(good)))).toEqual(good);
  });

  it('[OP1] refuses what has no number, time, person or target', () => {
    const wrong: readonly object[] = [
      { ...good, id: 'dev.ep.0' },
      { ...good, id: 'dev.ep.07' },
      { ...good, id: 'a.b.c.1' },
      { ...good, hlc: 'yesterday' },
      { ...good, user: null },
      { ...good, user: { id: 'u', name: 'x'.repeat(1025), profession: '' } },
      { ...good, target: { type: 'mark', id: 'm', StudyInstanceUID: '../etc' } },
      { ...good, kind: '' },
      { ...good, base: ['x'] },
      { ...good, base: 'dev.ep.6' },
    ];
    for (const json of wrong) expect(parseOp(json)).toBeNull();
    fc.assert(fc.property(fc.jsonValue(), (json) => parseOp(json) === null));
  });

  it('[PUSH1] orders the ids of one stream by number', () => {
    const ids = ['d.e.10', 'd.e.9', 'd.e.1', 'd.a.3', 'zzz'];
    expect(ids.toSorted(compareOpIds)).toEqual(['d.a.3', 'd.e.1', 'd.e.9', 'd.e.10', 'zzz']);
    expect(formatOpId(parseOpId('d.e.10') ?? { deviceId: '', epoch: '', n: 0 })).toBe('d.e.10');
  });
});

describe('[DIGEST1] canonical text and sum', () => {
  it('does not depend on the order in which keys were written, and survives the wire', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).toReversed());
        expect(canonicalText(turned)).toBe(canonicalText(record));
        expect(canonicalText(JSON.parse(JSON.stringify(record)))).toBe(canonicalText(record));
      }),
    );
  });

  it('is FNV-1a with 64 bits', () => {
    expect(fnv1a64('')).toBe(0xcbf29ce484222325n);
    expect(fnv1a64('a')).toBe(0xaf63dc4c8601ec8cn);
    expect(fnv1a64('foobar')).toBe(0x85944171f73967e8n);
  });
});
