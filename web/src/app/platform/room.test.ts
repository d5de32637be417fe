import { describe, expect, it } from 'vitest';
import { studySummary } from '../../testing/study-summary.ts';
import { freeBytes, roomInStudies } from './room.ts';

const here = { instanceCount: 2, localCount: 2, serverCount: 0 };
const ct = (byteLength: number) =>
  studySummary({ ModalitiesInStudy: ['CT'], byteLength, whereabouts: here });

describe('roomInStudies', () => {
  it('counts in the mean of the kind that is most on this device', () => {
    const xray = studySummary({ ModalitiesInStudy: ['DX'], byteLength: 9, whereabouts: here });
    expect(roomInStudies(1000, [ct(100), ct(300), xray])).toEqual({
      kind: 'CT',
      count: 5,
      meanBytes: 200,
      measuredCount: 2,
    });
  });

  it('assumes X-ray studies where nothing is here yet, and says so', () => {
    expect(roomInStudies(4_200_000_000, [])).toMatchObject({
      kind: 'xray',
      count: 140,
      measuredCount: 0,
    });
  });

  it('takes no mean of what is not wholly here, is a sample, or lies in the trash', () => {
    const part = { ...ct(1), whereabouts: { ...here, localCount: 1 } };
    const sample = { ...ct(1), isSample: true };
    const rejected = { ...ct(1), rejection: { reason: '', by: '', at: '' } };
    expect(roomInStudies(1000, [ct(100), part, sample, rejected]).meanBytes).toBe(100);
  });
});

describe('freeBytes', () => {
  it('keeps a reserve, and is never less than nothing', () => {
    expect(freeBytes({ usedBytes: 100_000_000, quotaBytes: 1_000_000_000 })).toBe(850_000_000);
    expect(freeBytes({ usedBytes: 100, quotaBytes: 200 })).toBe(0);
  });

  it('is unknown where the browser says nothing', () => {
    expect(freeBytes({ usedBytes: 0, quotaBytes: 0 })).toBeNull();
  });
});
