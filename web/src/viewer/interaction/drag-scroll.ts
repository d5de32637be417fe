/** How far a finger goes for one frame: short stacks need aim, long ones need reach. CSS pixels. */
export function pixelsPerFrame(frameCount: number, viewportHeight: number): number {
  const whole = (viewportHeight * 0.8) / Math.max(1, frameCount - 1);
  return Math.min(28, Math.max(3, whole));
}

/** Frame that a drag of `dy` CSS pixels (down is forward) from `startIndex` leads to; 0-based, clamped. */
export function indexAfterDrag(
  startIndex: number,
  dy: number,
  frameCount: number,
  viewportHeight: number,
): number {
  const moved = Math.round(dy / pixelsPerFrame(frameCount, viewportHeight));
  return clampIndex(startIndex + moved, frameCount);
}

/** Frame that a place on the scrubber stands for; `share` 0 is the first, 1 the last. */
export function indexAtShare(share: number, frameCount: number): number {
  return clampIndex(Math.round(share * (frameCount - 1)), frameCount);
}

export function clampIndex(index: number, frameCount: number): number {
  return Math.min(Math.max(index, 0), Math.max(0, frameCount - 1));
}

/**
 * Turns wheel events into whole notches. A mouse wheel sends 100 or 120 a notch (or 3 lines); a
 * trackpad sends a stream of small numbers, gathered until they make 100.
 */
export interface WheelNotches {
  /** Whole notches of this event, down positive; the rest is kept for the next one. */
  add(deltaY: number, deltaMode: number, atMs: number): number;
}

const notchPx = 100;
const pauseMs = 250;

export function createWheelNotches(): WheelNotches {
  let rest = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    add(deltaY, deltaMode, atMs) {
      const deltaPx =
        deltaMode === 1 ? (deltaY / 3) * notchPx : deltaMode === 2 ? deltaY * notchPx : deltaY;
      if (atMs - lastMs > pauseMs || Math.sign(rest) !== Math.sign(deltaPx)) rest = 0;
      lastMs = atMs;
      // One detent of a mouse is one frame, whatever the system's scroll speed says.
      if (Math.abs(deltaPx) >= 50 && rest === 0)
        return Math.sign(deltaPx) * Math.max(1, Math.round(Math.abs(deltaPx) / 120));
      rest += deltaPx;
      const notches = Math.trunc(rest / (notchPx / 2));
      rest -= notches * (notchPx / 2);
      return notches;
    },
  };
}
