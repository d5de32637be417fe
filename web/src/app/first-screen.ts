import { useEffect } from 'react';
import { afterPaint } from '../ui/after-paint.ts';

/** A start that shows nothing at all must not keep the rest from coming. */
const longestWaitMs = 5000;

let markShown: () => void = () => undefined;

/** Resolves when the first screen stands: whatever it does not need waits for it. */
export const firstScreenShown = new Promise<void>((resolve) => {
  markShown = resolve;
  setTimeout(resolve, longestWaitMs);
});

/** Says that the first screen stands, once it is painted with `isShown`. */
export function useFirstScreen(isShown: boolean): void {
  useEffect(() => {
    if (isShown) void afterPaint().then(markShown);
  }, [isShown]);
}

/** Runs after the first screen, when the browser has nothing better to do; Safari has no `requestIdleCallback`. */
export function whenIdle(run: () => void): void {
  void firstScreenShown.then(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 10_000 });
    else setTimeout(run, 2000);
  });
}
