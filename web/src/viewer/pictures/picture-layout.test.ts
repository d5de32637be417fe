import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitView, imageToView, type QuarterTurn } from '../stage/view-transform.ts';
import { layoutPicture } from './picture-layout.ts';

const square = { Columns: 512, Rows: 512, pixelWidth: 1, pixelHeight: 1 };

describe('the layout of a picture', () => {
  it('gives each pixel of a frame a square of whole pixels, wherever the screen had it', () => {
    const side = fc.integer({ min: 16, max: 4096 });
    const turn = fc.constantFrom<QuarterTurn>(0, 90, 180, 270);
    fc.assert(
      fc.property(side, side, turn, fc.boolean(), (Columns, Rows, rotation, isFlippedX) => {
        const shape = { ...square, Columns, Rows };
        const seen = { ...fitView, zoom: 3.3, panX: 17, rotation, isFlippedX };
        const { size, view, widthPx, heightPx } = layoutPicture(shape, seen);
        const { a, b, c, d } = imageToView(view, shape, size);
        const times = Math.hypot(a, b) * size.devicePixelRatio;
        expect(times).toBeCloseTo(Math.round(times), 6);
        expect(Math.hypot(c, d) * size.devicePixelRatio).toBeCloseTo(times, 6);
        const isUpright = rotation === 0 || rotation === 180;
        expect(widthPx).toBe((isUpright ? Columns : Rows) * Math.round(times));
        expect(heightPx).toBe((isUpright ? Rows : Columns) * Math.round(times));
      }),
    );
  });

  it('draws a slice of 512 pixels twice as large, a mammogram as it is', () => {
    expect(layoutPicture(square, fitView).widthPx).toBe(1024);
    const large = { ...square, Columns: 3328, Rows: 4096 };
    expect(layoutPicture(large, fitView)).toMatchObject({ widthPx: 3328, heightPx: 4096 });
  });

  it('stretches pixels that are higher than wide', () => {
    const tall = { Columns: 1000, Rows: 600, pixelWidth: 1, pixelHeight: 2 };
    expect(layoutPicture(tall, fitView)).toMatchObject({ widthPx: 1000, heightPx: 1200 });
  });
});
