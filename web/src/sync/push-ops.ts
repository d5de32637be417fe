import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { CoreEffect } from '#shared/sync/engine/core-types.ts';
import type { OpsAnswer, OpsRequest } from '#shared/sync/protocol.ts';
import { failureOfAnswer, problemOf } from './hub-client.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure } from './sync-store.ts';

type PushOps = Extract<CoreEffect, { readonly type: 'pushOps' }>;

/**
 * Sends operations of one stream in order of their numbers. They leave the outbox after the server has
 * said that it applied them; sent twice, the second is a duplicate there ([PUSH1]).
 */
export async function pushOps(context: SyncContext, effect: PushOps): Promise<EventBody> {
  const { stream, fromN, toN } = effect;
  const failed = (failure: SyncFailure, expectedN: number | null = null): EventBody => ({
    type: 'opsFailed',
    stream,
    failure,
    expectedN,
  });
  const read = await context.store.readOps(stream, fromN, toN);
  if (!read.ok) return failed(localFailure('ops', read.failure));
  const ops = read.value;
  const last = ops.at(-1);
  if (last === undefined) {
    const failure = {
      code: 'LOCAL_STORE',
      step: 'ops',
      retry: 'person',
      detail: 'NOT_FOUND',
    } as const;
    return failed(failure);
  }
  const request: OpsRequest = { ops };
  const answer = await context.hub.send({
    method: 'POST',
    path: '/sync/v1/ops',
    step: 'ops',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    signal: context.signal,
    timeoutMs: 60_000,
    expected: [409],
  });
  if (!answer.ok) return failed(answer.failure);
  if (answer.value.status === 409) {
    const { expectedN } = await problemOf(answer.value.clone());
    return failed(await failureOfAnswer('ops', answer.value), expectedN);
  }
  const applied = await appliedOf(answer.value);
  if (applied === null) return failed({ code: 'OFFLINE', step: 'ops', retry: 'later' });
  const sent = ops.filter(({ id }) => applied.has(id));
  const marked = await context.store.markOpsSent(sent.map(({ id }) => id));
  if (!marked.ok) return failed(localFailure('ops', marked.failure));
  if (sent.length < ops.length) {
    return failed({ code: 'SERVER_ERROR', step: 'ops', retry: 'later', detail: 'some left out' });
  }
  return { type: 'opsAnswered', stream, toN: fromN + ops.length - 1 };
}

async function appliedOf(answer: Response): Promise<ReadonlySet<string> | null> {
  try {
    const { results } = (await answer.json()) as OpsAnswer;
    return new Set(results.map(({ id }) => id));
  } catch {
    return null;
  }
}
