import { describe, expect, it } from 'vitest';
import type { InstanceRecord } from '../../archive/archive-types.ts';
import { fail, ok } from '#shared/failure/result.ts';
import { headerBytesOf, RecordCache } from './record-cache.ts';

const many = { countMax: 100, bytesMax: 1_000_000 };

function recordOf(id: string, textLength = 0): InstanceRecord {
  const dataset = { '00100010': { vr: 'LO', Value: ['x'.repeat(textLength)] } };
  return { id, dataset } as unknown as InstanceRecord;
}

/** Answers with records of a text length, and counts what it was asked. */
function reader(textLength = 0) {
  const asked: string[] = [];
  return {
    asked,
    read: (id: string) => {
      asked.push(id);
      return Promise.resolve(ok(recordOf(id, textLength)));
    },
  };
}

describe('header rows of a study', () => {
  it('are read once, however often they are asked for, also while they are being read', async () => {
    const cache = new RecordCache(many);
    const { asked, read } = reader();
    await Promise.all([cache.read('a', read), cache.read('a', read)]);
    await cache.read('a', read);
    expect(asked).toEqual(['a']);
  });

  it('are given up by number, the longest unused first', async () => {
    const cache = new RecordCache({ ...many, countMax: 2 });
    const { asked, read } = reader();
    for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.read(id, read);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('are given up by weight: a thousand headers of a megabyte do not stay', async () => {
    const cache = new RecordCache({ countMax: 10_000, bytesMax: 10_000_000 });
    const { read } = reader(1_000_000);
    for (let n = 0; n < 50; n += 1) await cache.read(String(n), read);
    expect(cache.byteLength).toBeLessThanOrEqual(10_000_000);
    expect(cache.byteLength).toBeGreaterThan(8_000_000);
  });

  it('keep the last one, even where it alone is too heavy', async () => {
    const cache = new RecordCache({ countMax: 10, bytesMax: 100 });
    const { asked, read } = reader(1000);
    for (const id of ['a', 'b', 'b']) await cache.read(id, read);
    expect(asked).toEqual(['a', 'b']);
  });

  it('that could not be read are asked for again', async () => {
    const cache = new RecordCache(many);
    const { asked, read } = reader();
    await cache.read('a', () =>
      Promise.resolve(fail({ code: 'NOT_FOUND', step: 'read instance' })),
    );
    await cache.read('a', read);
    expect(asked).toEqual(['a']);
    cache.delete('a');
    await cache.read('a', read);
    expect(asked).toEqual(['a', 'a']);
  });

  it('weigh what their texts, items and bytes weigh', () => {
    const item = { '00080100': { vr: 'SH', Value: ['x'.repeat(500)] } };
    const flat = headerBytesOf({ '00081110': { vr: 'SQ' } });
    const deep = headerBytesOf({ '00081110': { vr: 'SQ', Value: [item, { ...item }] } });
    expect(deep - flat).toBeGreaterThan(1000);
    expect(
      headerBytesOf({ '00091001': { vr: 'UN', InlineBinary: 'A'.repeat(4000) } }),
    ).toBeGreaterThan(4000);
  });
});
