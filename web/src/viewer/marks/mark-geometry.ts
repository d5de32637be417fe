import type { ImagePoint, MarkKind } from '#shared/annotation/mark.ts';

/** Handles of a mark in the order of its points: both ends of a length; of an ellipse the four corners of its box. */
export interface MarkHandle {
  readonly id: HandleId;
  readonly at: ImagePoint;
}

/** `start`/`end` of a length; corners of an ellipse's box by which point gives x and which gives y. */
export type HandleId = 'start' | 'end' | 'x0y0' | 'x1y0' | 'x0y1' | 'x1y1';

export function handlesOf(kind: MarkKind, points: readonly ImagePoint[]): readonly MarkHandle[] {
  const [from, to] = points;
  if (from === undefined || to === undefined) return [];
  if (kind === 'length') {
    return [
      { id: 'start', at: from },
      { id: 'end', at: to },
    ];
  }
  return [
    { id: 'x0y0', at: from },
    { id: 'x1y0', at: { x: to.x, y: from.y } },
    { id: 'x0y1', at: { x: from.x, y: to.y } },
    { id: 'x1y1', at: to },
  ];
}

/** Points of a mark after one handle has been put at `at`. */
export function movedHandle(
  points: readonly ImagePoint[],
  handle: HandleId,
  at: ImagePoint,
): readonly ImagePoint[] {
  const [from, to] = points;
  if (from === undefined || to === undefined) return points;
  switch (handle) {
    case 'start':
    case 'x0y0':
      return [at, to];
    case 'end':
    case 'x1y1':
      return [from, at];
    case 'x1y0':
      return [
        { x: from.x, y: at.y },
        { x: at.x, y: to.y },
      ];
    case 'x0y1':
      return [
        { x: at.x, y: from.y },
        { x: to.x, y: at.y },
      ];
  }
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
  if (from === undefined || to === undefined) return Number.POSITIVE_INFINITY;
  if (kind === 'length') return distanceToSegment(from, to, at);
  const centre = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const radiusX = Math.abs(to.x - from.x) / 2;
  const radiusY = Math.abs(to.y - from.y) / 2;
  let nearest = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 96; step += 1) {
    const angle = (step / 96) * 2 * Math.PI;
    const onEllipse = {
      x: centre.x + radiusX * Math.cos(angle),
      y: centre.y + radiusY * Math.sin(angle),
    };
    nearest = Math.min(nearest, distance(onEllipse, at));
  }
  return nearest;
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
