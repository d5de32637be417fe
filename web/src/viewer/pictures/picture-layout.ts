import {
  fitView,
  type FrameShape,
  type ViewportSize,
  type ViewTransform,
} from '../stage/view-transform.ts';

/** How large a picture is and where the frame lies in it. */
export interface PictureLayout {
  /** The frame's part of the picture, pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** The same as a viewport, in which marks and letters have the size they have on a screen. */
  readonly size: ViewportSize;
  /** Turned and flipped as on the screen, whole. */
  readonly view: ViewTransform;
}

/** A smaller frame is enlarged by a whole number until its longer side has this, so that letters have room. */
const longerSideMinPx = 1024;
const enlargedAtMost = 8;
/** Letters are as large as on a screen on which the longer side is this long, CSS pixels. */
const longerSideOnScreen = 900;
/** What a browser's canvas surely holds: beyond it some hand out an empty picture. */
export const canvasAreaMaxPx = 64_000_000;

/**
 * Lays out a frame whole, one pixel of the picture (or a square of them) for each of the frame, so that no grey
 * is a mixture; pixels that are not square are stretched along their longer side.
 */
export function layoutPicture(shape: FrameShape, seen: ViewTransform): PictureLayout {
  const { rotation, isFlippedX, isFlippedY } = seen;
  const isUpright = rotation === 0 || rotation === 180;
  const along = shape.Columns * shape.pixelWidth;
  const down = shape.Rows * shape.pixelHeight;
  const longer = Math.max(along, down);
  const times = Math.min(enlargedAtMost, Math.max(1, Math.ceil(longerSideMinPx / longer)));
  const widthPx = Math.round((isUpright ? along : down) * times);
  const heightPx = Math.round((isUpright ? down : along) * times);
  const devicePixelRatio = Math.max(1, Math.max(widthPx, heightPx) / longerSideOnScreen);
  return {
    widthPx,
    heightPx,
    size: {
      width: widthPx / devicePixelRatio,
      height: heightPx / devicePixelRatio,
      devicePixelRatio,
    },
    view: { ...fitView, rotation, isFlippedX, isFlippedY },
  };
}
