import type { SyncFailure } from '../../failure/sync-failure.ts';

const firstDelayMs = 1000;
const delayMaxMs = 5 * 60 * 1000;

/** What only a person can put right is tried again as rarely as this; nothing is ever given up ([RETRY3]). */
export const personDelayMs = 24 * 60 * 60 * 1000;

/**
 * Milliseconds until the next try after `tries` failures before this one (0-based): full jitter over
 * 1 s · 2ⁿ, at most 5 min ([RETRY1]). What the server asks for with Retry-After wins ([RETRY2]).
 */
export function backoffMs(
  tries: number,
  random: number,
  failure: Pick<SyncFailure, 'retryAfterMs'> | null = null,
): number {
  if (failure?.retryAfterMs !== undefined) return failure.retryAfterMs;
  const ceiling = Math.min(firstDelayMs * 2 ** Math.min(tries, 30), delayMaxMs);
  return Math.floor(random * ceiling);
}

/**
 * Whom a failure concerns: the `link` (nothing is sent until the server is greeted again), a `block` (a
 * person must act), the `lane` (this kind of work rests), or the `item` alone.
 */
export function failureScope(failure: SyncFailure): 'link' | 'block' | 'lane' | 'item' {
  switch (failure.code) {
    case 'OFFLINE':
    case 'NOT_OUR_SERVER':
      return 'link';
    case 'UNAUTHORISED':
    case 'REVOKED':
    case 'APP_TOO_OLD':
    case 'SERVER_TOO_OLD':
    case 'PAIRING_CODE_WRONG':
      return 'block';
    case 'SERVER_ERROR':
    case 'SERVER_FULL':
    case 'RATE_LIMITED':
      return 'lane';
    case 'DIGEST_MISMATCH':
    case 'OFFSET_MISMATCH':
    case 'OPERATION_GAP':
    case 'REFUSED':
    case 'RECEIPT_INVALID':
    case 'NOT_FOUND':
    case 'LOCAL_STORE':
      return 'item';
  }
}
