import type { ImagePoint, MarkKind } from '#shared/annotation/mark.ts';
import { cornersOf } from './mark-geometry.ts';

/** The path that a mark is drawn with, from its points in CSS pixels; of an unfinished one what there is of it. */
export function outlineOf(kind: MarkKind, points: readonly ImagePoint[]): string {
  const [from, to] = points;
  if (from === undefined) return '';
  if (kind === 'probe') return crossPath(from);
  if (to === undefined) return '';
  switch (kind) {
    case 'length':
      return `${linePath(points)}${endBar(from, to, from)}${endBar(from, to, to)}`;
    case 'angle':
      return `${linePath(points)}${arcPath(points)}`;
    case 'ellipse':
      return ellipsePath(from, to);
    case 'rectangle':
      return `${linePath(cornersOf([from, to]).slice(0, -1))}Z`;
    case 'arrow':
      return `${linePath(points)}${headPath(from, to)}`;
  }
}

function linePath(points: readonly ImagePoint[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

/** A short bar across an end: where it ends is seen without hiding it. */
function endBar(from: ImagePoint, to: ImagePoint, { x, y }: ImagePoint): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return '';
  const acrossX = (-(to.y - from.y) / length) * 6;
  const acrossY = ((to.x - from.x) / length) * 6;
  return `M${x - acrossX} ${y - acrossY}L${x + acrossX} ${y + acrossY}`;
}

function ellipsePath(from: ImagePoint, to: ImagePoint): string {
  const radiusX = Math.abs(to.x - from.x) / 2;
  const radiusY = Math.abs(to.y - from.y) / 2;
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const middle = (from.y + to.y) / 2;
  const half = (x: number): string => `A${radiusX} ${radiusY} 0 0 1 ${x} ${middle}`;
  return `M${left} ${middle}${half(right)}${half(left)}Z`;
}

/** Between the legs, near the vertex: which of the two angles is meant. */
function arcPath([from, vertex, to]: readonly ImagePoint[]): string {
  if (from === undefined || vertex === undefined || to === undefined) return '';
  const legA = Math.hypot(from.x - vertex.x, from.y - vertex.y);
  const legB = Math.hypot(to.x - vertex.x, to.y - vertex.y);
  const radius = Math.min(22, legA / 2, legB / 2);
  if (radius < 4) return '';
  const on = ({ x, y }: ImagePoint, leg: number): string =>
    `${vertex.x + ((x - vertex.x) / leg) * radius} ${vertex.y + ((y - vertex.y) / leg) * radius}`;
  const cross = (from.x - vertex.x) * (to.y - vertex.y) - (from.y - vertex.y) * (to.x - vertex.x);
  return `M${on(from, legA)}A${radius} ${radius} 0 0 ${cross > 0 ? 1 : 0} ${on(to, legB)}`;
}

function headPath(tip: ImagePoint, tail: ImagePoint): string {
  const direction = Math.atan2(tail.y - tip.y, tail.x - tip.x);
  const barb = (turn: number): string =>
    `${tip.x + Math.cos(direction + turn) * 13} ${tip.y + Math.sin(direction + turn) * 13}`;
  return `M${barb(0.42)}L${tip.x} ${tip.y}L${barb(-0.42)}`;
}

/** Open in the middle: the pixel itself stays in sight. */
function crossPath({ x, y }: ImagePoint): string {
  return `M${x - 11} ${y}H${x - 3}M${x + 3} ${y}H${x + 11}M${x} ${y - 11}V${y - 3}M${x} ${y + 3}V${y + 11}`;
}
