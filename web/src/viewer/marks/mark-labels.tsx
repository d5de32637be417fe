import type { ReactNode } from 'react';
import { markPointCounts, type ImagePoint, type MarkKind } from '#shared/annotation/mark.ts';
import type { Measurement } from '#shared/annotation/measurement.ts';
import { measurementLines, type Words } from '../chrome/view-words.ts';
import type { Picture } from '../stage/picture.ts';
import type { Affine, ViewportSize } from '../stage/view-transform.ts';
import { transformPoint } from '../stage/view-transform.ts';
import { boxesAlong, brokenLine, leaderOf, placeLabel, type Box } from './label-layout.ts';
import type { MarkSaving } from './mark-book.ts';
import { outlineSegments } from './mark-geometry.ts';
import { measureMark } from './mark-values.ts';

/** A mark of the frame on the screen, or the one being made or moved. */
export interface DrawnMark {
  /** Empty for the one being made. */
  readonly id: string;
  readonly kind: MarkKind;
  readonly points: readonly ImagePoint[];
  /** Of an arrow. */
  readonly text: string;
  readonly saving: MarkSaving['kind'] | 'draft';
  /** Its label says everything, however narrow the screen is. */
  readonly isSelected: boolean;
}

export interface PlacedLabel {
  readonly box: Box;
  readonly values: readonly string[];
  readonly notes: readonly string[];
  /** A line to its mark, as a path; empty where the two stand together. */
  readonly leader: string;
}

/** An ellipse of more pixels than this is measured when the finger lifts, not at every move. */
const liveAreaMaxPx = 400_000;
const lineHeightPx = 18;
/** A viewport narrower than this has no room for all numbers of marks that nobody has chosen. */
const narrowPx = 520;
/** A label is no wider than this; on a narrow screen no wider than half of it. */
const labelWidthMaxPx = 300;

/** What stands beside each mark, and where: in the order of `marks`, so that the one being made gives way. */
export function labelsOf(
  marks: readonly DrawnMark[],
  picture: Picture,
  affine: Affine,
  size: ViewportSize,
  words: Words,
  overlays: readonly Box[],
): readonly (PlacedLabel | null)[] {
  const taken: Box[] = [...overlays];
  const isNarrow = size.width < narrowPx;
  const onScreenOf = ({ points }: DrawnMark) =>
    points.map((point) => transformPoint(affine, point));
  const lines = marks.map((mark) => boxesAlong(outlineSegments(mark.kind, onScreenOf(mark))));
  const spared = lines.flat();
  // Narrow lines find room beside their mark where a wide one would have to go far from it.
  const widthMax = isNarrow ? Math.max(140, size.width * 0.48) : labelWidthMaxPx;
  return marks.map((mark) => {
    if (mark.points.length < markPointCounts[mark.kind] || isTooLarge(mark)) return null;
    const beside = wordsBeside(mark, picture, words, isNarrow && !mark.isSelected);
    const { notes } = beside;
    const shown =
      mark.saving === 'failed' ? [words.text('mark.notSaved'), ...beside.lines] : beside.lines;
    const broken = (texts: readonly string[]): readonly string[] =>
      texts.flatMap((line) => brokenLine(line, widthMax, textWidthPx));
    const label = { values: broken(shown), notes: broken(notes) };
    const all = [...label.values, ...label.notes];
    if (all.length === 0) return null;
    const width = Math.max(...all.map(textWidthPx));
    const onScreen = onScreenOf(mark);
    // The words of an arrow stand where it comes from, the tip stays free.
    const around = mark.kind === 'arrow' ? onScreen.slice(1) : onScreen;
    const area = {
      left: Math.min(...around.map(({ x }) => x)),
      top: Math.min(...around.map(({ y }) => y)),
      right: Math.max(...around.map(({ x }) => x)),
      bottom: Math.max(...around.map(({ y }) => y)),
    };
    const labelSize = { width, height: all.length * lineHeightPx };
    const box = placeLabel(area, labelSize, size, taken, spared);
    taken.push(box);
    const leader = leaderOf(box, area);
    return {
      ...label,
      box,
      leader: leader === null ? '' : `M${leader[0].x} ${leader[0].y}L${leader[1].x} ${leader[1].y}`,
    };
  });
}

function wordsBeside(mark: DrawnMark, picture: Picture, words: Words, isShort: boolean) {
  if (mark.kind !== 'arrow') {
    const measurement = measureMark(mark, picture);
    return measurementLines(isShort ? shortened(measurement) : measurement, picture.suv, words);
  }
  // A word as long as the screen is wide still ends on it.
  const text = mark.text.replaceAll(/(\S{24})(?=\S)/gu, '$1 ');
  return { lines: text === '' ? [] : [text], notes: [] };
}

/** The numbers that one looks for first; what is left out is in the list, and here when it is selected. */
function shortened({ values, warnings, calibration }: Measurement): Measurement {
  return {
    values: values.filter(({ name }) => !fartherNames.has(name)),
    // The unit px says that already.
    warnings: warnings.filter((warning) => warning !== 'uncalibrated'),
    calibration,
  };
}

const fartherNames: ReadonlySet<string> = new Set([
  'standard-deviation',
  'minimum',
  'maximum',
  'pixel-count',
  'suv-maximum',
]);

function isTooLarge({ kind, points, saving }: DrawnMark): boolean {
  const [a, b] = points;
  const isRegion = kind === 'ellipse' || kind === 'rectangle';
  if (saving !== 'draft' || !isRegion || a === undefined || b === undefined) return false;
  return Math.abs((a.x - b.x) * (a.y - b.y)) > liveAreaMaxPx;
}

/** The lines beside a mark; said to a screen reader by the list of marks. */
export function MarkLabel({ box, values, notes, leader }: PlacedLabel): ReactNode {
  const lines = [...values, ...notes];
  return (
    <>
      {leader === '' ? null : <path className="mark-leader" d={leader} />}
      <text className="mark-label" y={box.top + lineHeightPx * 0.75}>
        {lines.map((line, i) => (
          <tspan
            // Two lines may read the same; their order never changes.
            key={`${String(i)} ${line}`}
            x={box.left}
            dy={i === 0 ? 0 : lineHeightPx}
            className={i >= values.length ? 'mark-note' : 'mark-value'}
          >
            {/* Copied or read as one text, the lines keep apart. */}
            {i === lines.length - 1 ? line : `${line} `}
          </tspan>
        ))}
      </text>
    </>
  );
}

let ruler: CanvasRenderingContext2D | null = null;
const widths = new Map<string, number>();

/** How wide a line of a label is, as the browser would draw it. */
function textWidthPx(line: string): number {
  const known = widths.get(line);
  if (known !== undefined) return known;
  if (ruler === null) {
    ruler = document.createElement('canvas').getContext('2d');
    const style = getComputedStyle(document.body);
    // The heavier of the two weights in use: too wide by a hair is better than cut off.
    if (ruler !== null) ruler.font = `600 0.875rem ${style.fontFamily}`;
  }
  const width = Math.ceil(ruler?.measureText(line).width ?? line.length * 8);
  // Numbers change at every move of a finger: what was once on the screen is no reason to keep it.
  if (widths.size > 500) widths.clear();
  widths.set(line, width);
  return width;
}
