import { describe, expect, it } from 'vitest';
import type { SeriesSummary } from '../../archive/archive-types.ts';
import type { FrameState } from '../stack/frame-source.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { ViewFailure } from '../stack/load-picture.ts';
import type { Picture } from '../stage/picture.ts';
import { resolveShown, type Before } from './resolve-shown.ts';
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
const before = (index: number, stackId = 'a'): Before => ({ stackId, shown: shownAt(index) });

/** Frames that are decoded; all others are under way. */
function decoded(...indexes: number[]) {
  return (_: FrameStack, index: number): FrameState<Picture, ViewFailure> =>
    indexes.includes(index)
      ? { kind: 'ready', picture: pictureAt(index) }
      : { kind: 'loading', progress: null };
}

describe('what is on the screen', () => {
  it('is the wanted frame as soon as it is decoded', () => {
    expect(resolveShown(stack, 7, before(3), decoded(7))).toEqual(shownAt(7));
  });

  it('is the nearest decoded frame on the way, under its own number, until then', () => {
    expect(resolveShown(stack, 7, before(3), decoded(4, 5))).toEqual(shownAt(5));
    expect(resolveShown(stack, 1, before(5), decoded(2, 4))).toEqual(shownAt(2));
    expect(resolveShown(stack, 7, before(3), decoded(9))).toEqual(shownAt(3));
  });

  it('is never a frame of another stack', () => {
    expect(resolveShown(stack, 7, before(3, 'b'), decoded(5))).toEqual({
      kind: 'waiting',
      index: 7,
      progress: null,
    });
  });

  it('is the failure of the wanted frame, not the last good picture', () => {
    const failure: ViewFailure = { code: 'DECODE_FAILED', step: 'decode' };
    const stateOf = (_: FrameStack, index: number): FrameState<Picture, ViewFailure> =>
      index === 7 ? { kind: 'failed', failure } : { kind: 'ready', picture: pictureAt(index) };
    expect(resolveShown(stack, 7, before(6), stateOf)).toEqual({
      kind: 'failed',
      index: 7,
      failure,
    });
  });

  it('is the progress of bytes that come from the server', () => {
    const progress = { bytesDone: 1, bytesTotal: 2 };
    const shown = resolveShown(stack, 4, before(3), () => ({ kind: 'loading', progress }));
    expect(shown).toEqual({ kind: 'waiting', index: 4, progress });
  });
});
