import { describe, expect, it } from 'vitest';
import { byteLengthOf } from './load-picture.ts';

type Weighed = Parameters<typeof byteLengthOf>[0];

function picture(values: Uint16Array, headerLength: number, NumberOfFrames = 1): Weighed {
  return {
    frame: { Rows: 8, Columns: 8, values },
    overlays: [],
    record: {
      NumberOfFrames,
      dataset: { '00204000': { vr: 'LT', Value: ['x'.repeat(headerLength)] } },
    },
  } as unknown as Weighed;
}

describe('what a decoded frame weighs in the cache', () => {
  it('is its header too: a thousand small frames would hold a thousand headers for nothing', () => {
    const values = new Uint16Array(64);
    const light = byteLengthOf(picture(values, 0));
    expect(byteLengthOf(picture(values, 50_000)) - light).toBe(50_000);
    // The frames of one instance share one.
    expect(byteLengthOf(picture(values, 50_000, 100))).toBeLessThan(light + 1000);
  });

  it('is the memory that its values keep from being freed, not the part of it that they are', () => {
    const buffer = new ArrayBuffer(1_000_000);
    expect(byteLengthOf(picture(new Uint16Array(buffer, 0, 64), 0))).toBeGreaterThan(1_000_000);
  });
});
