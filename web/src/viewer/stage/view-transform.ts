import type { ImagePoint } from '#shared/annotation/mark.ts';

/** What of a frame decides its shape on the screen. */
export interface FrameShape {
  readonly Columns: number;
  readonly Rows: number;
  /** Size of one pixel relative to the smaller of its sides: 1 and 1 when square. */
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

export interface ViewportSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
}

export type QuarterTurn = 0 | 90 | 180 | 270;

/** How a frame lies in the viewport. Rotation (clockwise) comes first, then the flips (PS3.3 C.10.6). */
export interface ViewTransform {
  /** CSS pixels per side of a pixel that is 1 long; null: as large as fits. */
  readonly zoom: number | null;
  /** Of the frame's centre from the viewport's centre, CSS pixels. */
  readonly panX: number;
  readonly panY: number;
  readonly rotation: QuarterTurn;
  readonly isFlippedX: boolean;
  readonly isFlippedY: boolean;
}

export const fitView: ViewTransform = {
  zoom: null,
  panX: 0,
  panY: 0,
  rotation: 0,
  isFlippedX: false,
  isFlippedY: false,
};

/** x' = a·x + c·y + e, y' = b·x + d·y + f, as canvas and SVG write it. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

const zoomMax = 40;
/** So much of the frame stays in sight, CSS pixels. */
const visibleMin = 48;

/** The zoom at which the whole frame just fits. */
function fitZoom(shape: FrameShape, size: ViewportSize, rotation: QuarterTurn): number {
  const isUpright = rotation === 0 || rotation === 180;
  const width = shape.Columns * shape.pixelWidth;
  const height = shape.Rows * shape.pixelHeight;
  const across = isUpright ? width : height;
  const down = isUpright ? height : width;
  if (across <= 0 || down <= 0) return 1;
  return Math.max(1e-4, Math.min(size.width / across, size.height / down));
}

/** The zoom in force: the one set, or the fitting one. */
export function zoomOf(view: ViewTransform, shape: FrameShape, size: ViewportSize): number {
  return view.zoom ?? fitZoom(shape, size, view.rotation);
}

/** From image points (pixel centres at whole numbers) to CSS pixels of the viewport. */
export function imageToView(view: ViewTransform, shape: FrameShape, size: ViewportSize): Affine {
  const zoom = zoomOf(view, shape, size);
  const [cos, sin] = quarter(view.rotation);
  const flipX = view.isFlippedX ? -1 : 1;
  const flipY = view.isFlippedY ? -1 : 1;
  const a = flipX * cos * zoom * shape.pixelWidth;
  const b = flipY * sin * zoom * shape.pixelWidth;
  const c = flipX * -sin * zoom * shape.pixelHeight;
  const d = flipY * cos * zoom * shape.pixelHeight;
  const centreX = (shape.Columns - 1) / 2;
  const centreY = (shape.Rows - 1) / 2;
  return {
    a,
    b,
    c,
    d,
    e: size.width / 2 + view.panX - a * centreX - c * centreY,
    f: size.height / 2 + view.panY - b * centreX - d * centreY,
  };
}

export function transformPoint(affine: Affine, point: ImagePoint): ImagePoint {
  return {
    x: affine.a * point.x + affine.c * point.y + affine.e,
    y: affine.b * point.x + affine.d * point.y + affine.f,
  };
}

/** The way back; a view's matrix always has one, as zoom and pixel sides are above 0. */
export function inverseOf({ a, b, c, d, e, f }: Affine): Affine {
  const determinant = a * d - b * c;
  return {
    a: d / determinant,
    b: -b / determinant,
    c: -c / determinant,
    d: a / determinant,
    e: (c * f - d * e) / determinant,
    f: (b * e - a * f) / determinant,
  };
}

/** Zooms by a factor so that what lies under `at` (CSS pixels of the viewport) stays there. */
export function zoomAt(
  view: ViewTransform,
  factor: number,
  at: { readonly x: number; readonly y: number },
  shape: FrameShape,
  size: ViewportSize,
): ViewTransform {
  const before = zoomOf(view, shape, size);
  const fitting = fitZoom(shape, size, view.rotation);
  const zoom = Math.min(Math.max(before * factor, fitting / 4), Math.max(zoomMax, fitting));
  const applied = zoom / before;
  const fromCentreX = at.x - size.width / 2;
  const fromCentreY = at.y - size.height / 2;
  return keepInSight(
    {
      ...view,
      zoom,
      panX: fromCentreX - (fromCentreX - view.panX) * applied,
      panY: fromCentreY - (fromCentreY - view.panY) * applied,
    },
    shape,
    size,
  );
}

export function panBy(
  view: ViewTransform,
  dx: number,
  dy: number,
  shape: FrameShape,
  size: ViewportSize,
): ViewTransform {
  // A fitted view that is moved is no longer fitted: it must not jump when the window changes.
  const zoom = zoomOf(view, shape, size);
  return keepInSight({ ...view, zoom, panX: view.panX + dx, panY: view.panY + dy }, shape, size);
}

/**
 * One image pixel on one pixel of the screen, as near to the centre as their grids allow: half a pixel
 * off, each pixel of the screen would be a mixture of two.
 */
export function oneToOne(
  view: ViewTransform,
  shape: FrameShape,
  size: ViewportSize,
): ViewTransform {
  const ratio = size.devicePixelRatio;
  const isUpright = view.rotation === 0 || view.rotation === 180;
  const width = shape.Columns * shape.pixelWidth;
  const height = shape.Rows * shape.pixelHeight;
  const toGrid = (available: number, length: number): number => {
    const edge = (available * ratio - length) / 2;
    return (Math.round(edge) - edge) / ratio;
  };
  return {
    ...view,
    zoom: 1 / ratio,
    panX: toGrid(size.width, isUpright ? width : height),
    panY: toGrid(size.height, isUpright ? height : width),
  };
}

/** Turns what is seen by 90° clockwise; a flipped view turns the same way on the screen. */
export function rotateView(view: ViewTransform): ViewTransform {
  const isMirrored = view.isFlippedX !== view.isFlippedY;
  const rotation = ((view.rotation + (isMirrored ? 270 : 90)) % 360) as QuarterTurn;
  return { ...view, rotation, panX: -view.panY, panY: view.panX };
}

export function flipView(view: ViewTransform, axis: 'x' | 'y'): ViewTransform {
  return axis === 'x'
    ? { ...view, isFlippedX: !view.isFlippedX, panX: -view.panX }
    : { ...view, isFlippedY: !view.isFlippedY, panY: -view.panY };
}

/** The four sides of the viewport, and which side of the frame as stored is seen there. */
export function sidesSeen(
  view: ViewTransform,
): Readonly<Record<'left' | 'right' | 'top' | 'bottom', 'left' | 'right' | 'top' | 'bottom'>> {
  const [cos, sin] = quarter(view.rotation);
  const flipX = view.isFlippedX ? -1 : 1;
  const flipY = view.isFlippedY ? -1 : 1;
  const seenAt = (x: number, y: number): 'left' | 'right' | 'top' | 'bottom' => {
    // Where a direction of the screen points to in the frame: the inverse (transpose) of the turn.
    const unflippedX = x * flipX;
    const unflippedY = y * flipY;
    const imageX = Math.round(cos * unflippedX + sin * unflippedY);
    const imageY = Math.round(-sin * unflippedX + cos * unflippedY);
    if (imageX !== 0) return imageX > 0 ? 'right' : 'left';
    return imageY > 0 ? 'bottom' : 'top';
  };
  return {
    left: seenAt(-1, 0),
    right: seenAt(1, 0),
    top: seenAt(0, -1),
    bottom: seenAt(0, 1),
  };
}

function keepInSight(view: ViewTransform, shape: FrameShape, size: ViewportSize): ViewTransform {
  const zoom = zoomOf(view, shape, size);
  const isUpright = view.rotation === 0 || view.rotation === 180;
  const width = zoom * shape.Columns * shape.pixelWidth;
  const height = zoom * shape.Rows * shape.pixelHeight;
  const halfX = (size.width + (isUpright ? width : height)) / 2 - visibleMin;
  const halfY = (size.height + (isUpright ? height : width)) / 2 - visibleMin;
  return { ...view, panX: clamp(view.panX, halfX), panY: clamp(view.panY, halfY) };
}

function clamp(value: number, limit: number): number {
  const most = Math.max(0, limit);
  return Math.min(Math.max(value, -most), most);
}

function quarter(rotation: QuarterTurn): readonly [cos: number, sin: number] {
  if (rotation === 90) return [0, 1];
  if (rotation === 180) return [-1, 0];
  if (rotation === 270) return [0, -1];
  return [1, 0];
}
