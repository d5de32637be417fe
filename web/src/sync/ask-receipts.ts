import type { PendingInstance } from '#shared/sync/engine/core-types.ts';
import { parseReceiptsAnswer } from '#shared/sync/parse-answers.ts';
import type { Receipt, ReceiptsRequest } from '#shared/sync/protocol.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure, shownBefore } from './sync-store.ts';

/**
 * Asks for the server's signed word on instances, verifies each under the key pinned at pairing, and
 * stores those that hold. Only then are they on the server, for this device ([RCPT1], [RCPT2]).
 */
export async function askReceipts(
  context: SyncContext,
  items: readonly PendingInstance[],
  hubEpoch: string,
): Promise<EventBody> {
  const { hub, pairing, store, signal, verify } = context;
  const { hubId } = pairing.hub;
  const request: ReceiptsRequest = {
    sha256: items.map(({ sha256 }) => sha256),
    ...(await shownBefore(store, { hubId, hubEpoch })),
  };
  const answer = await hub.json(
    {
      method: 'POST',
      path: '/sync/v1/receipts',
      step: 'receipts',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    },
    parseReceiptsAnswer,
  );
  if (!answer.ok) return { type: 'receiptsFailed', failure: answer.failure };
  const bySha256 = new Map(answer.value.receipts.map((receipt) => [receipt.sha256, receipt]));
  const valid: Receipt[] = [];
  for (const { sha256, byteLength } of items) {
    const receipt = bySha256.get(sha256);
    const expected = { sha256, byteLength, hubId, hubEpoch };
    if (receipt === undefined) continue;
    if (await verify(receipt, pairing.hub.key, expected)) valid.push(receipt);
  }
  const saved = await store.saveReceipts(valid, answer.value.head);
  if (!saved.ok)
    return { type: 'receiptsFailed', failure: localFailure('receipts', saved.failure) };
  const kept = new Set(saved.value);
  return {
    type: 'receiptsAnswered',
    outcomes: items.map(({ ref, sha256 }) => {
      const isThere = bySha256.has(sha256);
      return { ref, outcome: kept.has(sha256) ? 'kept' : isThere ? 'invalid' : 'missing' };
    }),
  };
}
