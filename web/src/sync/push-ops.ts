import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { CoreEffect } from '#shared/sync/engine/core-types.ts';
import { parseOpId } from '#shared/sync/op-id.ts';
import { parseOpsAnswer } from '#shared/sync/parse-answers.ts';
import type { Op } from '#shared/sync/op.ts';
import type { OpsRequest } from '#shared/sync/protocol.ts';
import { failureOfAnswer, problemOf, readAnswer } from './hub-client.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure, shownBefore } from './sync-store.ts';

type PushOps = Extract<CoreEffect, { readonly type: 'pushOps' }>;

/**
 * Sends operations of one stream in order of their numbers. They leave the outbox after the server has
 * said that it applied them; sent twice, the second is a duplicate there ([PUSH1]).
 */
export async function pushOps(
  context: SyncContext,
  effect: PushOps,
  hubEpoch: string,
): Promise<EventBody> {
  const { stream, fromN, toN } = effect;
  const failed = (failure: SyncFailure, expectedN: number | null = null): EventBody => ({
    type: 'opsFailed',
    stream,
    failure,
    expectedN,
  });
  const read = await context.store.readOps(stream, fromN, toN);
  if (!read.ok) return failed(localFailure('ops', read.failure));
  const ops = inOneRow(read.value, fromN);
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
  const { hubId } = context.pairing.hub;
  const life = { hubId, hubEpoch };
  const request: OpsRequest = { ops, ...(await shownBefore(context.store, life)) };
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
  const parsed = await readAnswer(answer.value, 'ops', parseOpsAnswer);
  if (!parsed.ok) return failed(parsed.failure);
  const applied = new Set(parsed.value.results.map(({ id }) => id));
  const sent = ops.filter(({ id }) => applied.has(id)).map(({ id }) => id);
  const marked = await context.store.markOpsSent(sent, life, parsed.value.head);
  if (!marked.ok) return failed(localFailure('ops', marked.failure));
  if (sent.length < ops.length) {
    return failed({ code: 'SERVER_ERROR', step: 'ops', retry: 'later', detail: 'some left out' });
  }
  return { type: 'opsAnswered', stream, toN: fromN + ops.length - 1 };
}

/** From the first number without a gap: behind one the server would take us for contradicted. */
function inOneRow(ops: readonly Op[], fromN: number): readonly Op[] {
  const end = ops.findIndex(({ id }, index) => parseOpId(id)?.n !== fromN + index);
  return end === -1 ? ops : ops.slice(0, end);
}
