import type { ImagePoint } from '#shared/annotation/mark.ts';

/**
 * How the two points of a mark come to be: by one drag, or by tap and tap. Nothing is a mark before
 * `commit`; a cancelled drag leaves what was there before it.
 */
export type Placement =
  | { readonly kind: 'none' }
  /** First point set by a tap, waiting for the second. */
  | { readonly kind: 'anchored'; readonly from: ImagePoint }
  | {
      readonly kind: 'dragging';
      readonly from: ImagePoint;
      readonly to: ImagePoint;
      /** `from` was set by a tap: a cancelled drag goes back to it. */
      readonly wasAnchored: boolean;
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
  /** The two points of a finished mark, or null. */
  readonly commit: readonly [ImagePoint, ImagePoint] | null;
}

export const noPlacement: Placement = { kind: 'none' };

/**
 * One step of placing. `minDistance` (image pixels, what a shaking finger does) is the least distance
 * between the points: anything shorter is no mark.
 */
export function place(
  placement: Placement,
  input: PlacementInput,
  minDistance: number,
): PlacementStep {
  switch (input.type) {
    case 'stroke-start': {
      const wasAnchored = placement.kind === 'anchored';
      const from = wasAnchored ? placement.from : input.at;
      return step({ kind: 'dragging', from, to: input.at, wasAnchored });
    }
    case 'stroke-move':
      return placement.kind === 'dragging' ? step({ ...placement, to: input.at }) : step(placement);
    case 'stroke-end':
      if (placement.kind !== 'dragging') return step(placement);
      return finish(placement.from, input.at, minDistance, placement.wasAnchored);
    case 'stroke-cancel':
      if (placement.kind !== 'dragging') return step(placement);
      return step(placement.wasAnchored ? { kind: 'anchored', from: placement.from } : noPlacement);
    case 'tap':
      if (placement.kind !== 'anchored') return step({ kind: 'anchored', from: input.at });
      return finish(placement.from, input.at, minDistance, true);
    case 'abandon':
      return step(noPlacement);
  }
}

function step(placement: Placement): PlacementStep {
  return { placement, commit: null };
}

function finish(
  from: ImagePoint,
  to: ImagePoint,
  minDistance: number,
  wasAnchored: boolean,
): PlacementStep {
  if (Math.hypot(from.x - to.x, from.y - to.y) < Math.max(minDistance, Number.EPSILON)) {
    return step(wasAnchored ? { kind: 'anchored', from } : noPlacement);
  }
  return { placement: noPlacement, commit: [from, to] };
}
