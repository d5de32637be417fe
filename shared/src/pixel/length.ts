import type { PixelSpacing } from './pixel-spacing.ts';

interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

/** A distance, always in pixels, in mm only where the spacing rests on something. */
export interface Length {
  readonly px: number;
  readonly mm: number | null;
}

/**
 * Distance between two points of a frame (x along a row, y along a column, in pixels). Millimetres are
 * made from each axis with its own spacing before the root is taken, so pixels that are not square
 * measure right in every direction.
 */
export function lengthBetween(a: ImagePoint, b: ImagePoint, spacing: PixelSpacing): Length {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const { rowSpacingMm, columnSpacingMm } = spacing;
  return {
    px: Math.hypot(dx, dy),
    mm:
      rowSpacingMm === null || columnSpacingMm === null
        ? null
        : Math.hypot(dx * columnSpacingMm, dy * rowSpacingMm),
  };
}
