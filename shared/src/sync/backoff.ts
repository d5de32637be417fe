export const backoffFirstMs = 1000;
export const backoffMaxMs = 5 * 60 * 1000;

// Full jitter may come out at nothing; this keeps a dead server from being asked in a circle.
const backoffMinMs = 100;

/**
 * How long to wait after the `tries`-th failure in a row (0-based): full jitter over 1 s · 2ⁿ, at most
 * 5 minutes, so that devices which lost one server do not come back as one ([CONN4]). What the server
 * itself asked for wins.
 */
export function backoffMs(tries: number, random: number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined && Number.isFinite(retryAfterMs) && retryAfterMs >= 0) {
    return Math.max(backoffMinMs, Math.ceil(retryAfterMs));
  }
  const ceiling = Math.min(backoffMaxMs, backoffFirstMs * 2 ** Math.min(tries, 30));
  return Math.max(backoffMinMs, Math.floor(random * ceiling));
}
