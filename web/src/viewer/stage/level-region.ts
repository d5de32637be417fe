import { inverseOf, transformPoint, type Affine, type ViewportSize } from './view-transform.ts';

/** A rectangle of whole pixels of a level; `x`, `y` its first column and row. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Levels up to this are painted whole; of larger ones what is in sight, and some around it. */
const wholePixelsMax = 4_194_304;
/** So much more of the visible size is painted on each side: a short pan needs no new painting. */
const marginShare = 0.2;

/** From pixel edges of a level's canvas (0, 0 is the upper left edge) to CSS pixels of the viewport. */
export function levelToView(imageToView: Affine, level: number, region: Region): Affine {
  const { a, b, c, d, e, f } = imageToView;
  const side = 2 ** level;
  // The level's pixel (x, y) begins at the frame's edge point (side · x − ½, side · y − ½).
  const originX = side * region.x - 0.5;
  const originY = side * region.y - 0.5;
  return {
    a: a * side,
    b: b * side,
    c: c * side,
    d: d * side,
    e: a * originX + c * originY + e,
    f: b * originX + d * originY + f,
  };
}

/** The pixels of a level that lie in the viewport; empty (0 wide or high) when none does. */
export function visibleRegion(
  imageToView: Affine,
  level: number,
  columns: number,
  rows: number,
  size: ViewportSize,
): Region {
  const whole = { x: 0, y: 0, width: columns, height: rows };
  const back = inverseOf(levelToView(imageToView, level, whole));
  const a = transformPoint(back, { x: 0, y: 0 });
  const b = transformPoint(back, { x: size.width, y: size.height });
  return clampRegion(
    Math.floor(Math.min(a.x, b.x)),
    Math.floor(Math.min(a.y, b.y)),
    Math.ceil(Math.max(a.x, b.x)),
    Math.ceil(Math.max(a.y, b.y)),
    columns,
    rows,
  );
}

/** What is painted of a level so that `visible` is covered: all of it, or the visible and a margin. */
export function paintedRegion(visible: Region, columns: number, rows: number): Region {
  if (columns * rows <= wholePixelsMax) return { x: 0, y: 0, width: columns, height: rows };
  const marginX = Math.ceil(visible.width * marginShare);
  const marginY = Math.ceil(visible.height * marginShare);
  return clampRegion(
    visible.x - marginX,
    visible.y - marginY,
    visible.x + visible.width + marginX,
    visible.y + visible.height + marginY,
    columns,
    rows,
  );
}

export function contains(outer: Region, inner: Region): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function clampRegion(
  left: number,
  top: number,
  right: number,
  bottom: number,
  columns: number,
  rows: number,
): Region {
  const x = Math.min(Math.max(left, 0), columns);
  const y = Math.min(Math.max(top, 0), rows);
  return {
    x,
    y,
    width: Math.max(0, Math.min(right, columns) - x),
    height: Math.max(0, Math.min(bottom, rows) - y),
  };
}
