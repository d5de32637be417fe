import type { FrameRate } from '#shared/pixel/frame-rate.ts';
import type { CinePlan } from './cine-clock.ts';

/** A stack of slices has no rate of its own: this is a person's flick through it. */
export const stackFramesPerSecond = 15;

/**
 * The plan of playing a clip by the rate its header gives (PS3.3 C.7.6.5), or, with null, of playing a
 * stack of single frames.
 */
export function cinePlanOf(rate: FrameRate | null, frameCount: number): CinePlan {
  if (rate === null) {
    const frameTimesMs = Array.from({ length: frameCount }, () => 1000 / stackFramesPerSecond);
    return { frameTimesMs, firstIndex: 0, lastIndex: frameCount - 1, sequencing: 'loop' };
  }
  const usualMs = 1000 / rate.framesPerSecond;
  // Times from each frame to the next: the last frame, which has no next, stays as long as usual.
  const frameTimesMs = Array.from(
    { length: frameCount },
    (_, index) => rate.frameTimesMs?.[index] ?? usualMs,
  );
  return {
    frameTimesMs,
    firstIndex: rate.firstFrameIndex,
    lastIndex: rate.lastFrameIndex,
    sequencing: rate.isSweep ? 'sweep' : 'loop',
  };
}
