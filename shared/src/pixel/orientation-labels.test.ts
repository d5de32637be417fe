import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import { directionLabel, oppositeOf, orientationLabelsOf } from './orientation-labels.ts';
import type { ViewTransform } from './orientation-labels.ts';

const plain = { rotation: 0, isFlippedHorizontally: false, isFlippedVertically: false } as const;
const axial = { ImageOrientationPatient: [1, 0, 0, 0, 1, 0] } as const;

function edges(attributes: Parameters<typeof datasetOf>[0], transform: ViewTransform = plain) {
  const labels = orientationLabelsOf(datasetOf(attributes), 0, transform);
  return labels === null ? null : [labels.left, labels.right, labels.top, labels.bottom].join(' ');
}

describe('orientationLabelsOf', () => {
  it('looks from the feet at an axial slice: the patient’s right on the left', () => {
    expect(edges(axial)).toBe('R L A P');
  });

  it('follows rotation, clockwise, then flips', () => {
    expect(edges(axial, { ...plain, rotation: 90 })).toBe('P A R L');
    expect(edges(axial, { ...plain, rotation: 180 })).toBe('L R P A');
    expect(edges(axial, { ...plain, rotation: 270 })).toBe('A P L R');
    expect(edges(axial, { ...plain, isFlippedHorizontally: true })).toBe('L R A P');
    expect(edges(axial, { ...plain, isFlippedVertically: true })).toBe('R L P A');
    expect(edges(axial, { ...plain, rotation: 90, isFlippedHorizontally: true })).toBe('A P R L');
  });

  it('names oblique directions by their largest component first, and leaves small ones out', () => {
    expect(directionLabel([0.9, -0.43, 0.05], 'BIPED')).toBe('LA');
    expect(directionLabel([0.05, 0.6, 0.8], 'BIPED')).toBe('HP');
  });

  it('uses Patient Orientation where there is no plane', () => {
    expect(edges({ PatientOrientation: ['A', 'F'] })).toBe('P A H F');
    expect(edges({ PatientOrientation: ['P', 'FR'] })).toBe('A P HL FR');
    expect(edges({})).toBeNull();
  });

  it('speaks of quadrupeds in their own words (PS3.3 C.7.6.1.1.1)', () => {
    const dataset = {
      ...datasetOf({ PatientOrientation: ['CD', 'V'] }),
      '00102210': { vr: 'CS', Value: ['QUADRUPED'] },
    };
    expect(orientationLabelsOf(dataset, 0)).toEqual({
      left: 'CR',
      right: 'CD',
      top: 'D',
      bottom: 'V',
      anatomy: 'QUADRUPED',
    });
    const placed = { ...dataset, ...datasetOf(axial) };
    expect(orientationLabelsOf(placed, 0)).toMatchObject({ left: 'RT', right: 'LE', top: 'V' });
  });
});

describe('oppositeOf', () => {
  it('reads quadruped terms two letters first: RT is right, R rostral, L lateral', () => {
    expect(oppositeOf('RT', 'QUADRUPED')).toBe('LE');
    expect(oppositeOf('LECR', 'QUADRUPED')).toBe('RTCD');
    expect(oppositeOf('PRL', 'QUADRUPED')).toBe('DIM');
    expect(oppositeOf('D', 'QUADRUPED')).toBe('V');
    expect(oppositeOf('PA', 'QUADRUPED')).toBe('D');
    expect(oppositeOf('R', 'QUADRUPED')).toBe('CD');
  });

  it('leaves the edge empty rather than wrong for terms that it does not know', () => {
    expect(oppositeOf('X', 'BIPED')).toBe('');
    expect(oppositeOf('AX', 'BIPED')).toBe('');
  });

  it('is its own inverse for bipeds', () => {
    for (const label of ['A', 'LH', 'RPF']) {
      expect(oppositeOf(oppositeOf(label, 'BIPED'), 'BIPED')).toBe(label);
    }
  });
});
