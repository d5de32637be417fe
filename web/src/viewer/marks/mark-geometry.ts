import type { ImagePoint, MarkKind } from '#shared/annotation/mark.ts';

/** A place of a mark that a finger can take hold of. */
export interface MarkHandle {
  readonly id: HandleId;
  readonly at: ImagePoint;
}

/** A point by its index; corners of a box by which point gives x and which gives y. */
export type HandleId = number | 'x1y0' | 'x0y1';

/** Every point of a mark; of an ellipse and a rectangle all four corners of the box. */
export function handlesOf(kind: MarkKind, points: readonly ImagePoint[]): readonly MarkHandle[] {
  const own = points.map((at, id) => ({ id, at }));
  const [from, to] = points;
  if (!isBox(kind) || from === undefined || to === undefined) return own;
  return [
    { id: 0, at: from },
    { id: 'x1y0', at: { x: to.x, y: from.y } },
    { id: 'x0y1', at: { x: from.x, y: to.y } },
    { id: 1, at: to },
  ];
}

/** Points of a mark after one handle has been put at `at`. */
export function movedHandle(
  points: readonly ImagePoint[],
  handle: HandleId,
  at: ImagePoint,
): readonly ImagePoint[] {
  if (typeof handle === 'number') return points.map((point, i) => (i === handle ? at : point));
  const [from, to] = points;
  if (from === undefined || to === undefined) return points;
  return handle === 'x1y0'
    ? [
        { x: from.x, y: at.y },
        { x: at.x, y: to.y },
      ]
    : [
        { x: at.x, y: from.y },
        { x: to.x, y: at.y },
      ];
}

function isBox(kind: MarkKind): boolean {
  return kind === 'ellipse' || kind === 'rectangle';
}

/** Points of a mark moved as a whole. */
export function movedBy(
  points: readonly ImagePoint[],
  dx: number,
  dy: number,
): readonly ImagePoint[] {
  return points.map(({ x, y }) => ({ x: x + dx, y: y + dy }));
}

export interface DrawnMark {
  readonly id: string;
  readonly kind: MarkKind;
  /** In CSS pixels of the viewport. */
  readonly points: readonly ImagePoint[];
}

/** What of the marks lies under a finger. */
export type MarkHit =
  | { readonly markId: string; readonly part: 'handle'; readonly handle: HandleId }
  | { readonly markId: string; readonly part: 'line' };

/** Half of the 44 px that a finger needs. */
const handleReachPx = 22;
const lineReachPx = 14;

/**
 * Finds what lies at `at` (CSS pixels): handles of the selected mark first, nearest first, then the line
 * of any mark, last drawn first. A finger reaches farther than a mouse.
 */
export function hitMark(
  marks: readonly DrawnMark[],
  selectedId: string | null,
  at: ImagePoint,
  isTouch: boolean,
): MarkHit | null {
  const selected = marks.find(({ id }) => id === selectedId);
  if (selected !== undefined) {
    const reach = isTouch ? handleReachPx : handleReachPx / 2;
    const nearest = handlesOf(selected.kind, selected.points)
      .map((handle) => ({ id: handle.id, distance: distance(handle.at, at) }))
      .toSorted((a, b) => a.distance - b.distance)[0];
    if (nearest !== undefined && nearest.distance <= reach) {
      return { markId: selected.id, part: 'handle', handle: nearest.id };
    }
  }
  const reach = isTouch ? lineReachPx : lineReachPx / 2;
  const under = marks.findLast(({ kind, points }) => distanceToOutline(kind, points, at) <= reach);
  return under === undefined ? null : { markId: under.id, part: 'line' };
}

/** How far a point is from what is drawn of a mark; for the ellipse to within a hundredth of its size. */
function distanceToOutline(kind: MarkKind, points: readonly ImagePoint[], at: ImagePoint): number {
  const [from, to] = points;
  if (kind === 'probe' && from !== undefined) return distance(from, at);
  if (from === undefined || to === undefined) return Number.POSITIVE_INFINITY;
  if (kind !== 'ellipse') {
    return Math.min(
      ...segmentsOf(kind, points).map(([start, end]) => distanceToSegment(start, end, at)),
    );
  }
  let nearest = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 96; step += 1) {
    nearest = Math.min(nearest, distance(onEllipse(from, to, (step / 96) * 2 * Math.PI), at));
  }
  return nearest;
}

/** A point of the ellipse in the box of two corners, by its angle in radians. */
function onEllipse(from: ImagePoint, to: ImagePoint, angle: number): ImagePoint {
  return {
    x: (from.x + to.x) / 2 + (Math.abs(to.x - from.x) / 2) * Math.cos(angle),
    y: (from.y + to.y) / 2 + (Math.abs(to.y - from.y) / 2) * Math.sin(angle),
  };
}

/** What is drawn of a mark as straight lines, an ellipse as many short ones; for keeping off them. */
export function outlineSegments(
  kind: MarkKind,
  points: readonly ImagePoint[],
): readonly (readonly [ImagePoint, ImagePoint])[] {
  const [from, to] = points;
  if (kind === 'probe' && from !== undefined) return [[from, from]];
  if (kind !== 'ellipse' || from === undefined || to === undefined) return segmentsOf(kind, points);
  const around = Array.from({ length: 25 }, (_, step) =>
    onEllipse(from, to, (step / 24) * 2 * Math.PI),
  );
  return around.slice(1).map((end, i) => [around[i] ?? end, end] as const);
}

/** The straight lines that a mark is drawn with. */
function segmentsOf(
  kind: MarkKind,
  points: readonly ImagePoint[],
): readonly (readonly [ImagePoint, ImagePoint])[] {
  const corners = kind === 'rectangle' ? cornersOf(points) : points;
  return corners.slice(1).map((end, i) => [corners[i] ?? end, end] as const);
}

/** The corners of a box given by two of them, round to the first again. */
export function cornersOf(points: readonly ImagePoint[]): readonly ImagePoint[] {
  const [from, to] = points;
  if (from === undefined || to === undefined) return points;
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }, from];
}

function distanceToSegment(from: ImagePoint, to: ImagePoint, at: ImagePoint): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const lengthSquared = dx * dx + dy * dy;
  if (lengthSquared === 0) return distance(from, at);
  const share = ((at.x - from.x) * dx + (at.y - from.y) * dy) / lengthSquared;
  const clamped = Math.min(1, Math.max(0, share));
  return distance({ x: from.x + clamped * dx, y: from.y + clamped * dy }, at);
}

function distance(a: ImagePoint, b: ImagePoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
