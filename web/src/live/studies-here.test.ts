import { expect, it } from 'vitest';
import type { StudySummary } from '../archive/archive-types.ts';
import { studiesHere } from './studies-here.ts';

const study = (key: string, localCount: number, byteLength: number): StudySummary =>
  ({
    key,
    byteLength,
    whereabouts: { instanceCount: 20, localCount, serverCount: 20 },
  }) as unknown as StudySummary;

it('counts what is on this device: a fresh device with nothing on it said "6 studies, 18 MB"', () => {
  const listed = [study('a', 20, 5), study('b', 0, 6), study('c', 3, 7), study('d', 20, 1)];
  const { whole, inPart, onlyOnServer, byteLength } = studiesHere(listed);
  expect(whole.map(({ key }) => key)).toEqual(['a', 'd']);
  expect(inPart.map(({ key }) => key)).toEqual(['c']);
  expect(onlyOnServer.map(({ key }) => key)).toEqual(['b']);
  expect(byteLength).toBe(6);
});
