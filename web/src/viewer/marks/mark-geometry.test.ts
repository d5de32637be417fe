import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handlesOf, hitMark, movedBy, movedHandle, type DrawnMark } from './mark-geometry.ts';

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
      handle: 0,
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
    const kinds = fc.constantFrom('length' as const, 'ellipse' as const, 'rectangle' as const);
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

describe('marks of other kinds under a finger', () => {
  const three = [
    { x: 100, y: 100 },
    { x: 200, y: 100 },
    { x: 200, y: 200 },
  ];
  const angle: DrawnMark = { id: 'c', kind: 'angle', points: three };
  const [corner] = three;

  it('finds both legs of an angle, not the line that closes it', () => {
    expect(hitMark([angle], null, { x: 200, y: 150 }, false)?.markId).toBe('c');
    expect(hitMark([angle], null, { x: 150, y: 150 }, false)).toBeNull();
  });

  it('moves each point of an angle by itself', () => {
    expect(handlesOf('angle', three).map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(movedHandle(three, 1, { x: 5, y: 6 })).toEqual([three[0], { x: 5, y: 6 }, three[2]]);
  });

  it('finds all four sides of a rectangle and nothing inside', () => {
    const box: DrawnMark = { id: 'd', kind: 'rectangle', points: ellipse.points };
    for (const at of [
      { x: 300, y: 330 },
      { x: 400, y: 330 },
      { x: 350, y: 300 },
      { x: 350, y: 360 },
    ]) {
      expect(hitMark([box], null, at, false)?.markId).toBe('d');
    }
    expect(hitMark([box], null, { x: 350, y: 330 }, true)).toBeNull();
  });

  it('finds a probe at its place', () => {
    const probe: DrawnMark = {
      id: 'e',
      kind: 'probe',
      points: corner === undefined ? [] : [corner],
    };
    expect(hitMark([probe], null, { x: 103, y: 98 }, false)?.markId).toBe('e');
    expect(hitMark([probe], null, { x: 140, y: 98 }, false)).toBeNull();
  });
});
