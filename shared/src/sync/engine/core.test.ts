import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allLacking,
  effect,
  instance,
  offline,
  online,
  play,
  refused,
  serverError,
  types,
  unauthorised,
} from '../../../testing/sync-core-game.ts';
import type { SyncFailure } from '../../failure/sync-failure.ts';
import { bundleBytesMax } from '../protocol.ts';
import { backoffMs, personDelayMs } from './backoff.ts';

describe('the link', () => {
  it('[LINK1] a hint of the network greets the server first and sends nothing else', () => {
    const game = play();
    expect(types(game.send({ type: 'started', isPaired: true }))).toEqual(['cancel', 'hello']);
    game.send({ type: 'helloFailed', failure: offline });
    expect(types(game.send({ type: 'networkHint' }))).toEqual(['hello']);
  });

  it('[LINK2] after a failure of the link nothing is sent until a greeting is answered', () => {
    const items = [instance('a')];
    const { game } = online(items, [{ stream: 'd.e', fromN: 1, toN: 2 }]);
    const effects = game.send({
      type: 'opsFailed',
      stream: 'd.e',
      failure: offline,
      expectedN: null,
    });
    expect(types(effects)).toEqual(['cancel', 'wakeAt']);
    expect(types(game.send({ type: 'workAdded' }))).toEqual([]);
    game.pass(10_000);
    expect(types(game.send({ type: 'tick' }))).toEqual(['hello']);
  });

  it('[LINK3] an answer of somebody else (captive portal) is as good as none', () => {
    const { game } = online([instance('a')]);
    const portal: SyncFailure = { code: 'NOT_OUR_SERVER', step: 'test', retry: 'later' };
    const effects = game.send({ type: 'changesFailed', failure: portal });
    expect(types(effects)).toEqual(['cancel', 'wakeAt']);
    expect(game.state()).toMatchObject({ phase: 'waiting', reason: portal });
  });

  it('[LINK4] a refused token stops everything until a person acts, at every request', () => {
    const { game } = online([instance('a')]);
    game.send({ type: 'changesFailed', failure: unauthorised });
    expect(game.state()).toMatchObject({ phase: 'blocked', reason: unauthorised });
    game.pass(1e9);
    expect(types(game.send({ type: 'tick' }))).toEqual([]);
    expect(types(game.send({ type: 'paired' }))).toContain('hello');
  });

  it('[LINK5] another epoch of the server voids what it was known to hold before anything is sent', () => {
    const game = play();
    game.send({ type: 'started', isPaired: true });
    const effects = game.send({
      type: 'helloAnswered',
      hubEpoch: 'e2',
      headSeq: 9,
      known: { isSameHub: false, cursor: 7 },
    });
    expect(types(effects)).toEqual(['forgetServer']);
    expect(types(game.send({ type: 'serverForgotten' }))).toEqual(['readWork', 'pullChanges']);
    expect(game.state().cursor).toBe(0);
  });

  it('[LINK5] a server that was never met is written down before anything of it is believed', () => {
    const game = play();
    game.send({ type: 'started', isPaired: true });
    const effects = game.send({
      type: 'helloAnswered',
      hubEpoch: 'e1',
      headSeq: 0,
      known: null,
    });
    expect(types(effects)).toEqual(['forgetServer']);
  });

  it('[LINK5] a server whose feed is shorter than what was read of it was set back', () => {
    const game = play();
    game.send({ type: 'started', isPaired: true });
    const known = { isSameHub: true, cursor: 50 };
    const effects = game.send({ type: 'helloAnswered', hubEpoch: 'e1', headSeq: 3, known });
    expect(types(effects)).toEqual(['forgetServer']);
  });

  it('[LINK5] a feed that gets shorter between two requests makes the device greet again', () => {
    const { game } = online();
    game.send({ type: 'changesAnswered', hubEpoch: 'e1', to: 9, headSeq: 9 });
    const effects = game.send({ type: 'changesAnswered', hubEpoch: 'e1', to: 9, headSeq: 2 });
    expect(types(effects)).toEqual(['cancel', 'hello']);
  });

  it('[LINK5] an epoch that changes between two requests makes the device greet again', () => {
    const { game } = online();
    const effects = game.send({ type: 'changesAnswered', hubEpoch: 'e2', to: 0, headSeq: 0 });
    expect(types(effects)).toEqual(['cancel', 'hello']);
  });
});

describe('operations', () => {
  it('[PUSH1] go in order of their numbers, from the first that waits', () => {
    const { game, effects } = online([], [{ stream: 'd.e', fromN: 4, toN: 900 }]);
    expect(effect(effects, 'pushOps')).toMatchObject({ fromN: 4, toN: 503 });
    const next = game.send({ type: 'opsAnswered', stream: 'd.e', toN: 503 });
    expect(effect(next, 'pushOps')).toMatchObject({ fromN: 504, toN: 900 });
    expect(types(game.send({ type: 'opsAnswered', stream: 'd.e', toN: 900 }))).not.toContain(
      'pushOps',
    );
  });

  it('[PUSH2] go before bytes, and in the midst of a large upload after the part under way', () => {
    const items = [instance('a', bundleBytesMax + 1)];
    const { game, effects } = online(items, [{ stream: 'd.e', fromN: 1, toN: 1 }]);
    expect(types(effects)).not.toContain('have');
    const asked = game.send({ type: 'opsAnswered', stream: 'd.e', toN: 1 });
    expect(types(asked)).toContain('have');
    game.send({ type: 'haveAnswered', items: allLacking(items) });
    game.send({ type: 'workAdded' });
    const streams = [{ stream: 'd.e', fromN: 2, toN: 2 }];
    const read = game.send({
      type: 'workRead',
      streams,
      instances: items,
      hasMore: false,
      nextDueAtMs: null,
    });
    // At once, beside the part that is under way …
    expect(types(read)).toContain('pushOps');
    const part = game.send({ type: 'partAnswered', ref: 'a', partOffset: 8, isWhole: false });
    // … and no further part before it is answered.
    expect(types(part)).not.toContain('sendPart');
    const after = game.send({ type: 'opsAnswered', stream: 'd.e', toN: 2 });
    expect(effect(after, 'sendPart').partOffset).toBe(8);
  });

  it('[PUSH3] the server that lacks earlier numbers gets them again', () => {
    const { game } = online([], [{ stream: 'd.e', fromN: 9, toN: 9 }]);
    const gap: SyncFailure = { code: 'OPERATION_GAP', step: 'ops', retry: 'later' };
    const effects = game.send({ type: 'opsFailed', stream: 'd.e', failure: gap, expectedN: 3 });
    expect(effect(effects, 'pushOps')).toMatchObject({ fromN: 3, toN: 9 });
  });

  it('[PUSH4] operations with new numbers begin with a greeting, and the feed from its beginning', () => {
    const { game } = online([], [{ stream: 'd.e1', fromN: 1, toN: 1 }]);
    const gap: SyncFailure = { code: 'OPERATION_GAP', step: 'ops', retry: 'later' };
    game.send({ type: 'opsFailed', stream: 'd.e1', failure: gap, expectedN: 5 });
    expect(types(game.send({ type: 'renumbered' }))).toEqual(['cancel', 'hello']);
    const known = { isSameHub: true, cursor: 0 };
    const met = game.send({ type: 'helloAnswered', hubEpoch: 'e1', headSeq: 9, known });
    expect(effect(met, 'pullChanges').cursor).toBe(0);
  });

  it('[PUSH4] a stream that the server contradicts is kept when it gets no new numbers, and others go on', () => {
    const streams = [
      { stream: 'd.e1', fromN: 1, toN: 1 },
      { stream: 'd.e2', fromN: 1, toN: 1 },
    ];
    const { game } = online([], streams);
    const gap: SyncFailure = { code: 'OPERATION_GAP', step: 'ops', retry: 'later' };
    const effects = game.send({ type: 'opsFailed', stream: 'd.e1', failure: gap, expectedN: 5 });
    expect(effect(effects, 'renumber').stream).toBe('d.e1');
    const broken: SyncFailure = { code: 'LOCAL_STORE', step: 'renumber', retry: 'later' };
    const next = game.send({
      type: 'opsFailed',
      stream: 'd.e1',
      failure: broken,
      expectedN: null,
    });
    expect(effect(next, 'pushOps').stream).toBe('d.e2');
    expect(game.state().streams).toHaveLength(2);
  });
});

describe('trying again', () => {
  it('[RETRY1] waits somewhere between nothing and 1 s · 2ⁿ, never above 5 min', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (tries, random) => {
          const ms = backoffMs(tries, random);
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThanOrEqual(Math.min(1000 * 2 ** tries, 300_000));
        },
      ),
    );
    expect(backoffMs(3, 0.999_999)).toBe(7999);
  });

  it('[RETRY2] what the server asks for with Retry-After wins', () => {
    expect(backoffMs(0, 0.5, { retryAfterMs: 90_000 })).toBe(90_000);
  });

  it('[RETRY3] what only a person can put right stays in the outbox and is tried once a day', () => {
    const { game } = online([instance('a')]);
    game.send({ type: 'haveAnswered', items: allLacking([instance('a')]) });
    const effects = game.send({
      type: 'bundleAnswered',
      outcomes: [{ ref: 'a', failure: refused }],
    });
    const note = effect(effects, 'noteTry');
    expect(note).toMatchObject({ ref: 'a', nextAtMs: game.now() + personDelayMs, code: 'REFUSED' });
    game.pass(personDelayMs);
    expect(types(game.send({ type: 'tick' }))).toContain('readWork');
  });

  it('[RETRY4] trouble with one kind of work lets the other kinds go on', () => {
    const { game } = online([instance('a')]);
    game.send({ type: 'haveFailed', failure: serverError });
    game.send({ type: 'workAdded' });
    const streams = [{ stream: 'd.e', fromN: 1, toN: 1 }];
    const instances = [instance('a')];
    const effects = game.send({
      type: 'workRead',
      streams,
      instances,
      hasMore: false,
      nextDueAtMs: null,
    });
    expect(types(effects)).toContain('pushOps');
    expect(types(effects)).not.toContain('have');
  });

  it('[RETRY5] an instance whose sending breaks the link waits by itself, the next one goes first', () => {
    const items = [instance('a', bundleBytesMax + 1), instance('b')];
    const { game } = online(items);
    game.send({ type: 'haveAnswered', items: allLacking(items) });
    const effects = game.send({ type: 'partFailed', ref: 'a', failure: offline, partOffset: null });
    expect(effect(effects, 'noteTry').ref).toBe('a');
  });
});

describe('the core', () => {
  it('[CORE2] answers of an earlier run change nothing', () => {
    const { game } = online([instance('a')]);
    const before = game.state();
    game.send({ type: 'changesFailed', failure: unauthorised }, before.run - 1);
    expect(game.state()).toEqual(before);
  });

  it('[CORE1] the same events give the same steps', () => {
    const a = online([instance('a')]);
    const b = online([instance('a')]);
    expect(a.effects).toEqual(b.effects);
    expect(a.game.state()).toEqual(b.game.state());
  });

  it('says again when to wake after a timer that fired early', () => {
    const game = play();
    game.send({ type: 'started', isPaired: true });
    const failed = game.send({ type: 'helloFailed', failure: offline });
    const { atMs } = effect(failed, 'wakeAt');
    expect(effect(game.send({ type: 'tick' }), 'wakeAt').atMs).toBe(atMs);
  });
});
