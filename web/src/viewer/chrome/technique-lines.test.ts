import { describe, expect, it } from 'vitest';
import { techniqueLines } from './technique-lines.ts';

const words = { text: (key: string) => key, language: 'en' };

function linesOf(spacing: readonly number[], tesla?: number): readonly string[] {
  const dataset = {
    '00280010': { vr: 'US', Value: [10] },
    '00280011': { vr: 'US', Value: [20] },
    '00280030': { vr: 'DS', Value: spacing },
    ...(tesla === undefined ? {} : { '00180087': { vr: 'DS', Value: [tesla] } }),
  };
  return techniqueLines(dataset, 0, 3, words);
}

describe('the line on the size of an image', () => {
  it('gives one spacing where both are the same, and both, across first, where they differ', () => {
    expect(linesOf([0.7, 0.7])).toEqual(['20 × 10 · 0.700\u00a0mm']);
    expect(linesOf([0.7, 0.5])).toEqual(['20 × 10 · 0.500 × 0.700\u00a0mm']);
  });

  it('never calls a spacing nothing: a slide’s pixels were 0.000 mm', () => {
    expect(linesOf([0.000499, 0.000499])).toEqual(['20 × 10 · 0.000499\u00a0mm']);
    expect(linesOf([0.08877, 0.08877])).toEqual(['20 × 10 · 0.0888\u00a0mm']);
  });

  it('says nothing of a spacing that none can have', () => {
    expect(linesOf([0, 0])).toEqual(['20 × 10']);
    expect(linesOf([0.7])).toEqual(['20 × 10']);
  });
});

describe('the strength of a magnet', () => {
  it('stands in teslas, and not at all where an old file has it in gauss: 15,015 T was read', () => {
    expect(linesOf([], 1.5)[0]).toBe('1.50\u00a0T');
    expect(linesOf([], 15_015)).toEqual(['20 × 10']);
  });
});

describe('what a value is', () => {
  it('is said before it where the value does not say so: “HFS · 27 mm” and “ID 2” were read', () => {
    const dataset = {
      '00180080': { vr: 'DS', Value: [4000] },
      '00185100': { vr: 'CS', Value: ['HFS'] },
      '00201041': { vr: 'DS', Value: [27] },
      '00200010': { vr: 'SH', Value: ['2'] },
    };
    expect(techniqueLines(dataset, 0, 3, words)).toEqual([
      'TR 4,000\u00a0ms',
      'viewer.technique.studyId 2',
      'viewer.technique.position HFS · viewer.technique.location 27\u00a0mm',
    ]);
  });
});
