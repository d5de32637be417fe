import { describe, expect, it } from 'vitest';
import type { InstanceSummary, SeriesSummary } from '../../archive/archive-types.ts';
import type { FrameStack } from './frame-stack.ts';
import { openingIndexOf, openingStackOf } from './opening-place.ts';

interface StackPlan {
  readonly ids: readonly string[];
  readonly kind?: FrameStack['kind'];
}

function stack({ ids, kind = 'frames' }: StackPlan): FrameStack {
  const series = {} as SeriesSummary;
  const isMultiFrame = ids.length > 1 && new Set(ids).size === 1;
  const frames = ids.map((id, index) => ({
    instance: { id } as InstanceSummary,
    frameIndex: isMultiFrame ? index : 0,
  }));
  return { id: ids[0] ?? '', series, kind, objectKind: null, frames, isMultiFrame };
}

describe('the opening frame', () => {
  it('is the middle one, as in the picture, of instances and of the frames of one', () => {
    expect(openingIndexOf(stack({ ids: ['a', 'b', 'c', 'd'] }))).toBe(1);
    expect(openingIndexOf(stack({ ids: ['a', 'b', 'c'] }))).toBe(1);
    expect(openingIndexOf(stack({ ids: ['a'] }))).toBe(0);
    expect(openingIndexOf(stack({ ids: ['a', 'a', 'a', 'a'] }))).toBe(1);
  });
});

describe('the opening stack', () => {
  const plan = stack({ ids: ['plan'], kind: 'not-an-image' });

  it('is the one whose picture stands for the study in the list', () => {
    const stacks = [plan, stack({ ids: ['a'] }), stack({ ids: ['b', 'c'] })];
    expect(openingStackOf(stacks, 'c')).toBe(2);
  });

  it('is the first with images where the study has no picture yet', () => {
    expect(openingStackOf([plan, stack({ ids: ['a'] })], null)).toBe(1);
    expect(openingStackOf([plan], null)).toBe(0);
  });
});
