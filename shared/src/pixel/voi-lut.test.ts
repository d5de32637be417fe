import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfWords, datasetOf } from '../../testing/dataset-of.ts';
import { voiBrightness, voiChoicesOf } from './voi-lut.ts';
import type { Voi, VoiFunction } from './voi-lut.ts';

function window(center: number, width: number, voiFunction: VoiFunction = 'LINEAR'): Voi {
  return { kind: 'window', center, width, function: voiFunction };
}

describe('voiBrightness', () => {
  it('follows the pseudo-code of LINEAR (PS3.3 C.11.2.1.2.1): c 2048, w 4096', () => {
    const voi = window(2048, 4096);
    // Black at x <= 2048 - 0.5 - 4095 / 2 = 0, white at x > 2047.5 + 2047.5 = 4095.
    expect(voiBrightness(voi, 0)).toBe(0);
    expect(voiBrightness(voi, 1)).toBeCloseTo(1 / 4095, 12);
    expect(voiBrightness(voi, 4095)).toBe(1);
    expect(voiBrightness(voi, 2047.5)).toBe(0.5);
  });

  it('makes a threshold of LINEAR width 1: black up to c - 0.5, white above', () => {
    const voi = window(500, 1);
    expect(voiBrightness(voi, 499)).toBe(0);
    expect(voiBrightness(voi, 499.5)).toBe(0);
    expect(voiBrightness(voi, 500)).toBe(1);
  });

  it('maps c - w/2 to black and c + w/2 to white with LINEAR_EXACT', () => {
    const voi = window(0, 100, 'LINEAR_EXACT');
    expect([-50, -25, 0, 25, 50].map((x) => voiBrightness(voi, x))).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ]);
  });

  it('follows 1 / (1 + exp(-4 (x - c) / w)) with SIGMOID', () => {
    const voi = window(100, 40, 'SIGMOID');
    expect(voiBrightness(voi, 100)).toBe(0.5);
    expect(voiBrightness(voi, 110)).toBeCloseTo(0.7310585786, 9);
    expect(voiBrightness(voi, 90)).toBeCloseTo(0.2689414214, 9);
  });

  it('never leaves 0 to 1 and never falls, whatever the window', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<VoiFunction>('LINEAR', 'LINEAR_EXACT', 'SIGMOID'),
        fc.integer({ min: -40000, max: 70000 }),
        fc.integer({ min: 1, max: 70000 }),
        fc.array(fc.integer({ min: -40000, max: 70000 }), { minLength: 2, maxLength: 20 }),
        (voiFunction, center, width, values) => {
          const voi = window(center, width, voiFunction);
          const shown = values.toSorted((a, b) => a - b).map((value) => voiBrightness(voi, value));
          for (const [index, brightness] of shown.entries()) {
            expect(brightness).toBeGreaterThanOrEqual(shown[index - 1] ?? 0);
            expect(brightness).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});

describe('voiChoicesOf', () => {
  it('offers every window with its explanation', () => {
    const choices = voiChoicesOf(
      datasetOf({
        WindowCenter: [40, -600, 480],
        WindowWidth: [400, 1500, 2500],
        WindowCenterWidthExplanation: ['SOFT', 'LUNG', 'BONE'],
      }),
      0,
    );
    expect(choices.map(({ id, explanation }) => [id, explanation])).toEqual([
      ['window-0', 'SOFT'],
      ['window-1', 'LUNG'],
      ['window-2', 'BONE'],
    ]);
    expect(choices[1]?.voi).toEqual(window(-600, 1500));
  });

  it('leaves out widths of 0, below 0 and missing ones', () => {
    const dataset = datasetOf({ WindowCenter: [1, 2, 3], WindowWidth: [0, -5] });
    expect(voiChoicesOf(dataset, 0)).toEqual([]);
  });

  it('reads a width below 1 as exact, for which LINEAR has no meaning', () => {
    const dataset = datasetOf({ WindowCenter: 0.25, WindowWidth: 0.5 });
    expect(voiChoicesOf(dataset, 0)[0]?.voi).toEqual(window(0.25, 0.5, 'LINEAR_EXACT'));
  });

  it('reads windows over float pixels as exact', () => {
    const dataset = datasetOf({ BitsAllocated: 32, WindowCenter: 0.5, WindowWidth: 1 });
    expect(voiChoicesOf(dataset, 0)[0]?.voi).toEqual(window(0.5, 1, 'LINEAR_EXACT'));
  });

  it('takes the frame’s window from its functional group', () => {
    const dataset = datasetOf({
      WindowCenter: 1,
      WindowWidth: 2,
      SharedFunctionalGroupsSequence: [
        datasetOf({
          FrameVOILUTSequence: [
            datasetOf({ WindowCenter: 50, WindowWidth: 100, VOILUTFunction: 'SIGMOID' }),
          ],
        }),
      ],
    });
    expect(voiChoicesOf(dataset, 0).map(({ voi }) => voi)).toEqual([window(50, 100, 'SIGMOID')]);
  });

  it('offers VOI LUTs first: 8-bit entries, and 0 entries for 65536', () => {
    const ramp = Array.from({ length: 65536 }, (_, i) => i);
    const dataset = datasetOf({
      WindowCenter: 1,
      WindowWidth: 2,
      VOILUTSequence: [
        datasetOf({
          LUTDescriptor: [4, 100, 8],
          LUTData: bytesOfWords([0, 85, 170, 255]),
          LUTExplanation: 'SOFT',
        }),
        datasetOf({ LUTDescriptor: [0, 0, 16], LUTData: bytesOfWords(ramp) }),
      ],
    });
    const [first, second, third] = voiChoicesOf(dataset, 0);
    expect([first?.id, second?.id, third?.id]).toEqual(['lut-0', 'lut-1', 'window-0']);
    if (first === undefined || second === undefined) throw new Error('no LUT');
    expect([99, 100, 101, 103, 200].map((x) => voiBrightness(first.voi, x))).toEqual([
      0,
      0,
      85 / 255,
      1,
      1,
    ]);
    expect(voiBrightness(second.voi, 65535)).toBe(1);
    expect(voiBrightness(second.voi, 32768)).toBeCloseTo(0.5, 4);
  });

  it('reads the first value as signed where the modality output can be negative', () => {
    const item = datasetOf({ LUTDescriptor: [2, 0xff00, 16], LUTData: bytesOfWords([0, 0xffff]) });
    const dataset = datasetOf({ RescaleIntercept: -1024, VOILUTSequence: [item] });
    const [choice] = voiChoicesOf(dataset, 0);
    expect(choice?.voi).toMatchObject({ table: { firstValue: -256 } });
  });
});
