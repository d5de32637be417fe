import { brokenLine } from '../marks/label-layout.ts';
import type { PictureScale } from './picture-scale.ts';
import type { PictureBadge } from './picture-texts.ts';

/** The colour of marks and of badges that change how an image must be read; as on the screen. */
export const inkYellow = '#ffd54a';
const inkMuted = '#9aa7b5';

/** Words above or below a picture, broken into lines. Lengths in CSS pixels. */
export interface Band {
  readonly rows: readonly (readonly PlacedBadge[])[];
  readonly lines: readonly string[];
  readonly scale: { readonly lengthPx: number; readonly lines: readonly string[] } | null;
  readonly height: number;
}

interface PlacedBadge extends PictureBadge {
  readonly x: number;
  readonly width: number;
}

interface BandContent {
  readonly badges: readonly PictureBadge[];
  readonly lines: readonly string[];
  readonly scale: PictureScale | null;
}

const inset = 10;
const lineHeight = 20;
const badgeHeight = 26;
const gap = 8;

/** A font of the app's own family; `sizePx` at the size of text that a person has chosen for the app. */
export function fontOf(sizePx: number, weight: number): string {
  return `${weight} ${sizePx}px ${getComputedStyle(document.body).fontFamily}`;
}

/** Breaks what a band holds into rows that are no wider than `width`. */
export function bandOf(
  { badges, lines, scale }: BandContent,
  width: number,
  widthOf = textWidth,
): Band {
  const room = width - 2 * inset;
  const rows: PlacedBadge[][] = [];
  let x = inset;
  for (const badge of badges) {
    const badgeWidth = Math.min(room, widthOf(badge.text, 600) + 16);
    const row = rows.at(-1);
    if (row === undefined || x + badgeWidth > width - inset) {
      rows.push([{ ...badge, x: inset, width: badgeWidth }]);
      x = inset + badgeWidth + gap;
    } else {
      row.push({ ...badge, x, width: badgeWidth });
      x += badgeWidth + gap;
    }
  }
  const broken = lines.flatMap((line) => brokenLine(line, room, (text) => widthOf(text, 500)));
  const besideBar = room - (scale === null ? 0 : wordsX(scale) - inset);
  const scaleLines =
    scale === null ? [] : brokenLine(scale.words, besideBar, (text) => widthOf(text, 600));
  const content =
    rows.length * (badgeHeight + 4) +
    broken.length * lineHeight +
    (scale === null ? 0 : scaleLines.length * lineHeight + 4);
  return {
    rows,
    lines: broken,
    scale: scale === null ? null : { lengthPx: scale.lengthPx, lines: scaleLines },
    height: content === 0 ? 0 : content + 2 * 6,
  };
}

/** Draws a band with its upper edge at `top`. */
export function drawBand(context: CanvasRenderingContext2D, band: Band, top: number): void {
  let y = top + 6;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const row of band.rows) {
    for (const { text, isLoud, x, width } of row) {
      context.font = fontOf(14, 600);
      context.fillStyle = isLoud ? inkYellow : '#fff';
      context.strokeStyle = context.fillStyle;
      context.lineWidth = 1;
      context.beginPath();
      context.roundRect(x, y, width, badgeHeight - 2, 6);
      context.stroke();
      context.fillText(text, x + 8, y + badgeHeight / 2 - 1, width - 12);
    }
    y += badgeHeight + 4;
  }
  if (band.scale !== null) {
    drawScale(context, band.scale, y);
    y += band.scale.lines.length * lineHeight + 4;
  }
  context.font = fontOf(14, 500);
  // Above the picture stand facts of the patient, below it what is read second.
  context.fillStyle = band.scale === null ? '#fff' : inkMuted;
  for (const line of band.lines) {
    context.fillText(line, inset, y + lineHeight / 2);
    y += lineHeight;
  }
}

function drawScale(
  context: CanvasRenderingContext2D,
  { lengthPx, lines }: NonNullable<Band['scale']>,
  top: number,
): void {
  const base = top + lineHeight / 2 + 3;
  if (lengthPx > 0) {
    context.strokeStyle = '#fff';
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(inset, base - 6);
    context.lineTo(inset, base);
    context.lineTo(inset + lengthPx, base);
    context.lineTo(inset + lengthPx, base - 6);
    context.stroke();
  }
  context.font = fontOf(14, 600);
  context.fillStyle = '#fff';
  for (const [at, line] of lines.entries()) {
    context.fillText(line, wordsX({ lengthPx }), top + lineHeight * (at + 0.5));
  }
}

/** Where the words of a scale begin. */
function wordsX({ lengthPx }: { readonly lengthPx: number }): number {
  return lengthPx > 0 ? inset + lengthPx + gap : inset;
}

let ruler: CanvasRenderingContext2D | null = null;

function textWidth(text: string, weight: number): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler === null) return text.length * 8;
  ruler.font = fontOf(14, weight);
  return Math.ceil(ruler.measureText(text).width);
}
