import type { DicomDataset } from '../dicom/dicom-json.ts';
import { numberOf, numbersOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';

/** How fast a multi-frame instance is played, and what that rests on. */
export interface FrameRate {
  readonly framesPerSecond: number;
  readonly source: 'recommended' | 'cine-rate' | 'frame-time' | 'frame-time-vector' | 'assumed';
  /** Time from each frame to the next in ms, where the file gives one for each frame; else null. */
  readonly frameTimesMs: readonly number[] | null;
  /** Play back and forth (Preferred Playback Sequencing 1) instead of over again. */
  readonly isSweep: boolean;
  /** Frames to play, 0-based, both included (Start Trim, Stop Trim). */
  readonly firstFrameIndex: number;
  readonly lastFrameIndex: number;
}

const assumedFramesPerSecond = 15;
/** What a display can follow; a Frame Time of 0.1 ms is a writer's mistake. */
const framesPerSecondMax = 240;

/**
 * Reads the playing rate (PS3.3 C.7.6.5): Recommended Display Frame Rate (0008,2144), Cine Rate
 * (0018,0040), Frame Time (0018,1063), mean of Frame Time Vector (0018,1065), else 15, which is said to
 * be assumed. Zero, negative and impossible values count as absent.
 */
export function frameRateOf(dataset: DicomDataset, frameCount: number): FrameRate {
  const lastIndex = Math.max(frameCount - 1, 0);
  const trim = (tag: string, otherwise: number) => {
    const frameNumber = numberOf(dataset, tag);
    if (frameNumber === null || !Number.isInteger(frameNumber)) return otherwise;
    return Math.min(Math.max(frameNumber - 1, 0), lastIndex);
  };
  const firstFrameIndex = trim(tags.StartTrim, 0);
  const lastFrameIndex = trim(tags.StopTrim, lastIndex);
  const isTrimUsable = firstFrameIndex < lastFrameIndex;
  return {
    ...rateOf(dataset, frameCount),
    isSweep: numberOf(dataset, tags.PreferredPlaybackSequencing) === 1,
    firstFrameIndex: isTrimUsable ? firstFrameIndex : 0,
    lastFrameIndex: isTrimUsable ? lastFrameIndex : lastIndex,
  };
}

function rateOf(
  dataset: DicomDataset,
  frameCount: number,
): Pick<FrameRate, 'framesPerSecond' | 'source' | 'frameTimesMs'> {
  const isRate = (rate: number | null): rate is number =>
    rate !== null && rate > 0 && rate <= framesPerSecondMax;
  const recommended =
    numberOf(dataset, tags.RecommendedDisplayFrameRate) ??
    numberOf(dataset, tags.RecommendedDisplayFrameRateInFloat);
  if (isRate(recommended)) {
    return { framesPerSecond: recommended, source: 'recommended', frameTimesMs: null };
  }
  const cineRate = numberOf(dataset, tags.CineRate);
  if (isRate(cineRate)) {
    return { framesPerSecond: cineRate, source: 'cine-rate', frameTimesMs: null };
  }
  const frameTimeMs = numberOf(dataset, tags.FrameTime);
  if (frameTimeMs !== null && isRate(1000 / frameTimeMs)) {
    return { framesPerSecond: 1000 / frameTimeMs, source: 'frame-time', frameTimesMs: null };
  }
  const vector = numbersOf(dataset, tags.FrameTimeVector);
  // Its first value is the time before the first frame: always 0 (PS3.3 C.7.6.5.1.2).
  const steps = vector?.slice(1, frameCount) ?? [];
  const meanMs = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  if (steps.length > 0 && steps.every((step) => step > 0) && isRate(1000 / meanMs)) {
    return { framesPerSecond: 1000 / meanMs, source: 'frame-time-vector', frameTimesMs: steps };
  }
  return { framesPerSecond: assumedFramesPerSecond, source: 'assumed', frameTimesMs: null };
}
