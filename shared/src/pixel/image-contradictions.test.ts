import { describe, expect, it } from 'vitest';
import { ctSlice } from '../../testing/synthetic-instance.ts';
import { datasetOf } from '../../testing/synthetic-modules.ts';
import { syntheticModalities, syntheticStudy } from '../../testing/synthetic-study.ts';
import { imageContradictions } from './image-contradictions.ts';

const { dataset } = ctSlice({ study: { seed: 'contradictions' }, index: 0, count: 1, rows: 8 });

describe('what a header cannot mean', () => {
  it.each([
    [{ BitsStored: 32 }, ['BITS_STORED_TOO_LARGE']],
    [{ HighBit: 3 }, ['HIGH_BIT_IMPOSSIBLE']],
    [{ HighBit: 16 }, ['HIGH_BIT_IMPOSSIBLE']],
    [{ PhotometricInterpretation: 'PLAID' }, ['PHOTOMETRIC_IMPOSSIBLE']],
    [{ PhotometricInterpretation: 'RGB' }, ['PHOTOMETRIC_IMPOSSIBLE']],
    [{ RescaleSlope: 0 }, ['RESCALE_SLOPE_ZERO']],
    [{ BitsStored: 32, RescaleSlope: 0 }, ['BITS_STORED_TOO_LARGE', 'RESCALE_SLOPE_ZERO']],
  ])('%o', (changes, expected) => {
    expect(imageContradictions({ ...dataset, ...datasetOf(changes) }, 0)).toEqual(expected);
  });

  it('is found in no image that means what it says', () => {
    for (const modality of syntheticModalities) {
      for (const instance of syntheticStudy(modality, { seed: 'plain' }, { rows: 16 })) {
        expect(imageContradictions(instance.dataset, 0)).toEqual([]);
      }
    }
  });
});
