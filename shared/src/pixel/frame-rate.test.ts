import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import { frameRateOf } from './frame-rate.ts';

function rate(attributes: Parameters<typeof datasetOf>[0], frameCount = 10) {
  return frameRateOf(datasetOf(attributes), frameCount);
}

describe('frameRateOf', () => {
  it('prefers recommended, then cine rate, then frame time', () => {
    const all = { RecommendedDisplayFrameRate: 12, CineRate: 25, FrameTime: 50 } as const;
    expect(rate(all)).toMatchObject({ framesPerSecond: 12, source: 'recommended' });
    expect(rate({ ...all, RecommendedDisplayFrameRate: 0 })).toMatchObject({
      framesPerSecond: 25,
      source: 'cine-rate',
    });
    expect(rate({ FrameTime: 33.33 })).toMatchObject({ source: 'frame-time' });
    expect(rate({ FrameTime: 33.33 }).framesPerSecond).toBeCloseTo(30.003, 3);
  });

  it('reads a frame time vector, whose first value is no step', () => {
    expect(rate({ FrameTimeVector: [0, 40, 60] }, 3)).toMatchObject({
      framesPerSecond: 20,
      source: 'frame-time-vector',
      frameTimesMs: [40, 60],
    });
  });

  it.each([
    ['nothing', {}],
    ['a frame time of 0', { FrameTime: 0 }],
    ['a negative rate', { CineRate: -5 }],
    ['an impossible rate', { FrameTime: 0.001 }],
    ['a vector of zeros', { FrameTimeVector: [0, 0, 0] }],
  ] as const)('assumes 15 where the file says %s', (_, attributes) => {
    expect(rate(attributes)).toMatchObject({ framesPerSecond: 15, source: 'assumed' });
  });

  it('reads trims and sweep; impossible trims play everything', () => {
    expect(rate({ StartTrim: 3, StopTrim: 6, PreferredPlaybackSequencing: 1 })).toMatchObject({
      firstFrameIndex: 2,
      lastFrameIndex: 5,
      isSweep: true,
    });
    expect(rate({ StartTrim: 8, StopTrim: 2 })).toMatchObject({
      firstFrameIndex: 0,
      lastFrameIndex: 9,
      isSweep: false,
    });
  });
});
