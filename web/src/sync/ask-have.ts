import type { PendingInstance } from '#shared/sync/engine/core-types.ts';
import { parseHaveAnswer } from '#shared/sync/parse-answers.ts';
import type { HaveRequest } from '#shared/sync/protocol.ts';
import type { EventBody, SyncContext } from './sync-context.ts';

/** Asks what the server lacks: nothing is sent that it has, and uploads in parts go on where they stand. */
export async function askHave(
  context: SyncContext,
  items: readonly PendingInstance[],
): Promise<EventBody> {
  const request: HaveRequest = { sha256: items.map(({ sha256 }) => sha256) };
  const answer = await context.hub.json(
    {
      method: 'POST',
      path: '/sync/v1/have',
      step: 'have',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal: context.signal,
      timeoutMs: 60_000,
    },
    parseHaveAnswer,
  );
  if (!answer.ok) return { type: 'haveFailed', failure: answer.failure };
  const known = new Map(answer.value.items.map((item) => [item.sha256, item]));
  return {
    type: 'haveAnswered',
    items: items.map(({ ref, sha256 }) => {
      const { stored = false, partOffset = 0 } = known.get(sha256) ?? {};
      return { ref, stored, partOffset };
    }),
  };
}
