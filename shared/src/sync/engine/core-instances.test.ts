import { describe, expect, it } from 'vitest';
import {
  allLacking,
  effect,
  instance,
  online,
  refused,
  types,
} from '../../../testing/sync-core-game.ts';
import type { SyncFailure } from '../../failure/sync-failure.ts';
import { bundleBytesMax } from '../protocol.ts';
import { personDelayMs } from './backoff.ts';

describe('instances', () => {
  it('[PUSH5] what failed before goes alone, the others in bundles of at most 16 MiB', () => {
    const half = bundleBytesMax / 2;
    const items = [
      instance('a', half),
      instance('b', half),
      instance('c', half),
      instance('d', 1, 2),
    ];
    const { game, effects } = online(items);
    expect(effect(effects, 'have').items).toHaveLength(4);
    const stow = game.send({ type: 'haveAnswered', items: allLacking(items) });
    expect(effect(stow, 'stow').items.map(({ ref }) => ref)).toEqual(['a', 'b']);
    const outcomes = ['a', 'b'].map((ref) => ({ ref, failure: refused }));
    const next = game.send({ type: 'bundleAnswered', outcomes });
    expect(effect(next, 'stow').items.map(({ ref }) => ref)).toEqual(['c']);
    const last = game.send({ type: 'bundleAnswered', outcomes: [{ ref: 'c', failure: refused }] });
    expect(effect(last, 'stow').items.map(({ ref }) => ref)).toEqual(['d']);
  });

  it('[PUSH6] parts go on from where the server says that it stands', () => {
    const items = [instance('a', bundleBytesMax + 1)];
    const { game } = online(items);
    const resumed = game.send({
      type: 'haveAnswered',
      items: [{ ref: 'a', stored: false, partOffset: 100 }],
    });
    expect(effect(resumed, 'sendPart').partOffset).toBe(100);
    const mismatch: SyncFailure = { code: 'OFFSET_MISMATCH', step: 'part', retry: 'later' };
    const moved = game.send({ type: 'partFailed', ref: 'a', failure: mismatch, partOffset: 50 });
    expect(effect(moved, 'sendPart').partOffset).toBe(50);
    // The same word twice is a disagreement, not news: it waits, and nothing spins.
    const same = game.send({ type: 'partFailed', ref: 'a', failure: mismatch, partOffset: 50 });
    expect(effect(same, 'noteTry').code).toBe('OFFSET_MISMATCH');
  });

  it('[PUSH7] what the server has already is not sent again', () => {
    const { game } = online([instance('a')]);
    const effects = game.send({
      type: 'haveAnswered',
      items: [{ ref: 'a', stored: true, partOffset: 0 }],
    });
    expect(types(effects)).toEqual(['receipts']);
  });

  it('[PUSH8] no bytes start on their way up while a person waits for bytes to come down', () => {
    const { game } = online();
    game.send({ type: 'foreground', isBusy: true });
    game.send({ type: 'workAdded' });
    const instances = [instance('a')];
    const streams = [{ stream: 'd.e', fromN: 1, toN: 1 }];
    const read = game.send({
      type: 'workRead',
      streams,
      instances,
      hasMore: false,
      nextDueAtMs: null,
    });
    expect(types(read)).toContain('pushOps');
    expect(types(game.send({ type: 'opsAnswered', stream: 'd.e', toN: 1 }))).not.toContain('have');
    expect(types(game.send({ type: 'foreground', isBusy: false }))).toContain('have');
  });

  it('[RCPT4] what the server says it has and gives no receipt for is sent again', () => {
    const { game } = online([instance('a')]);
    const stored = [{ ref: 'a', stored: true, partOffset: 0 }];
    game.send({ type: 'haveAnswered', items: stored });
    const missing = [{ ref: 'a', outcome: 'missing' } as const];
    game.send({ type: 'receiptsAnswered', outcomes: missing });
    game.pass(personDelayMs);
    game.send({ type: 'tick' });
    const instances = [instance('a', 1000, 1)];
    const none = { streams: [], hasMore: false, nextDueAtMs: null };
    game.send({ type: 'workRead', instances, ...none });
    const again = game.send({ type: 'haveAnswered', items: stored });
    expect(effect(again, 'stow').items.map(({ ref }) => ref)).toEqual(['a']);
    game.send({ type: 'bundleAnswered', outcomes: [{ ref: 'a', failure: null }] });
    game.send({ type: 'receiptsAnswered', outcomes: [{ ref: 'a', outcome: 'kept' }] });
    expect(game.state().doubtedRefs).toEqual([]);
  });

  it('[RCPT1] an instance counts as on the server only after a verified receipt was stored', () => {
    const { game } = online([instance('a'), instance('b'), instance('c')]);
    game.send({
      type: 'haveAnswered',
      items: allLacking([instance('a'), instance('b'), instance('c')]),
    });
    const asked = game.send({
      type: 'bundleAnswered',
      outcomes: ['a', 'b', 'c'].map((ref) => ({ ref, failure: null })),
    });
    expect(effect(asked, 'receipts').items).toHaveLength(3);
    expect(game.state().items).toHaveLength(3);
    const effects = game.send({
      type: 'receiptsAnswered',
      outcomes: [
        { ref: 'a', outcome: 'kept' },
        { ref: 'b', outcome: 'invalid' },
        { ref: 'c', outcome: 'missing' },
      ],
    });
    const notes = effects.flatMap((one) => (one.type === 'noteTry' ? [[one.ref, one.code]] : []));
    expect(notes).toEqual([
      ['b', 'RECEIPT_INVALID'],
      ['c', 'NOT_FOUND'],
    ]);
  });
});
