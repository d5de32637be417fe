import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { datasetOf } from '../../../shared/testing/synthetic-modules.ts';
import type { StudyBody } from './archive-rows.ts';
import { newStudyBody, withInstance } from './study-body.ts';

const bodyOf = (instances: readonly DicomDataset[]): Omit<StudyBody, 'series' | 'patient'> => {
  const [first = {}] = instances;
  const body = instances.reduce(
    (sum, dataset) => withInstance(sum, dataset, '1.2.3'),
    newStudyBody('1.2', first, '2026-05-04'),
  );
  // Who the patient is decides which row an instance comes to, before any of this.
  const { series: _, patient: __, ...rest } = body;
  return rest;
};

const words = fc.constantFrom('', 'A', 'B', 'a');
const instance = fc
  .record({
    PatientName: fc.constantFrom('', 'Weiß^Eva', 'WEISS^EVA', 'Weiss^Ewa'),
    PatientSex: fc.constantFrom('', 'F', 'O'),
    StudyDate: fc.constantFrom('', '20240311', '20240312'),
    StudyTime: fc.constantFrom('', '101500', '101500.000', '0815'),
    StudyDescription: words,
    BodyPartExamined: words,
  })
  .map((attributes) => datasetOf(attributes));

describe('what a study is called', () => {
  it('does not depend on the order in which its instances came', () => {
    fc.assert(
      fc.property(
        fc
          .array(instance, { minLength: 1, maxLength: 5 })
          .chain((list) =>
            fc.tuple(
              fc.constant(list),
              fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
            ),
          ),
        ([list, shuffled]) => {
          expect(bodyOf(shuffled)).toEqual(bodyOf(list));
          expect(bodyOf([...list, ...shuffled])).toEqual(bodyOf(list));
        },
      ),
    );
  });

  it('names what its instances give different values, and the series apart', () => {
    const ct = datasetOf({
      PatientName: 'Weiß^Eva',
      PatientSex: 'F',
      StudyDate: '20240311',
      StudyTime: '1015',
      BodyPartExamined: 'CHEST',
    });
    const pet = datasetOf({
      PatientSex: 'O',
      StudyDate: '20240309',
      BodyPartExamined: 'WHOLEBODY',
    });
    const body = bodyOf([ct, pet]);
    expect(body.differing).toEqual(['PatientSex', 'StudyDate']);
    // The time belongs to the date that is shown, not to another one.
    expect([body.StudyDate, body.StudyTime, body.PatientSex]).toEqual(['20240309', '', 'F']);
    expect(bodyOf([ct, ct]).differing).toBeUndefined();
  });

  it('takes other spellings of one value for the same', () => {
    const names = ['Weiß^Eva', 'WEISS^EVA'];
    const body = bodyOf(names.map((PatientName) => datasetOf({ PatientName })));
    expect(body.differing).toBeUndefined();
  });
});
