import { describe, expect, it } from 'vitest';
import { formatBytes, formatMoment } from './format.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [40_600_000, '41 MB'],
    [1_234_000_000, '1.2 GB'],
    [5e15, '5,000 TB'],
  ])('%d', (byteLength, words) => {
    expect(formatBytes('en', byteLength)).toBe(words);
  });
});

describe('formatMoment', () => {
  it('spells the month, and is silent about what is no moment', () => {
    expect(formatMoment('en', new Date(2026, 10, 4, 9, 5).getTime())).toContain('Nov');
    expect(formatMoment('en', 'yesterday')).toBe('');
  });
});
