import type { KeyImage } from '#shared/sync/key-images.ts';
import { findFrame, type FrameStack } from '../stack/frame-stack.ts';

/** A key image and where it lies among the stacks. */
export interface KeyPlace {
  readonly keyImage: KeyImage;
  readonly stackIndex: number;
  /** 0-based. */
  readonly index: number;
}

/** The key images whose frames are in the study as this device knows it, in the order of the stacks. */
export function keyPlacesOf(
  stacks: readonly FrameStack[],
  keyImages: readonly KeyImage[],
): readonly KeyPlace[] {
  return keyImages
    .flatMap((keyImage) => {
      const place = findFrame(stacks, keyImage.SOPInstanceUID, keyImage.frameNumber - 1);
      return place === null ? [] : [{ keyImage, ...place }];
    })
    .toSorted(compare);
}

/** The key image after (or before) a place; round at the ends. Null where there is no other. */
export function neighbourOf(
  places: readonly KeyPlace[],
  from: { readonly stackIndex: number; readonly index: number },
  by: 1 | -1,
): KeyPlace | null {
  const others = places.filter((place) => compare(place, from) !== 0);
  const first = by === 1 ? others.at(0) : others.at(-1);
  const next =
    by === 1
      ? others.find((place) => compare(place, from) > 0)
      : others.findLast((place) => compare(place, from) < 0);
  return next ?? first ?? null;
}

function compare(
  a: { readonly stackIndex: number; readonly index: number },
  b: { readonly stackIndex: number; readonly index: number },
): number {
  return a.stackIndex - b.stackIndex || a.index - b.index;
}
