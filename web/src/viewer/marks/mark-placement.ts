import type { ImagePoint } from '#shared/annotation/mark.ts';

/**
 * How the points of a mark come to be: by drags, by tap and tap, or by both in turn. Nothing is a mark
 * before `commit`; a cancelled drag leaves what was there before it.
 */
export type Placement =
  | { readonly kind: 'none' }
  /** Some points are set, waiting for the next. */
  | { readonly kind: 'anchored'; readonly set: readonly ImagePoint[] }
  | {
      readonly kind: 'dragging';
      readonly set: readonly ImagePoint[];
      readonly to: ImagePoint;
      /** What was set before the drag: a cancelled one goes back to it. */
      readonly before: readonly ImagePoint[];
    };

export type PlacementInput =
  | { readonly type: 'stroke-start'; readonly at: ImagePoint }
  | { readonly type: 'stroke-move'; readonly at: ImagePoint }
  | { readonly type: 'stroke-end'; readonly at: ImagePoint }
  | { readonly type: 'stroke-cancel' }
  | { readonly type: 'tap'; readonly at: ImagePoint }
  /** Another tool, another frame, or Escape. */
  | { readonly type: 'abandon' };

export interface PlacementStep {
  readonly placement: Placement;
  /** The points of a finished mark, or null. */
  readonly commit: readonly ImagePoint[] | null;
}

/** What the mark being placed asks for. */
export interface PlacementRule {
  readonly pointCount: number;
  /** In image pixels: points nearer to the one before than a shaking finger are none. */
  readonly minDistance: number;
}

export const noPlacement: Placement = { kind: 'none' };

/** One step of placing. */
export function place(
  placement: Placement,
  input: PlacementInput,
  rule: PlacementRule,
): PlacementStep {
  switch (input.type) {
    case 'stroke-start': {
      const before = placement.kind === 'anchored' ? placement.set : [];
      // A drag from nothing sets its beginning too; a mark of one point follows the finger instead.
      const isFirst = before.length === 0 && rule.pointCount > 1;
      return step({ kind: 'dragging', set: isFirst ? [input.at] : before, to: input.at, before });
    }
    case 'stroke-move':
      return placement.kind === 'dragging' ? step({ ...placement, to: input.at }) : step(placement);
    case 'stroke-end':
      if (placement.kind !== 'dragging') return step(placement);
      return add(placement.set, input.at, placement.before, rule);
    case 'stroke-cancel':
      return placement.kind === 'dragging' ? step(anchoredAt(placement.before)) : step(placement);
    case 'tap': {
      const set = placement.kind === 'anchored' ? placement.set : [];
      return add(set, input.at, set, rule);
    }
    case 'abandon':
      return step(noPlacement);
  }
}

/** The points as they would be if the next one were set at `to`. */
export function pointsWith(placement: Placement, to: ImagePoint | null): readonly ImagePoint[] {
  if (placement.kind === 'none') return [];
  if (placement.kind === 'dragging') return [...placement.set, placement.to];
  const next = to ?? placement.set.at(-1);
  return next === undefined ? placement.set : [...placement.set, next];
}

function step(placement: Placement): PlacementStep {
  return { placement, commit: null };
}

function anchoredAt(set: readonly ImagePoint[]): Placement {
  return set.length === 0 ? noPlacement : { kind: 'anchored', set };
}

function add(
  set: readonly ImagePoint[],
  at: ImagePoint,
  before: readonly ImagePoint[],
  { pointCount, minDistance }: PlacementRule,
): PlacementStep {
  const last = set.at(-1);
  const isTooNear =
    last !== undefined &&
    Math.hypot(last.x - at.x, last.y - at.y) < Math.max(minDistance, Number.EPSILON);
  if (isTooNear) return step(anchoredAt(before));
  const points = [...set, at];
  return points.length >= pointCount
    ? { placement: noPlacement, commit: points }
    : step(anchoredAt(points));
}
