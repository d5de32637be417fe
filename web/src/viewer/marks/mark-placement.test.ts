import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noPlacement, place, type Placement, type PlacementInput } from './mark-placement.ts';

const at = (x: number, y = 0) => ({ x, y });
const two = { pointCount: 2, minDistance: 4 };

function playAll(inputs: readonly PlacementInput[], pointCount: number) {
  let placement: Placement = noPlacement;
  const commits: number[][] = [];
  for (const input of inputs) {
    const step = place(placement, input, { pointCount, minDistance: 4 });
    placement = step.placement;
    if (step.commit !== null) commits.push(step.commit.map(({ x }) => x));
  }
  return { placement, commits };
}
const tap = (x: number): PlacementInput => ({ type: 'tap', at: at(x) });
const dragFrom = (x: number, to: number): readonly PlacementInput[] => [
  { type: 'stroke-start', at: at(x) },
  { type: 'stroke-move', at: at((x + to) / 2) },
  { type: 'stroke-end', at: at(to) },
];

describe('placing marks', () => {
  it('takes as many points as the kind has, by taps, by drags, or by both', () => {
    expect(playAll([tap(10)], 1).commits).toEqual([[10]]);
    expect(playAll(dragFrom(10, 50), 1).commits).toEqual([[50]]);
    expect(playAll([tap(10), tap(50)], 2).commits).toEqual([[10, 50]]);
    expect(playAll(dragFrom(10, 50), 2).commits).toEqual([[10, 50]]);
    expect(playAll([tap(10), tap(50), tap(90)], 3).commits).toEqual([[10, 50, 90]]);
    expect(playAll([...dragFrom(10, 50), tap(90)], 3).commits).toEqual([[10, 50, 90]]);
    expect(playAll([tap(10), ...dragFrom(40, 50), ...dragFrom(60, 90)], 3).commits).toEqual([
      [10, 50, 90],
    ]);
  });

  it('makes nothing of a finger that shakes', () => {
    expect(playAll(dragFrom(10, 12), 2)).toEqual({ placement: noPlacement, commits: [] });
    expect(playAll([tap(10), tap(12)], 2)).toEqual({
      placement: { kind: 'anchored', set: [at(10)] },
      commits: [],
    });
  });

  it('is as before the drag when the drag is taken back, whatever was set and however far it went', () => {
    const kinds = fc.constantFrom(1, 2, 3);
    const places = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 6 });
    fc.assert(
      fc.property(kinds, places, places, (pointCount, taps, moves) => {
        const before = playAll(taps.map(tap), pointCount);
        const rule = { pointCount, minDistance: 4 };
        let step = place(before.placement, { type: 'stroke-start', at: at(7) }, rule);
        for (const x of moves) {
          step = place(step.placement, { type: 'stroke-move', at: at(x) }, rule);
          expect(step.commit).toBeNull();
        }
        step = place(step.placement, { type: 'stroke-cancel' }, rule);
        expect(step).toEqual({ placement: before.placement, commit: null });
      }),
    );
  });

  it('forgets all of it when it is abandoned', () => {
    const step = place({ kind: 'anchored', set: [at(1)] }, { type: 'abandon' }, two);
    expect(step).toEqual({ placement: noPlacement, commit: null });
  });
});
