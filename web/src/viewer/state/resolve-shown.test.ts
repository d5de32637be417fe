import { describe, expect, it } from 'vitest';
import type { SeriesSummary } from '../../archive/archive-types.ts';
import type { FrameState } from '../stack/frame-source.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { ViewFailure } from '../stack/picture-ports.ts';
import type { Picture } from '../stage/picture.ts';
import { isCatchingUp, resolveShown, type Before } from './resolve-shown.ts';
import type { Shown } from './viewer-state.ts';

const stack: FrameStack = {
  id: 'a',
  series: {} as SeriesSummary,
  kind: 'frames',
  objectKind: null,
  frames: [],
  isMultiFrame: false,
};
const pictureAt = (index: number): Picture => ({ frameIndex: index }) as Picture;
const shownAt = (index: number): Shown => ({ kind: 'picture', index, picture: pictureAt(index) });
/** Shown was what was wanted, unless said otherwise. */
const before = (index: number, wanted = index, stackId = 'a'): Before => ({
  stackId,
  shown: shownAt(index),
  wanted,
});
const still = false;

/** Frames that are decoded; all others are under way. */
function decoded(...indexes: number[]) {
  return (_: FrameStack, index: number): FrameState<Picture, ViewFailure> =>
    indexes.includes(index)
      ? { kind: 'ready', picture: pictureAt(index) }
      : { kind: 'loading', progress: null };
}

describe('what is on the screen', () => {
  it('is the wanted frame as soon as it is decoded', () => {
    expect(resolveShown(stack, 7, before(3), still, decoded(7))).toEqual(shownAt(7));
  });

  it('is the nearest decoded frame on the way, under its own number, until then', () => {
    expect(resolveShown(stack, 7, before(3), still, decoded(4, 5))).toEqual(shownAt(5));
    expect(resolveShown(stack, 1, before(5), still, decoded(2, 4))).toEqual(shownAt(2));
    expect(resolveShown(stack, 7, before(3), still, decoded(9))).toEqual(shownAt(3));
  });

  it('is one frame after another when decoding has fallen a little behind a scroll', () => {
    const stateOf = decoded(4, 5, 6, 7);
    expect(resolveShown(stack, 7, before(3, 4), still, stateOf)).toEqual(shownAt(4));
    expect(isCatchingUp(stack, 7, shownAt(4), stateOf)).toBe(true);
    expect(isCatchingUp(stack, 7, shownAt(7), stateOf)).toBe(false);
  });

  it('jumps when the person is far ahead, was not behind, or a clip plays', () => {
    const all = Array.from({ length: 40 }, (_, i) => i);
    expect(resolveShown(stack, 30, before(3, 4), still, decoded(...all))).toEqual(shownAt(30));
    expect(resolveShown(stack, 9, before(3), still, decoded(...all))).toEqual(shownAt(9));
    expect(resolveShown(stack, 9, before(3, 4), true, decoded(...all))).toEqual(shownAt(9));
  });

  it('is never a frame of another stack', () => {
    expect(resolveShown(stack, 7, before(3, 3, 'b'), still, decoded(5))).toEqual({
      kind: 'waiting',
      index: 7,
      progress: null,
    });
  });

  it('is the failure of the wanted frame, not the last good picture', () => {
    const failure: ViewFailure = { code: 'DECODE_FAILED', step: 'decode' };
    const stateOf = (_: FrameStack, index: number): FrameState<Picture, ViewFailure> =>
      index === 7 ? { kind: 'failed', failure } : { kind: 'ready', picture: pictureAt(index) };
    expect(resolveShown(stack, 7, before(6), still, stateOf)).toEqual({
      kind: 'failed',
      index: 7,
      failure,
    });
  });

  it('is the progress of bytes that come from the server', () => {
    const progress = { bytesDone: 1, bytesTotal: 2 };
    const shown = resolveShown(stack, 4, before(3), still, () => ({ kind: 'loading', progress }));
    expect(shown).toEqual({ kind: 'waiting', index: 4, progress });
  });
});
