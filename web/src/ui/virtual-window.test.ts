import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowAfterKey, scrollTopFor, virtualWindow } from './virtual-window.ts';

describe('virtualWindow', () => {
  it('covers all rows in sight and stays small', () => {
    const px = fc.integer({ min: -500, max: 2_000_000 });
    fc.assert(
      fc.property(px, fc.integer({ min: 0, max: 3000 }), fc.nat(10_000), (top, view, count) => {
        const rowHeight = 80;
        const { start, end } = virtualWindow(top, view, rowHeight, count);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - start).toBeLessThanOrEqual(Math.ceil(view / rowHeight) + 13);
        for (let row = 0; row < count; row += 97) {
          const isInSight = row * rowHeight < top + view && (row + 1) * rowHeight > top;
          if (isInSight && top >= 0 && view > 0) {
            expect(row).toBeGreaterThanOrEqual(start);
            expect(row).toBeLessThan(end);
          }
        }
      }),
    );
  });
});

describe('scrollTopFor', () => {
  it('moves no further than needed', () => {
    const row = (index: number) => ({ topPx: index * 80, heightPx: 80 });
    expect(scrollTopFor(row(0), 40, 400)).toBe(0);
    expect(scrollTopFor(row(10), 0, 400)).toBe(480);
    expect(scrollTopFor(row(3), 0, 400)).toBeNull();
  });

  it('brings a row out from under what stays at the upper edge', () => {
    const row = { topPx: 400, heightPx: 80, coveredPx: 50 };
    expect(scrollTopFor(row, 380, 400)).toBe(350);
    expect(scrollTopFor(row, 350, 400)).toBeNull();
  });
});

describe('rowAfterKey', () => {
  it('never leaves the list', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End');
    fc.assert(
      fc.property(keys, fc.nat(20), fc.integer({ min: 1, max: 30 }), (key, row, pageRows) => {
        const next = rowAfterKey(key, row, pageRows, 21);
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(21);
      }),
    );
  });

  it('leaves other keys, and empty lists, alone', () => {
    expect(rowAfterKey('a', 3, 5, 21)).toBeNull();
    expect(rowAfterKey('ArrowDown', 0, 5, 0)).toBeNull();
  });
});
