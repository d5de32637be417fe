import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../archive/outbox.ts';
import { byStudy } from './outbox-entries.ts';

const entry = (change: Partial<OutboxEntry>): OutboxEntry => ({
  ref: 'r',
  kind: 'instance',
  group: 'study-a',
  order: 1,
  byteLength: 100,
  tries: 0,
  nextAtMs: 0,
  code: null,
  ...change,
});

describe('byStudy', () => {
  it('adds up the instances of each study and leaves operations out', () => {
    const studies = byStudy([entry({}), entry({}), entry({ group: 'b' }), entry({ kind: 'op' })]);
    expect(studies.get('study-a')).toMatchObject({ instanceCount: 2, byteLength: 200, code: null });
    expect(studies.get('b')?.instanceCount).toBe(1);
  });

  it('lets one failed instance speak for its study, with its earliest next try', () => {
    const failed = (nextAtMs: number) => entry({ code: 'SERVER_FULL', nextAtMs });
    for (const entries of [
      [entry({}), failed(900), failed(500)],
      [failed(500), entry({}), failed(900)],
    ]) {
      expect(byStudy(entries).get('study-a')).toMatchObject({ code: 'SERVER_FULL', nextAtMs: 500 });
    }
  });
});
