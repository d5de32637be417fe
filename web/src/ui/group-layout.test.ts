import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutGroups, partsInSight, placeOfLine } from './group-layout.ts';

const [headPx, rowPx] = [50, 90];
const counts = fc.array(fc.nat(40), { maxLength: 60 });

describe('groups of a long list', () => {
  it('draw every line in sight, and few others', () => {
    fc.assert(
      fc.property(
        counts,
        fc.nat(60_000),
        fc.integer({ min: 1, max: 2000 }),
        (counts, top, view) => {
          const layout = layOutGroups(counts, headPx, rowPx);
          const parts = partsInSight(layout, top, view);
          const drawn = new Map(parts.map((part) => [part.group, part]));
          let topPx = 0;
          let drawnCount = 0;
          for (const [group, count] of counts.entries()) {
            const part = drawn.get(group);
            const isInSight = (at: number, height: number): boolean =>
              at < top + view && at + height > top;
            if (isInSight(topPx, headPx + count * rowPx)) expect(part).toBeDefined();
            for (let row = 0; row < count; row += 1) {
              if (!isInSight(topPx + headPx + row * rowPx, rowPx)) continue;
              expect(row).toBeGreaterThanOrEqual(part?.from ?? Number.NaN);
              expect(row).toBeLessThan(part?.to ?? Number.NaN);
            }
            drawnCount += (part?.to ?? 0) - (part?.from ?? 0);
            expect(part?.to ?? 0).toBeLessThanOrEqual(count);
            topPx += headPx + count * rowPx;
          }
          expect(drawnCount).toBeLessThanOrEqual((view + 1200) / rowPx + 2);
        },
      ),
    );
  });

  it('have one place for each line, one below the other', () => {
    fc.assert(
      fc.property(counts, (counts) => {
        const layout = layOutGroups(counts, headPx, rowPx);
        const lineCount = layout.firstLines.at(-1) ?? 0;
        let bottomPx = 0;
        for (let line = 0; line < lineCount; line += 1) {
          const { topPx, heightPx } = placeOfLine(layout, line);
          expect(topPx).toBe(bottomPx);
          bottomPx = topPx + heightPx;
        }
        expect(bottomPx).toBe(layout.topsPx.at(-1));
      }),
    );
  });
});
