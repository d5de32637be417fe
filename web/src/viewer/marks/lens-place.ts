import type { ImagePoint } from '#shared/annotation/mark.ts';
import type { Affine, FrameShape, ViewportSize } from '../stage/view-transform.ts';

/** Width and height of the magnifier, CSS pixels. */
export const lensSizePx = 144;
/** Between a fingertip and the magnifier: a hand must not cover it. */
const fingerGapPx = 80;
const mouseGapPx = 28;
/** From the upper edge of the viewport. */
const edgePx = 8;
/** From its sides: the words below the magnifier are wider than it. */
const sidePx = 56;
/** So much more than the viewport, and never less than one pixel of the frame for one of CSS. */
const magnification = 2.5;
const lensZoomMax = 40;

/**
 * Where the magnifier stands (its upper left corner, CSS pixels of the viewport): above what points at
 * `at`; where there is no room, beside it, on the side that has more.
 */
export function placeLens(at: ImagePoint, isMouse: boolean, size: ViewportSize): ImagePoint {
  const gap = isMouse ? mouseGapPx : fingerGapPx;
  const most = size.width - lensSizePx - sidePx;
  const top = at.y - gap - lensSizePx;
  if (top >= edgePx) return { x: clamped(at.x - lensSizePx / 2, most), y: top };
  const isRoomier = at.x > size.width / 2;
  const left = isRoomier ? at.x - gap - lensSizePx : at.x + gap;
  return { x: clamped(left, most), y: edgePx };
}

function clamped(value: number, most: number): number {
  return Math.max(sidePx, Math.min(value, most));
}

/** From image points to CSS pixels of the magnifier, `point` in its middle; turned and mirrored as the view is. */
export function imageToLens(point: ImagePoint, imageToView: Affine, shape: FrameShape): Affine {
  const zoom = Math.hypot(imageToView.a, imageToView.b) / shape.pixelWidth;
  const lensZoom = Math.max(zoom, Math.min(lensZoomMax, Math.max(1, zoom * magnification)));
  const times = lensZoom / zoom;
  const [a, b] = [imageToView.a * times, imageToView.b * times];
  const [c, d] = [imageToView.c * times, imageToView.d * times];
  const middle = lensSizePx / 2;
  return {
    a,
    b,
    c,
    d,
    e: middle - a * point.x - c * point.y,
    f: middle - b * point.x - d * point.y,
  };
}
