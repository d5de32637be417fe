import { describe, expect, it } from 'vitest';
import { deedOf, Swipe } from './swipe.ts';

function after(...points: readonly (readonly [number, number])[]): Swipe['state'] {
  const swipe = new Swipe(200, 200);
  for (const [x, y] of points) swipe.move(x, y);
  return swipe.state;
}

describe('a finger on a row', () => {
  it('rests while it only trembles', () => {
    expect(after([204, 203], [196, 198])).toEqual({ kind: 'resting' });
  });

  it('scrolls the list where it does not clearly go sideways, and then never swipes', () => {
    expect(after([212, 207])).toEqual({ kind: 'none' });
    expect(after([202, 240], [320, 240])).toEqual({ kind: 'none' });
  });

  it('does nothing where it comes back, or was not drawn far enough', () => {
    expect(after([240, 202], [270, 204])).toMatchObject({ kind: 'swiping', isReady: false });
    expect(after([320, 202], [230, 204])).toMatchObject({ kind: 'swiping', isReady: false });
  });

  it('is ready to either side, and takes the row no further than its words need', () => {
    expect(after([300, 204])).toEqual({
      kind: 'swiping',
      side: 'right',
      offsetPx: 100,
      isReady: true,
    });
    expect(after([20, 204])).toMatchObject({ side: 'left', offsetPx: -160, isReady: true });
  });
});

describe('what a swipe does', () => {
  it('is the same forward and back, whichever way one reads: it was not mirrored', () => {
    expect([deedOf('right', false), deedOf('left', true)]).toEqual(['keep', 'keep']);
    expect([deedOf('left', false), deedOf('right', true)]).toEqual(['export', 'export']);
  });
});
