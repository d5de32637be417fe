import type { OverlayBits } from './picture.ts';

/** An overlay's ink: pale blue, told from grey images and from the yellow of marks. */
const ink = [176, 214, 255, 255] as const;

/**
 * Draws overlay planes into a canvas of the size of a level (1 / 2^level of the frame). A level's pixel
 * is inked when any of the bits under it is: a line of one pixel must not vanish when drawn small.
 */
export function paintOverlays(
  context: CanvasRenderingContext2D,
  overlays: readonly OverlayBits[],
  level: number,
): void {
  const { width, height } = context.canvas;
  const imageData = context.createImageData(width, height);
  for (const { bits, columns, rows, originX, originY } of overlays) {
    for (let row = 0; row < rows; row += 1) {
      const y = (row + originY) >> level;
      if (y < 0 || y >= height) continue;
      for (let column = 0; column < columns; column += 1) {
        if (bits[row * columns + column] !== 1) continue;
        const x = (column + originX) >> level;
        if (x >= 0 && x < width) imageData.data.set(ink, (y * width + x) * 4);
      }
    }
  }
  context.putImageData(imageData, 0, 0);
}
