/** How a clip goes on after its last frame (PS3.3 C.7.6.5, Preferred Playback Sequencing 0018,1244). */
export type CineSequencing = 'loop' | 'sweep';

export interface CinePlan {
  /** Milliseconds that each frame of the clip stays, by index; at least one entry. */
  readonly frameTimesMs: readonly number[];
  /** 0-based, inclusive. */
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly sequencing: CineSequencing;
}

/**
 * Tells which frame is due. Time is counted from the start of play, not from the last picture, so a
 * late picture does not slow the clip down: the rate holds, a frame is left out instead.
 */
export interface CineClock {
  /** Frame due at `atMs` (any clock that only grows), 0-based. */
  indexAt(atMs: number): number;
  /** Goes on from the frame now due at another speed (1 is the clip's own). */
  setSpeed(speed: number, atMs: number): void;
}

/** Starts a clock at frame `startIndex` at `startMs`. */
export function startCineClock(
  plan: CinePlan,
  startIndex: number,
  startMs: number,
  speed: number,
): CineClock {
  const order = playOrder(plan);
  const endsMs: number[] = [];
  let cycleMs = 0;
  for (const index of order) {
    cycleMs += Math.max(1, plan.frameTimesMs[index] ?? plan.frameTimesMs[0] ?? 1);
    endsMs.push(cycleMs);
  }
  const startPlace = Math.max(0, order.indexOf(startIndex));
  let baseMs = startPlace === 0 ? 0 : (endsMs[startPlace - 1] ?? 0);
  let sinceMs = startMs;
  let currentSpeed = speed;
  const phaseAt = (atMs: number): number => (baseMs + (atMs - sinceMs) * currentSpeed) % cycleMs;
  return {
    indexAt(atMs) {
      const phase = phaseAt(atMs);
      return order[placeOf(endsMs, phase)] ?? plan.firstIndex;
    },
    setSpeed(nextSpeed, atMs) {
      baseMs = phaseAt(atMs);
      sinceMs = atMs;
      currentSpeed = nextSpeed;
    },
  };
}

/** One whole cycle: there, and for a sweep back again, both ends once. */
function playOrder({ firstIndex, lastIndex, sequencing }: CinePlan): number[] {
  const order: number[] = [];
  for (let index = firstIndex; index <= lastIndex; index += 1) order.push(index);
  if (sequencing === 'sweep') {
    for (let index = lastIndex - 1; index > firstIndex; index -= 1) order.push(index);
  }
  return order;
}

/** First place whose end lies after `phaseMs` (binary search: clips have up to thousands of frames). */
function placeOf(endsMs: readonly number[], phaseMs: number): number {
  let low = 0;
  let high = endsMs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((endsMs[middle] ?? 0) > phaseMs + 1e-6) high = middle;
    else low = middle + 1;
  }
  return low;
}
