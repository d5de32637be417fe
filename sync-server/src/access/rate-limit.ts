import type { MiddlewareHandler } from 'hono';
import { problem } from '../problem.ts';

/** Addresses remembered at once; beyond, the longest unseen are forgotten. */
const addressCountMax = 10_000;

/**
 * At most `perSecond` requests per second and address, with bursts of twice that (token bucket). 0 switches
 * it off. `addressOf` gives the peer's address; forwarded headers are not believed.
 */
export function rateLimit(
  perSecond: number,
  nowMs: () => number,
  addressOf: (context: Parameters<MiddlewareHandler>[0]) => string,
): MiddlewareHandler {
  const buckets = new Map<string, { left: number; atMs: number }>();
  const burst = perSecond * 2;
  return async (context, next) => {
    if (perSecond === 0) return next();
    const address = addressOf(context);
    const at = nowMs();
    const before = buckets.get(address) ?? { left: burst, atMs: at };
    const left = Math.min(burst, before.left + ((at - before.atMs) / 1000) * perSecond);
    buckets.delete(address);
    buckets.set(address, { left: Math.max(0, left - 1), atMs: at });
    if (buckets.size > addressCountMax) buckets.delete(buckets.keys().next().value ?? '');
    if (left < 1) {
      const seconds = String(Math.ceil((1 - left) / perSecond));
      return problem(context, 'RATE_LIMITED', { headers: { 'Retry-After': seconds } });
    }
    return next();
  };
}
