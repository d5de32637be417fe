import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everything, type ListChoice } from './list-choice.ts';
import { parseSavedFilters, putBack, savedFilterOf, withSaved } from './saved-filters.ts';

const ct: ListChoice = { ...everything, modality: 'CT', period: 'last7', sort: 'name' };
const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, name: `Name ${id}`, choice: ct, query: '' }));
if (a === undefined || b === undefined || c === undefined) throw new Error('three were made');

describe('saved filters', () => {
  it('are read back as they were written, and whatever else was is left out', () => {
    const saved = [{ ...a, query: 'Moss' }, b];
    expect(parseSavedFilters(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
    expect(parseSavedFilters([a, a, { id: 'x' }, null, 7])).toEqual([a]);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(Array.isArray(parseSavedFilters([value]))).toBe(true);
        expect(Array.isArray(parseSavedFilters(value))).toBe(true);
      }),
    );
  });

  it('take the place of the one with their name, whatever its case', () => {
    const added = { ...c, name: 'NAME A ' };
    expect(withSaved([a, b], added)).toEqual([added, b]);
    expect(withSaved([a, b], c)).toEqual([a, b, c]);
  });

  it('come back to the place they were deleted from', () => {
    expect(putBack([a, c], b, 1)).toEqual([a, b, c]);
    expect(putBack([], c, 2)).toEqual([c]);
    // Another tab has put it back already.
    expect(putBack([a, b, c], b, 1)).toEqual([a, b, c]);
  });

  it('are known again by all they show: filters, order and words', () => {
    const saved = [a, { ...b, query: 'moss ' }];
    expect(savedFilterOf(saved, ct, '')).toBe(a);
    expect(savedFilterOf(saved, ct, ' moss')).toBe(saved[1]);
    expect(savedFilterOf(saved, { ...ct, isReversed: true }, '')).toBeNull();
    expect(savedFilterOf(saved, ct, 'other')).toBeNull();
  });
});
