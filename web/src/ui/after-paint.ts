/** A hidden page paints nothing: what waits for a picture must not wait for ever. */
const longestWaitMs = 500;

/** Resolves once the browser has painted what stands now; in a hidden page after half a second. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, longestWaitMs);
    // The frame's own callback runs before its paint, a task queued from there after it.
    requestAnimationFrame(() => {
      setTimeout(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  });
}
