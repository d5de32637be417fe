import type { FrameState } from '../stack/frame-source.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { ViewFailure } from '../stack/picture-ports.ts';
import type { Picture } from '../stage/picture.ts';
import type { Shown } from './viewer-state.ts';

type StateOf = (stack: FrameStack, index: number) => FrameState<Picture, ViewFailure>;

/** What was on the screen before, and what was wanted then. */
export interface Before {
  readonly stackId: string;
  readonly shown: Shown;
  readonly wanted: number;
}

/** A person who is this far ahead of the pictures wants to be there, not to see all that lies between. */
const catchUpMax = 12;

/**
 * Decides what is on the screen for a wanted frame: that frame as soon as it is decoded. Until then the
 * nearest decoded one on the way to it; and when decoding has fallen a little behind a scroll, one frame
 * after another, so that every frame of the scroll is seen. The shown frame's own number always goes
 * with it: a picture never stands under another's label.
 */
export function resolveShown(
  stack: FrameStack,
  wanted: number,
  before: Before,
  isPlaying: boolean,
  stateOf: StateOf,
): Shown {
  if (stack.kind === 'not-an-image') return { kind: 'object', index: 0 };
  const state = stateOf(stack, wanted);
  if (state.kind === 'failed') return { kind: 'failed', index: wanted, failure: state.failure };
  const { shown } = before;
  const isSameStack = before.stackId === stack.id;
  if (isSameStack && !isPlaying && shown.kind === 'picture') {
    const next = nextOnTheWay(stack, wanted, before, stateOf);
    if (next !== null) return next;
  }
  if (state.kind === 'ready') return { kind: 'picture', index: wanted, picture: state.picture };
  const progress = state.kind === 'loading' ? state.progress : null;
  const waiting: Shown = { kind: 'waiting', index: wanted, progress };
  if (!isSameStack) return waiting;
  // Bytes on their way from the server take seconds: then the word is worth more than an old picture.
  if (progress !== null) return waiting;
  const nearest = nearestOnTheWay(stack, wanted, shown.index, stateOf);
  return nearest ?? (shown.kind === 'picture' ? shown : waiting);
}

/** Whether a further frame of the way is there to be shown next, without anything else happening. */
export function isCatchingUp(
  stack: FrameStack,
  wanted: number,
  shown: Shown,
  stateOf: StateOf,
): boolean {
  if (shown.kind !== 'picture' || shown.index === wanted) return false;
  return stateOf(stack, shown.index + Math.sign(wanted - shown.index)).kind === 'ready';
}

function nextOnTheWay(
  stack: FrameStack,
  wanted: number,
  { shown, wanted: wantedBefore }: Before,
  stateOf: StateOf,
): Shown | null {
  const isBehind = shown.index !== wantedBefore;
  const distance = Math.abs(wanted - shown.index);
  if (!isBehind || distance < 2 || distance > catchUpMax) return null;
  const index = shown.index + Math.sign(wanted - shown.index);
  const next = stateOf(stack, index);
  return next.kind === 'ready' ? { kind: 'picture', index, picture: next.picture } : null;
}

function nearestOnTheWay(
  stack: FrameStack,
  wanted: number,
  from: number,
  stateOf: StateOf,
): Shown | null {
  const step = Math.sign(from - wanted);
  for (let away = 1; away < Math.abs(from - wanted); away += 1) {
    const index = wanted + step * away;
    const state = stateOf(stack, index);
    if (state.kind === 'ready') return { kind: 'picture', index, picture: state.picture };
  }
  return null;
}
