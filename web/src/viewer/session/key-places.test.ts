import { describe, expect, it } from 'vitest';
import { keyPlacesOf, neighbourOf } from './key-places.ts';

const frame = (SOPInstanceUID: string, frameIndex: number) => ({
  instance: { SOPInstanceUID },
  frameIndex,
});
const stacks = [
  { frames: ['a', 'b', 'c'].map((uid) => frame(uid, 0)) },
  { frames: [0, 1, 2, 3].map((index) => frame('clip', index)) },
] as unknown as Parameters<typeof keyPlacesOf>[0];
const star = (SOPInstanceUID: string, frameNumber: number) =>
  ({ SOPInstanceUID, frameNumber }) as unknown as Parameters<typeof keyPlacesOf>[1][number];

const places = keyPlacesOf(stacks, [star('clip', 3), star('gone', 1), star('c', 1), star('a', 1)]);

describe('the way from key image to key image', () => {
  it('goes by series and frame, past frames that are not here', () => {
    expect(places.map(({ stackIndex, index }) => [stackIndex, index])).toEqual([
      [0, 0],
      [0, 2],
      [1, 2],
    ]);
  });

  it('steps on from any place, from a key image too, and round at the ends', () => {
    expect(neighbourOf(places, { stackIndex: 0, index: 1 }, 1)).toMatchObject({ index: 2 });
    expect(neighbourOf(places, { stackIndex: 0, index: 2 }, 1)).toMatchObject({ stackIndex: 1 });
    expect(neighbourOf(places, { stackIndex: 1, index: 3 }, 1)).toMatchObject({ index: 0 });
    expect(neighbourOf(places, { stackIndex: 0, index: 0 }, -1)).toMatchObject({ stackIndex: 1 });
  });

  it('has nowhere to go when the only key image is on the screen, or there is none', () => {
    expect(neighbourOf(places.slice(0, 1), { stackIndex: 0, index: 0 }, 1)).toBeNull();
    expect(neighbourOf([], { stackIndex: 0, index: 0 }, -1)).toBeNull();
  });
});
