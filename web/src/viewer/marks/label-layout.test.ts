import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxesAlong, brokenLine, leaderOf, placeLabel, type Box } from './label-layout.ts';

const phone = { width: 390, height: 560 };
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const around = (x: number, y: number): Box => ({ left: x, top: y, right: x + 40, bottom: y + 40 });

describe('placeLabel', () => {
  it('goes to the right of the mark, to its left where the right has no room', () => {
    const size = { width: 120, height: 36 };
    expect(placeLabel(around(100, 200), size, phone, []).left).toBe(154);
    expect(placeLabel(around(300, 200), size, phone, []).right).toBe(286);
  });

  it('is never cut off by the edge, as “mm in the patient” was on a phone', () => {
    const place = fc.integer({ min: -50, max: 600 });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 20, max: 370 }), (x, y, width) => {
        const box = placeLabel(around(x, y), { width, height: 140 }, phone, []);
        expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(phone.width);
        expect(box.bottom).toBeLessThanOrEqual(phone.height);
      }),
    );
  });

  it('does not write the numbers of one mark over those of another', () => {
    const place = fc.integer({ min: 0, max: 340 });
    const marks = fc.array(fc.record({ x: place, y: place }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(marks, (points) => {
        const taken: Box[] = [];
        for (const { x, y } of points) {
          const box = placeLabel(around(x, y), { width: 170, height: 90 }, phone, taken);
          expect(taken.filter((other) => overlap(box, other))).toEqual([]);
          taken.push(box);
        }
      }),
    );
  });
});

describe('labels and the lines of marks', () => {
  const size = { width: 120, height: 36 };

  it('keeps off the line of another mark, and only then goes further away', () => {
    const line = boxesAlong([
      [
        { x: 150, y: 100 },
        { x: 300, y: 320 },
      ],
    ]);
    const box = placeLabel(around(100, 200), size, phone, [], line);
    expect(line.filter((other) => overlap(box, other))).toEqual([]);
    expect(placeLabel(around(100, 200), size, phone, []).left).toBe(154);
  });

  it('stands on a line rather than on another label, or out of the picture', () => {
    const everywhere = [{ left: 0, top: 0, right: 390, bottom: 560 }];
    expect(placeLabel(around(100, 200), size, phone, [], everywhere).left).toBe(154);
  });

  it('is led to its mark when it had to go far', () => {
    const mark = around(100, 200);
    expect(leaderOf({ left: 154, top: 202, right: 274, bottom: 238 }, mark)).toBeNull();
    expect(leaderOf({ left: 10, top: 400, right: 130, bottom: 436 }, mark)).toEqual([
      { x: 120, y: 400 },
      { x: 120, y: 240 },
    ]);
  });
});

describe('brokenLine', () => {
  const byLetters = (text: string): number => text.length;

  it('breaks at spaces and loses no word', () => {
    const note = 'SUV by body weight, decay from series time';
    const pieces = brokenLine(note, 20, byLetters);
    expect(pieces).toEqual(['SUV by body weight,', 'decay from series', 'time']);
    expect(pieces.join(' ')).toBe(note);
  });

  it('leaves what fits and a word that never will', () => {
    expect(brokenLine('171.7 mm', 20, byLetters)).toEqual(['171.7 mm']);
    expect(brokenLine('Schwächungskorrektur', 5, byLetters)).toEqual(['Schwächungskorrektur']);
  });
});
