import type { DicomDataset } from '../dicom/dicom-json.ts';
import { textOf, textsOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { imagePlaneOf } from './image-plane.ts';
import type { Vector3 } from './image-plane.ts';

/** How a frame is turned on the screen: clockwise first, then mirrored (PS3.3 C.10.6). */
export interface ViewTransform {
  readonly rotation: 0 | 90 | 180 | 270;
  readonly isFlippedHorizontally: boolean;
  readonly isFlippedVertically: boolean;
}

/** Abbreviations at the four edges, most important direction first: `A`, `LH`, `CRD`; empty where unknown. */
export interface OrientationLabels {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
  readonly anatomy: 'BIPED' | 'QUADRUPED';
}

type Anatomy = OrientationLabels['anatomy'];

/** Anatomical Orientation Type (0010,2210). */
const anatomicalOrientationType = '00102210';

/** Abbreviations towards +x, -x, +y, -y, +z, -z of the patient (PS3.3 C.7.6.1.1.1). */
const directionNames: Readonly<Record<Anatomy, readonly string[]>> = {
  BIPED: ['L', 'R', 'P', 'A', 'H', 'F'],
  // The patient coordinates of a quadruped: x to the left, y to the back (dorsal), z to the head.
  QUADRUPED: ['LE', 'RT', 'D', 'V', 'CR', 'CD'],
};

const opposites: Readonly<Record<Anatomy, Readonly<Record<string, string>>>> = {
  BIPED: { L: 'R', R: 'L', P: 'A', A: 'P', H: 'F', F: 'H' },
  QUADRUPED: {
    LE: 'RT',
    RT: 'LE',
    D: 'V',
    V: 'D',
    CR: 'CD',
    CD: 'CR',
    R: 'CD',
    M: 'L',
    L: 'M',
    PR: 'DI',
    DI: 'PR',
    PA: 'D',
    PL: 'D',
  },
};

/** A component of a direction below this share is not worth a letter: 0.1 is about 6 degrees. */
const shareMin = 0.1;

/**
 * Makes the labels of the four edges of a frame (0-based) as it is turned on the screen: from Image
 * Orientation (Patient), else from Patient Orientation (0020,0020), which names where rows and columns
 * lead to, in the letters of Anatomical Orientation Type (0010,2210). Null when neither says anything.
 */
export function orientationLabelsOf(
  dataset: DicomDataset,
  frameIndex: number,
  transform: ViewTransform = noTransform,
): OrientationLabels | null {
  const anatomy: Anatomy =
    textOf(dataset, anatomicalOrientationType) === 'QUADRUPED' ? 'QUADRUPED' : 'BIPED';
  const towards = rowAndColumn(dataset, frameIndex, anatomy);
  if (towards === null) return null;
  const labels = {
    right: towards.row,
    left: oppositeOf(towards.row, anatomy),
    bottom: towards.column,
    top: oppositeOf(towards.column, anatomy),
  };
  return { ...turned(labels, transform), anatomy };
}

const noTransform: ViewTransform = {
  rotation: 0,
  isFlippedHorizontally: false,
  isFlippedVertically: false,
};

function rowAndColumn(
  dataset: DicomDataset,
  frameIndex: number,
  anatomy: Anatomy,
): { row: string; column: string } | null {
  const plane = imagePlaneOf(dataset, frameIndex);
  if (plane !== null) {
    return {
      row: directionLabel(plane.rowDirection, anatomy),
      column: directionLabel(plane.columnDirection, anatomy),
    };
  }
  const [row = '', column = ''] = textsOf(dataset, tags.PatientOrientation);
  return row === '' && column === '' ? null : { row, column };
}

/** Letters of a direction in the patient, the largest component first. */
export function directionLabel(direction: Vector3, anatomy: Anatomy): string {
  const names = directionNames[anatomy];
  return direction
    .map((value, axis) => ({ share: Math.abs(value), name: names[axis * 2 + (value < 0 ? 1 : 0)] }))
    .filter(({ share }) => share >= shareMin)
    .sort((a, b) => b.share - a.share)
    .map(({ name }) => name ?? '')
    .join('');
}

/**
 * The label of the opposite edge. Quadruped terms are read greedily, two letters first: R is rostral and L
 * lateral there, RT and LE right and left. On a distal limb the opposite of D (dorsal) is palmar or
 * plantar, which only another part of the label tells; without one it is ventral. A term that is not
 * known leaves the other edge without a label rather than with a wrong one.
 */
export function oppositeOf(label: string, anatomy: Anatomy): string {
  const known = opposites[anatomy];
  let rest = label.toUpperCase();
  let opposite = '';
  while (rest !== '') {
    const length = known[rest.slice(0, 2)] !== undefined && anatomy === 'QUADRUPED' ? 2 : 1;
    const term = known[rest.slice(0, length)];
    if (term === undefined) return '';
    opposite += term;
    rest = rest.slice(length);
  }
  return opposite;
}

type Edges = Omit<OrientationLabels, 'anatomy'>;

function turned(edges: Edges, transform: ViewTransform): Edges {
  let { left, right, top, bottom } = edges;
  for (let quarter = 0; quarter < transform.rotation / 90; quarter += 1) {
    // Clockwise: what was on the left goes to the top.
    [top, right, bottom, left] = [left, top, right, bottom];
  }
  if (transform.isFlippedHorizontally) [left, right] = [right, left];
  if (transform.isFlippedVertically) [top, bottom] = [bottom, top];
  return { left, right, top, bottom };
}
