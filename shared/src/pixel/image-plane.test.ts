import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import { distanceAlongNormalMm, imagePlaneOf, orderAlongNormal } from './image-plane.ts';

function axial(z: number) {
  return imagePlaneOf(
    datasetOf({
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      ImagePositionPatient: [-100, -120, z],
    }),
    0,
  );
}

describe('imagePlaneOf', () => {
  it('reads position, directions and their normal', () => {
    expect(axial(7)).toEqual({
      positionMm: [-100, -120, 7],
      rowDirection: [1, 0, 0],
      columnDirection: [0, 1, 0],
      normal: [0, 0, 1],
    });
  });

  it('reads the frame’s own groups of enhanced instances', () => {
    const dataset = datasetOf({
      SharedFunctionalGroupsSequence: [
        datasetOf({
          PlaneOrientationSequence: [datasetOf({ ImageOrientationPatient: [0, 1, 0, 0, 0, -1] })],
        }),
      ],
      PerFrameFunctionalGroupsSequence: [
        datasetOf({ PlanePositionSequence: [datasetOf({ ImagePositionPatient: [1, 2, 3] })] }),
        datasetOf({ PlanePositionSequence: [datasetOf({ ImagePositionPatient: [4, 5, 6] })] }),
      ],
    });
    expect(imagePlaneOf(dataset, 1)).toMatchObject({ positionMm: [4, 5, 6], normal: [-1, 0, 0] });
  });

  it.each([
    ['zero vectors', [0, 0, 0, 0, 0, 0]],
    ['vectors that are not at right angles', [1, 0, 0, 1, 0, 0]],
    ['too few numbers', [1, 0, 0]],
    ['long vectors', [2, 0, 0, 0, 2, 0]],
  ])('is null for %s', (_, ImageOrientationPatient) => {
    expect(imagePlaneOf(datasetOf({ ImageOrientationPatient }), 0)).toBeNull();
  });

  it('is null for files that say nothing', () => {
    expect(imagePlaneOf(datasetOf({}), 0)).toBeNull();
  });
});

describe('orderAlongNormal', () => {
  it('sorts by the distance along the normal, not by the order stored', () => {
    expect(orderAlongNormal([axial(10), axial(-5), axial(2.5)])).toEqual([1, 2, 0]);
  });

  it('sorts tilted slices by their distance, though x and y move too', () => {
    const tilted = (mm: number) =>
      imagePlaneOf(
        datasetOf({
          ImageOrientationPatient: [1, 0, 0, 0, 0.8, 0.6],
          ImagePositionPatient: [0, -0.6 * mm, 0.8 * mm],
        }),
        0,
      );
    const planes = [tilted(9), tilted(3), tilted(6)];
    expect(orderAlongNormal(planes)).toEqual([1, 2, 0]);
    const [first] = planes;
    expect(first === null || first === undefined ? null : distanceAlongNormalMm(first)).toBeCloseTo(
      9,
    );
  });

  it('keeps the order of equal positions', () => {
    expect(orderAlongNormal([axial(1), axial(1), axial(0)])).toEqual([2, 0, 1]);
  });

  it('has no order where a position is missing or planes are not parallel', () => {
    const sagittal = imagePlaneOf(
      datasetOf({ ImageOrientationPatient: [0, 1, 0, 0, 0, -1], ImagePositionPatient: [0, 0, 0] }),
      0,
    );
    const unplaced = imagePlaneOf(datasetOf({ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }), 0);
    expect(orderAlongNormal([axial(0), sagittal])).toBeNull();
    expect(orderAlongNormal([axial(0), unplaced])).toBeNull();
    expect(orderAlongNormal([axial(0), null])).toBeNull();
    expect(orderAlongNormal([])).toBeNull();
  });
});
