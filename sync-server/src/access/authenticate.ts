import type { Context, MiddlewareHandler } from 'hono';
import type { AccessToken, ArchiveIndex } from '../archive/index/archive-index.ts';
import { problem } from '../problem.ts';
import { secretDigest } from './secrets.ts';

/** What routes learn of the caller. */
export interface AccessVariables {
  readonly token: AccessToken;
}
export type Environment = { Variables: AccessVariables };

const touchEveryMs = 60_000;

/** The token that a request carries, revoked or not; null when there is none, or none that is known. */
export function tokenOf(context: Context, index: ArchiveIndex): Promise<AccessToken | null> {
  const header = context.req.header('Authorization') ?? '';
  const [, secret] = /^Bearer ([A-Za-z0-9_.~+/=-]+)$/i.exec(header) ?? [];
  return secret === undefined ? Promise.resolve(null) : index.tokenBySecret(secretDigest(secret));
}

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
    const token = await tokenOf(context, index);
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
