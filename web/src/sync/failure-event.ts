import { assertNever } from '#shared/failure/assert.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { CoreEffect } from '#shared/sync/engine/core-types.ts';
import type { EventBody, RequestEffect } from './sync-context.ts';

/**
 * What the core is told when carrying out an effect threw: every request ends in an answer, whatever
 * happens, or its lane would stay busy for ever.
 */
export function failureEvent(
  effect: RequestEffect | Extract<CoreEffect, { readonly type: 'readWork' }>,
  error: unknown,
): EventBody {
  const detail = error instanceof Error ? error.name : 'unknown';
  const failure: SyncFailure = { code: 'LOCAL_STORE', step: effect.type, retry: 'later', detail };
  switch (effect.type) {
    case 'hello':
    case 'forgetServer':
      return { type: 'helloFailed', failure };
    case 'readWork':
      return { type: 'workFailed', failure };
    case 'renumber':
    case 'pushOps':
      return { type: 'opsFailed', stream: effect.stream, failure, expectedN: null };
    case 'have':
      return { type: 'haveFailed', failure };
    case 'stow':
      return { type: 'bundleFailed', failure };
    case 'sendPart':
      return { type: 'partFailed', ref: effect.item.ref, failure, partOffset: null };
    case 'receipts':
      return { type: 'receiptsFailed', failure };
    case 'pullChanges':
      return { type: 'changesFailed', failure };
    default:
      return assertNever(effect);
  }
}
