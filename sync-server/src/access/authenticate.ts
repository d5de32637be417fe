import type { MiddlewareHandler } from 'hono';
import type { AccessToken, ArchiveIndex } from '../archive/index/archive-index.ts';
import { problem } from '../problem.ts';
import { secretDigest } from './secrets.ts';

/** What routes learn of the caller. */
export interface AccessVariables {
  readonly token: AccessToken;
}

const touchEveryMs = 60_000;

/**
 * Lets through requests with a valid bearer token (RFC 6750, header only: an address is logged and
 * shared). Looking up by digest leaks nothing of the secret through timing.
 */
export function authenticate(
  index: ArchiveIndex,
  now: () => Date,
  kinds: readonly AccessToken['kind'][] = ['device', 'client'],
): MiddlewareHandler<{ Variables: AccessVariables }> {
  const touchedMs = new Map<string, number>();
  return async (context, next) => {
    const [, secret] =
      /^Bearer ([A-Za-z0-9_.~+/=-]+)$/i.exec(context.req.header('Authorization') ?? '') ?? [];
    const token = secret === undefined ? null : await index.tokenBySecret(secretDigest(secret));
    if (token === null) return problem(context, 'UNAUTHORISED');
    if (token.revokedAt !== null) return problem(context, 'REVOKED');
    if (!kinds.includes(token.kind)) return problem(context, 'FORBIDDEN');
    const nowMs = now().getTime();
    if (nowMs - (touchedMs.get(token.id) ?? -Infinity) > touchEveryMs) {
      touchedMs.set(token.id, nowMs);
      await index.touchToken(token.id, new Date(nowMs).toISOString());
    }
    context.set('token', token);
    return next();
  };
}
