import { describe, expect, it } from 'vitest';
import { studySummary } from '../testing/study-summary.ts';
import { studyStatus } from './study-status.ts';

const still = { isSending: false, isRefused: false };
const at = (localCount: number, serverCount: number) =>
  studySummary({ whereabouts: { instanceCount: 5, localCount, serverCount } });

describe('studyStatus', () => {
  it.each([
    [5, 0, 'only-here'],
    [5, 2, 'part-on-server'],
    [5, 5, 'both'],
    [2, 5, 'part-here'],
    [0, 5, 'on-server'],
  ] as const)('%d here, %d on the server: %s', (localCount, serverCount, kind) => {
    expect(studyStatus(at(localCount, serverCount), still).kind).toBe(kind);
  });

  it('says sending only while something is missing there', () => {
    const sending = { isSending: true, isRefused: false };
    expect(studyStatus(at(5, 2), sending)).toEqual({ kind: 'sending', count: 2, total: 5 });
    expect(studyStatus(at(5, 5), sending).kind).toBe('both');
  });

  it('puts a refusal before all else', () => {
    expect(studyStatus(at(5, 2), { isSending: true, isRefused: true }).kind).toBe('failed');
  });

  it('never tells of a server for a sample', () => {
    expect(studyStatus({ ...at(5, 0), isSample: true }, still).kind).toBe('sample');
  });
});
