/** Pause before something that failed on this device is tried again: 0.25 s, doubled up to 30 s. */
export function retryDelayMs(failedCount: number): number {
  return Math.min(30_000, 250 * 2 ** Math.min(failedCount - 1, 10));
}
