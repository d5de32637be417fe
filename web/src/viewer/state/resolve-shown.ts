import type { FrameState } from '../stack/frame-source.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { ViewFailure } from '../stack/load-picture.ts';
import type { Picture } from '../stage/picture.ts';
import type { Shown } from './viewer-state.ts';

type StateOf = (stack: FrameStack, index: number) => FrameState<Picture, ViewFailure>;

/** What was on the screen before, of the same stack; null after a change of stack. */
export type Before = { readonly stackId: string; readonly shown: Shown } | null;

/**
 * Decides what is on the screen for a wanted frame. Either that frame, or, while it is being decoded,
 * the nearest decoded one on the way to it from what was shown; its own number always goes with it, so
 * a picture never stands under another's label.
 */
export function resolveShown(
  stack: FrameStack,
  wanted: number,
  before: Before,
  stateOf: StateOf,
): Shown {
  if (stack.kind === 'not-an-image') return { kind: 'object', index: 0 };
  const state = stateOf(stack, wanted);
  if (state.kind === 'ready') return { kind: 'picture', index: wanted, picture: state.picture };
  if (state.kind === 'failed') return { kind: 'failed', index: wanted, failure: state.failure };
  const progress = state.kind === 'loading' ? state.progress : null;
  const waiting: Shown = { kind: 'waiting', index: wanted, progress };
  if (before === null || before.stackId !== stack.id) return waiting;
  const { shown } = before;
  const step = Math.sign(shown.index - wanted);
  const distance = Math.abs(shown.index - wanted);
  for (let away = 1; away < distance; away += 1) {
    const index = wanted + step * away;
    const onTheWay = stateOf(stack, index);
    if (onTheWay.kind === 'ready') return { kind: 'picture', index, picture: onTheWay.picture };
  }
  // Bytes on their way from the server take seconds: then the word is worth more than an old picture.
  return shown.kind === 'picture' && progress === null ? shown : waiting;
}
