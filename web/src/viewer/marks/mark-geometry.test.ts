import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handlesOf, hitMark, movedBy, movedHandle, type DrawnMark } from './mark-geometry.ts';
import { remember, reversalOf, type MarkDeed } from './mark-undo.ts';

const point = fc.record({
  x: fc.integer({ min: 0, max: 500 }),
  y: fc.integer({ min: 0, max: 500 }),
});
const length: DrawnMark = {
  id: 'a',
  kind: 'length',
  points: [
    { x: 100, y: 100 },
    { x: 200, y: 100 },
  ],
};
const ellipse: DrawnMark = {
  id: 'b',
  kind: 'ellipse',
  points: [
    { x: 300, y: 300 },
    { x: 400, y: 360 },
  ],
};

describe('marks under a finger', () => {
  it('finds handles of the selected mark within 22 px of a finger, 11 px of a mouse', () => {
    const near = { x: 80, y: 100 };
    expect(hitMark([length], 'a', near, true)).toEqual({
      markId: 'a',
      part: 'handle',
      handle: 'start',
    });
    expect(hitMark([length], 'a', near, false)).toBeNull();
    expect(hitMark([length], null, near, true)).toBeNull();
  });

  it('finds lines and outlines, not the inside of an ellipse', () => {
    expect(hitMark([length, ellipse], null, { x: 150, y: 105 }, false)?.markId).toBe('a');
    expect(hitMark([length, ellipse], null, { x: 350, y: 300 }, false)?.markId).toBe('b');
    expect(hitMark([length, ellipse], null, { x: 350, y: 330 }, true)).toBeNull();
  });

  it('puts a moved handle where the finger is and leaves the opposite corner alone', () => {
    const kinds = fc.constantFrom('length' as const, 'ellipse' as const);
    fc.assert(
      fc.property(kinds, fc.tuple(point, point), point, fc.nat(3), (kind, points, at, n) => {
        const handles = handlesOf(kind, points);
        const handle = handles[n % handles.length];
        if (handle === undefined) throw new Error('no handle');
        const moved = handlesOf(kind, movedHandle(points, handle.id, at));
        expect(moved.find(({ id }) => id === handle.id)?.at).toEqual(at);
        const opposite = handles.length - 1 - handles.indexOf(handle);
        expect(moved[opposite]).toEqual(handles[opposite]);
      }),
    );
  });

  it('moves a mark as a whole', () => {
    expect(movedBy(length.points, 5, -5)).toEqual([
      { x: 105, y: 95 },
      { x: 205, y: 95 },
    ]);
  });
});

describe('undo of marks', () => {
  it('reverses what was done', () => {
    const before = [{ x: 1, y: 1 }];
    const after = [{ x: 2, y: 2 }];
    expect(reversalOf({ kind: 'create', markId: 'a' })).toEqual({ kind: 'delete', markId: 'a' });
    expect(reversalOf({ kind: 'delete', markId: 'a' })).toEqual({ kind: 'undelete', markId: 'a' });
    expect(reversalOf({ kind: 'move', markId: 'a', before, after })).toEqual({
      kind: 'set-points',
      markId: 'a',
      points: before,
    });
  });

  it('forgets the oldest above 100', () => {
    let deeds: readonly MarkDeed[] = [];
    for (let i = 0; i < 130; i += 1) deeds = remember(deeds, { kind: 'create', markId: String(i) });
    expect(deeds).toHaveLength(100);
    expect(deeds.at(-1)).toEqual({ kind: 'create', markId: '129' });
  });
});
