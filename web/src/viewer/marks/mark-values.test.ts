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
  it('are tried again when bytes have come: what was unreadable stayed so until it was shown', async () => {
    let isHere = false;
    const stack = { id: 's', frames: [{ instance: { SOPInstanceUID: '1.2' }, frameIndex: 0 }] };
    const values = new MarkValues({
      state: { shown: { kind: 'nothing', index: 0 }, stacks: [stack] },
      frames: {
        load: async () =>
          isHere ? { kind: 'ready', picture } : { kind: 'failed', failure: { code: 'X' } },
      },
    } as unknown as ViewerModel);
    let told = 0;
    values.subscribe(() => (told += 1));
    const now = async (): Promise<string> => {
      values.valuesOf(mark);
      await values.settled();
      return values.valuesOf(mark).kind;
    };
    expect(await now()).toBe('unreadable');
    isHere = true;
    expect(await now()).toBe('unreadable');
    told = 0;
    values.refresh();
    expect(told).toBe(1);
    expect(await now()).toBe('known');
    told = 0;
    values.refresh();
    expect(told).toBe(0);
  });

  it('do not keep the frames they were measured on: marks all over a long series held all of it', () => {
    const shown = { kind: 'picture', index: 0, picture };
    const values = new MarkValues({ state: { shown, stacks: [] } } as unknown as ViewerModel);
    const known = values.valuesOf(mark);
    expect(known).toMatchObject({ kind: 'known', suv: picture.suv });
    expect(holds(known, picture.suv)).toBe(true);
    expect(holds(known, picture.frame.values)).toBe(false);
  });
});
