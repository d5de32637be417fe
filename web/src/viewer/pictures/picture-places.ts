import type { MarkBookState } from '../marks/mark-book.ts';
import { findFrame, type FrameStack } from '../stack/frame-stack.ts';
import { stackOf, type ViewerState } from '../state/viewer-state.ts';

/** Which frames become pictures. */
export type PictureScope = 'shown' | 'key' | 'marked' | 'series' | 'study';

/** A frame by its place in the study; both 0-based. */
export interface PicturePlace {
  readonly stackIndex: number;
  readonly index: number;
}

type FramesOfBook = Pick<MarkBookState, 'visible' | 'keyImages'>;

/** The frames of each scope, in the order of the study, each once. */
export function placesOf(
  scope: PictureScope,
  state: ViewerState,
  book: FramesOfBook,
): readonly PicturePlace[] {
  const { stacks, stackIndex, shown } = state;
  switch (scope) {
    case 'shown':
      return shown.kind === 'picture' ? [{ stackIndex, index: shown.index }] : [];
    case 'key':
      return placesOfFrames(stacks, book.keyImages);
    case 'marked':
      return placesOfFrames(stacks, book.visible);
    case 'series': {
      const SeriesInstanceUID = stackOf(state)?.series.SeriesInstanceUID;
      return placesOfStacks(
        stacks,
        (stack) => stack.series.SeriesInstanceUID === SeriesInstanceUID,
      );
    }
    case 'study':
      return placesOfStacks(stacks, () => true);
  }
}

function placesOfFrames(
  stacks: readonly FrameStack[],
  frames: readonly { readonly SOPInstanceUID: string; readonly frameNumber: number }[],
): readonly PicturePlace[] {
  const found = new Map<string, PicturePlace>();
  for (const { SOPInstanceUID, frameNumber } of frames) {
    const place = findFrame(stacks, SOPInstanceUID, frameNumber - 1);
    if (place !== null) found.set(`${place.stackIndex}/${place.index}`, place);
  }
  return [...found.values()].toSorted((a, b) => a.stackIndex - b.stackIndex || a.index - b.index);
}

function placesOfStacks(
  stacks: readonly FrameStack[],
  isWanted: (stack: FrameStack) => boolean,
): readonly PicturePlace[] {
  return stacks.flatMap((stack, stackIndex) =>
    stack.kind === 'frames' && isWanted(stack)
      ? stack.frames.map((_, index) => ({ stackIndex, index }))
      : [],
  );
}
