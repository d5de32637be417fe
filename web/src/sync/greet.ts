import { fail, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import { parseHelloAnswer } from '#shared/sync/parse-answers.ts';
import { protocolVersion, type HelloAnswer, type HelloRequest } from '#shared/sync/protocol.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure, type FeedPosition } from './sync-store.ts';

/**
 * Greets the server: is it there, is it ours, is it still in the life that we know? Shown what we last saw of
 * its feed, a server that lost that begins a new life, for every device ([LINK5]).
 */
export async function greet(context: SyncContext): Promise<EventBody> {
  const feed = await context.store.readFeed();
  if (!feed.ok) return { type: 'helloFailed', failure: localFailure('hello', feed.failure) };
  const hello = await sayHello(context, feed.value);
  if (!hello.ok) return { type: 'helloFailed', failure: hello.failure };
  return answered(hello.value, feed.value);
}

function answered({ hub, headSeq }: HelloAnswer, known: FeedPosition | null): EventBody {
  const { hubId, hubEpoch } = hub;
  if (known === null) return { type: 'helloAnswered', hubEpoch, headSeq, known };
  const isSameHub = known.hubId === hubId && known.hubEpoch === hubEpoch;
  const { cursor } = known;
  return { type: 'helloAnswered', hubEpoch, headSeq, known: { isSameHub, cursor } };
}

async function sayHello(
  context: SyncContext,
  known: FeedPosition | null,
): Promise<Result<HelloAnswer, SyncFailure>> {
  const { hub, pairing, signal, appVersion } = context;
  const { deviceId, epoch } = pairing;
  const isOurs = known !== null && known.hubId === pairing.hub.hubId && known.seen !== null;
  const seen = isOurs ? { seen: { hubEpoch: known.hubEpoch, ...known.seen } } : {};
  const request: HelloRequest = { deviceId, epoch, protocol: protocolVersion, appVersion, ...seen };
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
  if (!hello.ok) return hello;
  const { hubId, key } = hello.value.hub;
  const pinned = pairing.hub;
  // Under another key no receipt would ever count: nothing is sent to it ([LINK7]).
  const isPinned = key.kid === pinned.key.kid && key.publicKey === pinned.key.publicKey;
  if (hubId === pinned.hubId && isPinned) return hello;
  const detail = isPinned ? 'hub' : 'key';
  return fail({ code: 'NOT_OUR_SERVER', step: 'hello', retry: 'later', detail });
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
