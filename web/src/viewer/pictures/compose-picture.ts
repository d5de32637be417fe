import { fail, ok, type Result } from '#shared/failure/result.ts';
import { toRgba } from '#shared/pixel/display-pipeline.ts';
import type { OrientationLabels } from '#shared/pixel/orientation-labels.ts';
import type { Voi } from '#shared/pixel/voi-lut.ts';
import type { Words } from '../chrome/view-words.ts';
import type { Box } from '../marks/label-layout.ts';
import { labelsOf, type DrawnMark } from '../marks/mark-labels.tsx';
import type { VisibleMark } from '../marks/mark-book.ts';
import { outlineOf } from '../marks/mark-outline.ts';
import { paintOverlays } from '../stage/paint-overlays.ts';
import type { Picture } from '../stage/picture.ts';
import { imageToView, transformPoint } from '../stage/view-transform.ts';
import { bandOf, drawBand, fontOf, inkYellow } from './picture-band.ts';
import { canvasAreaMaxPx, layoutPicture, type PictureLayout } from './picture-layout.ts';
import { scaleOf } from './picture-scale.ts';
import type { PictureTexts } from './picture-texts.ts';

/** Everything that decides how one picture looks. */
export interface PictureRecipe {
  readonly picture: Picture;
  readonly voi: Voi | null;
  readonly isInverted: boolean;
  readonly seen: PictureLayout['view'];
  readonly areOverlaysShown: boolean;
  /** Enlarged with soft edges; else each pixel of the frame is one grey, exactly. */
  readonly isSmooth: boolean;
  readonly labels: OrientationLabels | 'unknown' | null;
  /** Those that are to be drawn. */
  readonly marks: readonly VisibleMark[];
  readonly texts: PictureTexts;
}

export interface PictureFault {
  readonly code: 'PICTURE_TOO_LARGE' | 'PICTURE_NO_ROOM';
}

/** A picture is at least so wide, CSS pixels: its words must stay readable beside a narrow frame. */
const widthMin = 480;

/**
 * Draws a frame as a picture: the greys and colours of the display pipeline, whole, turned as on the screen,
 * with what must be read with it in bands above and below. PICTURE_TOO_LARGE where it is
 * larger than a canvas can be, PICTURE_NO_ROOM where the browser has none for a canvas now.
 */
export function composePicture(
  recipe: PictureRecipe,
  words: Words,
): Result<HTMLCanvasElement, PictureFault> {
  const { picture, texts } = recipe;
  const layout = layoutPicture(picture.shape, recipe.seen);
  const { size } = layout;
  const ratio = size.devicePixelRatio;
  const width = Math.max(size.width, widthMin);
  const header = bandOf({ badges: texts.badges, lines: texts.patient, scale: null }, width);
  const scale = scaleOf(layout, picture, words);
  const footer = bandOf({ badges: [], lines: texts.footer, scale }, width);
  const canvas = document.createElement('canvas');
  const topPx = Math.ceil(header.height * ratio);
  canvas.width = Math.round(width * ratio);
  canvas.height = topPx + layout.heightPx + Math.ceil(footer.height * ratio);
  if (canvas.width * canvas.height > canvasAreaMaxPx) return fail({ code: 'PICTURE_TOO_LARGE' });
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return fail({ code: 'PICTURE_NO_ROOM' });
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const leftPx = Math.floor((canvas.width - layout.widthPx) / 2);
  context.save();
  context.beginPath();
  context.rect(leftPx, topPx, layout.widthPx, layout.heightPx);
  context.clip();
  context.setTransform(ratio, 0, 0, ratio, leftPx, topPx);
  drawFrame(context, recipe, layout);
  drawMarks(context, recipe, layout, words);
  drawLetters(context, recipe, layout);
  context.restore();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawBand(context, header, 0);
  drawBand(context, footer, (topPx + layout.heightPx) / ratio);
  return ok(canvas);
}

function drawFrame(
  context: CanvasRenderingContext2D,
  { picture, voi, isInverted, areOverlaysShown, isSmooth }: PictureRecipe,
  { view, size }: PictureLayout,
): void {
  const { Columns, Rows } = picture.frame;
  const imageData = new ImageData(Columns, Rows);
  const target = new Uint32Array(imageData.data.buffer);
  toRgba(picture.frame, picture.pipeline, { voi, isInverted }, target);
  const { a, b, c, d, e, f } = imageToView(view, picture.shape, size);
  context.save();
  context.transform(a, b, c, d, e, f);
  context.imageSmoothingEnabled = isSmooth;
  context.imageSmoothingQuality = 'high';
  drawCanvas(context, Columns, Rows, (surface) => surface.putImageData(imageData, 0, 0));
  if (areOverlaysShown && picture.overlays.length > 0) {
    drawCanvas(context, Columns, Rows, (surface) => paintOverlays(surface, picture.overlays, 0));
  }
  context.restore();
}

/** Points of a frame are centres of pixels, a canvas begins at their edge. */
function drawCanvas(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  paint: (surface: CanvasRenderingContext2D) => void,
): void {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const surface = canvas.getContext('2d');
  if (surface === null) throw new Error('this browser has no 2D canvas');
  paint(surface);
  context.drawImage(canvas, -0.5, -0.5);
  // Some browsers keep the pixels of a dropped canvas for long.
  canvas.width = 0;
  canvas.height = 0;
}

function drawMarks(
  context: CanvasRenderingContext2D,
  { picture, marks }: PictureRecipe,
  { view, size }: PictureLayout,
  words: Words,
): void {
  const affine = imageToView(view, picture.shape, size);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { kind, points } of marks) {
    const onPicture = points.map((point) => transformPoint(affine, point));
    const outline = new Path2D(outlineOf(kind, onPicture));
    context.strokeStyle = 'rgb(0 0 0 / 0.75)';
    context.lineWidth = 4;
    context.stroke(outline);
    context.strokeStyle = inkYellow;
    context.lineWidth = 1.75;
    context.stroke(outline);
  }
  const drawn = marks.map(saidInPicture);
  // The size that the labels were laid out for.
  context.font = fontOf(0.875 * rootFontPx(), 500);
  for (const label of labelsOf(drawn, picture, affine, size, words, letterBoxes(size))) {
    if (label === null) continue;
    const { box, values, notes, leader } = label;
    if (leader !== '') {
      context.strokeStyle = inkYellow;
      context.lineWidth = 1;
      context.setLineDash([2, 4]);
      context.stroke(new Path2D(leader));
      context.setLineDash([]);
    }
    [...values, ...notes].forEach((line, at) => {
      const colour = at < values.length ? inkYellow : '#fff';
      outlinedText(context, line, box.left, box.top + 18 * (at + 0.75), colour);
    });
  }
}

/** Nobody can select anything in a picture: it says everything, also that a mark is not saved. */
export function saidInPicture(mark: VisibleMark): DrawnMark {
  return { ...mark, saving: mark.saving.kind, isSelected: true };
}

/** Where the letters of the sides stand, which the labels of marks keep off. */
function letterBoxes({ width, height }: PictureLayout['size']): readonly Box[] {
  const halfPx = 16;
  const around = (x: number, y: number): Box => ({
    left: x - halfPx,
    top: y - halfPx,
    right: x + halfPx,
    bottom: y + halfPx,
  });
  return [
    around(width / 2, halfPx),
    around(width / 2, height - halfPx),
    around(halfPx, height / 2),
    around(width - halfPx, height / 2),
  ];
}

function rootFontPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function drawLetters(
  context: CanvasRenderingContext2D,
  { labels }: PictureRecipe,
  { size: { width, height } }: PictureLayout,
): void {
  if (labels === null || labels === 'unknown') return;
  context.save();
  context.font = fontOf(18, 600);
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  outlinedText(context, labels.top, width / 2, 16, '#fff');
  outlinedText(context, labels.bottom, width / 2, height - 16, '#fff');
  context.textAlign = 'left';
  outlinedText(context, labels.left, 8, height / 2, '#fff');
  context.textAlign = 'right';
  outlinedText(context, labels.right, width - 8, height / 2, '#fff');
  context.restore();
}

function outlinedText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
): void {
  context.strokeStyle = '#000';
  context.lineWidth = 3.5;
  context.lineJoin = 'round';
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
