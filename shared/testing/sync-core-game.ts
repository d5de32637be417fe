import type { SyncFailure } from '../src/failure/sync-failure.ts';
import { initialCore } from '../src/sync/engine/core-state.ts';
import { step } from '../src/sync/engine/core.ts';
import type {
  CoreEffect,
  CoreEvent,
  CoreState,
  PendingInstance,
} from '../src/sync/engine/core-types.ts';

export const offline: SyncFailure = { code: 'OFFLINE', step: 'test', retry: 'later' };
export const refused: SyncFailure = { code: 'REFUSED', step: 'test', retry: 'person' };
export const unauthorised: SyncFailure = { code: 'UNAUTHORISED', step: 'test', retry: 'sign-in' };
export const serverError: SyncFailure = { code: 'SERVER_ERROR', step: 'test', retry: 'later' };

type EventBody<Event = CoreEvent> = Event extends CoreEvent
  ? Omit<Event, 'nowMs' | 'random' | 'run'>
  : never;

/** Plays events one after another; `run` is the current one unless the event says otherwise. */
export function play() {
  let state: CoreState = initialCore;
  let nowMs = 1_000_000;
  return {
    state: () => state,
    now: () => nowMs,
    pass(ms: number) {
      nowMs += ms;
    },
    send(body: EventBody, run = state.run): readonly CoreEffect[] {
      const event = { ...body, nowMs, random: 0.5, run } as CoreEvent;
      const stepped = step(state, event);
      state = stepped.state;
      return stepped.effects;
    },
  };
}

export function effect<Type extends CoreEffect['type']>(
  effects: readonly CoreEffect[],
  type: Type,
): Extract<CoreEffect, { readonly type: Type }> {
  const found = effects.find((one) => one.type === type);
  if (found === undefined) throw new Error(`no ${type} among ${JSON.stringify(effects)}`);
  return found as Extract<CoreEffect, { readonly type: Type }>;
}

export const types = (effects: readonly CoreEffect[]) => effects.map(({ type }) => type);

export function instance(ref: string, byteLength = 1000, tries = 0): PendingInstance {
  return {
    ref,
    sha256: ref.padEnd(64, '0'),
    byteLength,
    studyKey: 's',
    tries,
    SOPInstanceUID: `1.${ref}`,
  };
}

export function online(
  instances: readonly PendingInstance[] = [],
  streams: readonly { stream: string; fromN: number; toN: number }[] = [],
) {
  const game = play();
  game.send({ type: 'started', isPaired: true });
  game.send({
    type: 'helloAnswered',
    hubEpoch: 'e1',
    headSeq: 0,
    known: { isSameHub: true, cursor: 0 },
  });
  const effects = game.send({
    type: 'workRead',
    streams,
    instances,
    hasMore: false,
    nextDueAtMs: null,
  });
  return { game, effects };
}

export const allLacking = (items: readonly PendingInstance[]) =>
  items.map(({ ref }) => ({ ref, stored: false, partOffset: 0 }));
