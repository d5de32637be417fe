/** A rectangle in CSS pixels of the viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface LabelSize {
  readonly width: number;
  readonly height: number;
}

interface ViewportArea {
  readonly width: number;
  readonly height: number;
}

/** From a mark to its label: room for the handle that a finger holds. */
const distancePx = 14;
/** Between a label and the edge, or the next label. */
const edgePx = 6;

/**
 * Where the label of a mark goes: right of it, left, below or above, whichever first is whole in the
 * viewport and free of the labels placed before; else the nearest free place downwards or upwards. Numbers
 * written over each other could be read as other numbers. Where it can it keeps off `spared`, too: the lines
 * of the marks.
 */
export function placeLabel(
  mark: Box,
  size: LabelSize,
  viewport: ViewportArea,
  taken: readonly Box[],
  spared: readonly Box[] = [],
): Box {
  const isFreeOf = (boxes: readonly Box[]) => (box: Box) =>
    boxes.every((other) => !overlaps(box, other));
  const sparing = bestPlace(mark, size, viewport, [...taken, ...spared]);
  if (isFreeOf([...taken, ...spared])(sparing)) return sparing;
  return bestPlace(mark, size, viewport, taken);
}

function bestPlace(
  mark: Box,
  { width, height }: LabelSize,
  viewport: ViewportArea,
  taken: readonly Box[],
): Box {
  const middleX = (mark.left + mark.right - width) / 2;
  const middleY = (mark.top + mark.bottom - height) / 2;
  const wanted: readonly (readonly [number, number])[] = [
    [mark.right + distancePx, middleY],
    [mark.left - distancePx - width, middleY],
    [middleX, mark.bottom + distancePx],
    [middleX, mark.top - distancePx - height],
  ];
  const inSight = wanted.map(([left, top]) => {
    const x = clamped(left, viewport.width - width);
    const y = clamped(top, viewport.height - height);
    return { x, y, moved: Math.abs(x - left) };
  });
  const isFree = (box: Box) => taken.every((other) => !overlaps(box, other));
  for (const { x, y, moved } of inSight) {
    const box = boxAt(x, y, width, height);
    if (moved === 0 && isFree(box)) return box;
  }
  const [nearest] = inSight.toSorted((a, b) => a.moved - b.moved);
  const { x, y } = nearest ?? { x: edgePx, y: edgePx };
  // Where another label is in the way there is room just below it or just above it, if anywhere.
  const tops = taken.flatMap((other) => [other.bottom + edgePx, other.top - edgePx - height]);
  const lefts = [...inSight.map((place) => place.x), edgePx, viewport.width - width - edgePx];
  const free = [y, ...tops, edgePx, viewport.height - height - edgePx]
    .flatMap((top) => lefts.map((left) => [left, clamped(top, viewport.height - height)] as const))
    .map(([left, top]) => boxAt(left, top, width, height))
    .filter(isFree)
    .toSorted((a, b) => distance(a, x, y) - distance(b, x, y));
  return free[0] ?? boxAt(x, y, width, height);
}

/** Small boxes along lines, so that a label can keep off them; `points` in CSS pixels, the last joined to none. */
export function boxesAlong(
  lines: readonly (readonly [
    { readonly x: number; readonly y: number },
    { readonly x: number; readonly y: number },
  ])[],
): readonly Box[] {
  const halfPx = 4;
  return lines.flatMap(([from, to]) => {
    // Long lines of a zoomed view lie mostly out of sight: so many boxes are enough.
    const count = Math.min(60, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 16) + 1);
    return Array.from({ length: count }, (_, i) => {
      const share = count === 1 ? 0 : i / (count - 1);
      const x = from.x + (to.x - from.x) * share;
      const y = from.y + (to.y - from.y) * share;
      return boxAt(x - halfPx, y - halfPx, 2 * halfPx, 2 * halfPx);
    });
  });
}

/** From a label that had to go far from its mark to the mark; null where they stand together. */
export function leaderOf(
  label: Box,
  mark: Box,
):
  | readonly [
      { readonly x: number; readonly y: number },
      { readonly x: number; readonly y: number },
    ]
  | null {
  const dx = Math.max(mark.left - label.right, label.left - mark.right, 0);
  const dy = Math.max(mark.top - label.bottom, label.top - mark.bottom, 0);
  if (Math.hypot(dx, dy) <= 3 * distancePx) return null;
  const to = { x: (mark.left + mark.right) / 2, y: (mark.top + mark.bottom) / 2 };
  const from = {
    x: Math.max(label.left, Math.min(to.x, label.right)),
    y: Math.max(label.top, Math.min(to.y, label.bottom)),
  };
  return [
    from,
    {
      x: Math.max(mark.left, Math.min(from.x, mark.right)),
      y: Math.max(mark.top, Math.min(from.y, mark.bottom)),
    },
  ];
}

function distance({ left, top }: Box, x: number, y: number): number {
  return Math.hypot(left - x, top - y);
}

/** Breaks a line at its spaces so that no piece is wider than `widthMax`, unless a single word is. */
export function brokenLine(
  line: string,
  widthMax: number,
  widthOf: (text: string) => number,
): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of line.split(' ')) {
    const longer = piece === '' ? word : `${piece} ${word}`;
    if (piece !== '' && widthOf(longer) > widthMax) {
      pieces.push(piece);
      piece = word;
    } else {
      piece = longer;
    }
  }
  return [...pieces, piece];
}

function boxAt(left: number, top: number, width: number, height: number): Box {
  return { left, top, right: left + width, bottom: top + height };
}

function clamped(value: number, most: number): number {
  return Math.max(edgePx, Math.min(value, most - edgePx));
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
