import { parseHelloAnswer } from '#shared/sync/parse-answers.ts';
import { protocolVersion, type HelloRequest } from '#shared/sync/protocol.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure } from './sync-store.ts';

/** Greets the server: is it there, is it ours, is it still in the life that we know? */
export async function greet(context: SyncContext): Promise<EventBody> {
  const { hub, pairing, store, signal, appVersion } = context;
  const { deviceId, epoch } = pairing;
  const request: HelloRequest = { deviceId, epoch, protocol: protocolVersion, appVersion };
  const hello = await hub.json(
    {
      method: 'POST',
      path: '/sync/v1/hello',
      step: 'hello',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal,
      timeoutMs: 20_000,
    },
    parseHelloAnswer,
  );
  if (!hello.ok) return { type: 'helloFailed', failure: hello.failure };
  const { hubId, hubEpoch, key } = hello.value.hub;
  const pinned = pairing.hub;
  // Under another key no receipt would ever count: nothing is sent to it ([LINK7]).
  const isPinned = key.kid === pinned.key.kid && key.publicKey === pinned.key.publicKey;
  if (hubId !== pinned.hubId || !isPinned) {
    const detail = isPinned ? 'hub' : 'key';
    const failure = { code: 'NOT_OUR_SERVER', step: 'hello', retry: 'later', detail } as const;
    return { type: 'helloFailed', failure };
  }
  const feed = await store.readFeed();
  if (!feed.ok) return { type: 'helloFailed', failure: localFailure('hello', feed.failure) };
  const known = feed.value;
  return {
    type: 'helloAnswered',
    hubEpoch,
    headSeq: hello.value.headSeq,
    known:
      known === null
        ? null
        : {
            isSameHub: known.hubId === hubId && known.hubEpoch === hubEpoch,
            cursor: known.cursor,
          },
  };
}

/** Gives operations new numbers where the server holds others under theirs ([PUSH4]). */
export async function renumber(context: SyncContext, stream: string): Promise<EventBody> {
  const renumbered = await context.store.renumberOps(stream);
  if (renumbered.ok) return { type: 'renumbered' };
  const failure = localFailure('renumber', renumbered.failure);
  return { type: 'opsFailed', stream, failure, expectedN: null };
}

/** Voids what the store knows of the server's earlier life, so that everything is offered again. */
export async function forgetServer(context: SyncContext, hubEpoch: string): Promise<EventBody> {
  const { hubId } = context.pairing.hub;
  const forgotten = await context.store.forgetServer({ hubId, hubEpoch });
  if (forgotten.ok) return { type: 'serverForgotten' };
  return { type: 'helloFailed', failure: localFailure('forget server', forgotten.failure) };
}
