import { describe, expect, it } from 'vitest';
import { ageAt } from './age-at.ts';

describe('age at a study', () => {
  it('counts whole years, not yet reached birthdays left out', () => {
    expect(ageAt('19841124', '20261124')).toEqual({ n: 42, unit: 'year' });
    expect(ageAt('19841125', '20261124')).toEqual({ n: 41, unit: 'year' });
    expect(ageAt('20240229', '20260301')).toEqual({ n: 2, unit: 'year' });
  });

  it('counts the young in months, weeks and days', () => {
    expect(ageAt('20260101', '20261124')).toEqual({ n: 10, unit: 'month' });
    expect(ageAt('20261001', '20261124')).toEqual({ n: 7, unit: 'week' });
    expect(ageAt('20261124', '20261124')).toEqual({ n: 0, unit: 'day' });
  });

  it('gives none for missing dates and for births after the study', () => {
    expect(ageAt('', '20261124')).toBeNull();
    expect(ageAt('20270101', '20261124')).toBeNull();
  });
});
