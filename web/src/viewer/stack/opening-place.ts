import type { FrameStack } from './frame-stack.ts';

/**
 * Where a stack opens: at its middle, the frame that its small picture shows. The list, the strip and the
 * first image then show the same slice, the stored preview stands in for exactly the image that follows
 * it, and the middle of a stack tells more than its edge, where there is often air. Pictures are made of
 * the middle instance of a series and of the middle frame of an instance (workers/ingest/picture-maker.ts);
 * where an import was cut off before, `completeThumbnails` makes up for it. 0-based.
 */
export function openingIndexOf({ frames }: FrameStack): number {
  return Math.max(0, Math.floor((frames.length - 1) / 2));
}

/**
 * Which stack a study opens with: the one whose picture stands for the study in the list, else the first
 * with images in it; a report or a treatment plan only where there is nothing else. 0-based.
 */
export function openingStackOf(
  stacks: readonly FrameStack[],
  thumbnailInstanceId: string | null,
): number {
  const pictured = stacks.findIndex(
    (stack) =>
      stack.kind === 'frames' &&
      stack.frames.some(({ instance }) => instance.id === thumbnailInstanceId),
  );
  if (pictured >= 0) return pictured;
  return Math.max(
    0,
    stacks.findIndex(({ kind }) => kind === 'frames'),
  );
}
