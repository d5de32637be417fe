import { describe, expect, it } from 'vitest';
import { scaleBarFor } from './scale-bar.ts';

describe('the scale bar', () => {
  it('takes the longest round length that fits', () => {
    expect(scaleBarFor(2, 150)).toEqual({ lengthMm: 50, lengthPx: 100 });
    expect(scaleBarFor(0.1, 150)).toEqual({ lengthMm: 500, lengthPx: 50 });
    expect(scaleBarFor(100, 150)).toEqual({ lengthMm: 1, lengthPx: 100 });
  });

  it('is absent when nothing round fits', () => {
    expect(scaleBarFor(5000, 150)).toBeNull();
  });
});
