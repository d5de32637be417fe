import { describe, expect, it } from 'vitest';
import { bytesOfWords, datasetOf } from '../../testing/dataset-of.ts';
import { modalityLutOf, modalityValue, unitOfValues } from './modality-lut.ts';

describe('modalityLutOf', () => {
  it('reads slope and intercept, and knows that CT without a type is in HU', () => {
    const lut = modalityLutOf(
      datasetOf({ Modality: 'CT', RescaleSlope: 2, RescaleIntercept: -1024 }),
      0,
    );
    expect(lut).toEqual({ kind: 'rescale', slope: 2, intercept: -1024, unit: 'HU' });
    expect(modalityValue(lut, 512)).toBe(0);
  });

  it('is the identity where nothing is declared', () => {
    expect(modalityLutOf(datasetOf({ Modality: 'MR' }), 0)).toEqual({
      kind: 'rescale',
      slope: 1,
      intercept: 0,
      unit: null,
    });
  });

  it('does not let a slope of 0 make one value of all', () => {
    const lut = modalityLutOf(datasetOf({ RescaleSlope: 0, RescaleIntercept: 100 }), 0);
    expect(lut).toMatchObject({ slope: 1, intercept: 0 });
  });

  it.each([
    ['HU without a type', { Modality: 'CT' }],
    ['HU by its type', { Modality: 'CT', RescaleType: 'HU' }],
    ['Bq/ml', { Modality: 'PT', Units: 'BQML' }],
  ])('does not call stored values %s where the slope cannot be used', (_, said) => {
    for (const RescaleSlope of [0, '1,0', []]) {
      const lut = modalityLutOf(datasetOf({ ...said, RescaleSlope, RescaleIntercept: -1024 }), 0);
      expect(lut).toEqual({ kind: 'rescale', slope: 1, intercept: 0, unit: null });
      expect(unitOfValues(lut)).toBe('stored');
    }
  });

  it('does not call rescaled values stored ones: slopes of MR name no unit', () => {
    const mr = datasetOf({ Modality: 'MR', RescaleSlope: 2.5, RescaleIntercept: 0 });
    expect(unitOfValues(modalityLutOf(mr, 0))).toBe('rescaled');
    const plain = datasetOf({ Modality: 'MR', RescaleSlope: 1, RescaleIntercept: 0 });
    expect(unitOfValues(modalityLutOf(plain, 0))).toBe('stored');
  });

  it('reads PET units, and no unit from US (unspecified)', () => {
    const pet = datasetOf({ Modality: 'PT', Units: 'BQML', RescaleSlope: 0.5 });
    expect(modalityLutOf(pet, 0).unit).toBe('BQML');
    const unspecified = datasetOf({ RescaleSlope: 1, RescaleType: 'US' });
    expect(modalityLutOf(unspecified, 0).unit).toBeNull();
  });

  it('takes the frame’s own transformation before the shared one', () => {
    const transform = (slope: number) => ({
      PixelValueTransformationSequence: [
        datasetOf({ RescaleSlope: slope, RescaleIntercept: 0, RescaleType: 'HU' }),
      ],
    });
    const dataset = datasetOf({
      SharedFunctionalGroupsSequence: [datasetOf(transform(7))],
      PerFrameFunctionalGroupsSequence: [datasetOf(transform(3)), datasetOf({})],
    });
    expect(modalityLutOf(dataset, 0)).toMatchObject({ slope: 3, unit: 'HU' });
    expect(modalityLutOf(dataset, 1)).toMatchObject({ slope: 7 });
  });

  it('prefers a Modality LUT, whose ends hold for values outside of it (PS3.3 C.11.1.1.1)', () => {
    const dataset = datasetOf({
      PixelRepresentation: 1,
      RescaleSlope: 5,
      ModalityLUTSequence: [
        datasetOf({
          LUTDescriptor: [3, 0xfffe, 16],
          LUTData: bytesOfWords([10, 20, 30]),
          ModalityLUTType: 'OD',
        }),
      ],
    });
    const lut = modalityLutOf(dataset, 0);
    expect(lut.unit).toBe('OD');
    // First value 0xFFFE is -2 where pixels are signed.
    expect([-100, -2, -1, 0, 50].map((value) => modalityValue(lut, value))).toEqual([
      10, 10, 20, 30, 30,
    ]);
  });
});
