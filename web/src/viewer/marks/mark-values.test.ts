import { describe, expect, it } from 'vitest';
import type { Mark } from '#shared/annotation/mark.ts';
import type { Picture } from '../stage/picture.ts';
import type { ViewerModel } from '../state/viewer-model.ts';
import { MarkValues } from './mark-values.ts';

const mark = {
  id: 'm1',
  kind: 'rectangle',
  SOPInstanceUID: '1.2',
  frameNumber: 1,
  points: [
    { x: 0, y: 0 },
    { x: 3, y: 3 },
  ],
} as unknown as Mark;

const picture = {
  frameIndex: 0,
  record: { SOPInstanceUID: '1.2', dataset: {} },
  suv: { ok: false, failure: { reason: 'NOT_PET', attributes: [] } },
  frame: {
    Rows: 4,
    Columns: 4,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    values: new Uint16Array(16).fill(7),
    minValue: 7,
    maxValue: 7,
    lossy: false,
  },
} as unknown as Picture;

function holds(value: unknown, wanted: unknown): boolean {
  if (value === wanted) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((one) => holds(one, wanted));
}

describe('values of marks', () => {
  it('do not keep the frames they were measured on: marks all over a long series held all of it', () => {
    const shown = { kind: 'picture', index: 0, picture };
    const values = new MarkValues({ state: { shown, stacks: [] } } as unknown as ViewerModel);
    const known = values.valuesOf(mark);
    expect(known).toMatchObject({ kind: 'known', suv: picture.suv });
    expect(holds(known, picture.suv)).toBe(true);
    expect(holds(known, picture.frame.values)).toBe(false);
  });
});
