import { describe, expect, it } from 'vitest';
import { fail, ok } from '#shared/failure/result.ts';
import { isSamePlace, type FeedScope } from '#shared/sync/feed-scope.ts';
import type { ChangeRow } from '#shared/sync/protocol.ts';
import type { HubClient } from './hub-client.ts';
import { pullChanges } from './pull-changes.ts';
import type { SyncContext } from './sync-context.ts';
import type { FeedPosition, SyncStore } from './sync-store.ts';

const hub = { hubId: 'H', hubEpoch: 'E', name: '', key: { kid: '', publicKey: '' } };
const head = { seq: 9, mark: 'm' };
const row = (seq: number): ChangeRow => ({
  seq,
  kind: 'op',
  op: {
    id: `d.e.${seq}`,
    user: { id: 'u', name: 'U', profession: 'vet' },
    hlc: '1700000000000-0000-d',
    target: { type: 'mark', id: 'm', StudyInstanceUID: '1.2' },
    kind: 'mark.later-kind',
    field: '',
    value: {},
    base: [],
  },
});

/** The real pulling over a place in memory and a server that answers by what is asked. */
class Device {
  feed: FeedPosition;
  readonly held: number[] = [];
  readonly asked: string[] = [];
  /** An answer; undefined: the link breaks. */
  answer: (path: string) => object | undefined = () => undefined;
  private readonly context: SyncContext;

  constructor(scope: FeedScope, cursor: number) {
    this.feed = { hubId: 'H', hubEpoch: 'E', cursor, seen: null, scope };
    const client = {
      json: (request: { readonly path: string }, parse: (json: unknown) => unknown) => {
        this.asked.push(request.path);
        const answer = this.answer(request.path);
        const parsed = answer === undefined ? null : parse({ hubEpoch: 'E', head, ...answer });
        const failure = { code: 'OFFLINE', step: 'changes', retry: 'later' } as const;
        return Promise.resolve(parsed === null ? fail(failure) : ok(parsed));
      },
    } as unknown as HubClient;
    const pairing = { deviceId: 'd', epoch: 'e', token: 't', hub };
    const { signal } = new AbortController();
    this.context = {
      store: this.store(),
      hub: client,
      pairing,
      signal,
      appVersion: '',
      isScoped: true,
    } as SyncContext;
  }

  pull() {
    const { cursor } = this.feed;
    return pullChanges(this.context, { type: 'pullChanges', cursor, waitSeconds: 0 } as never, 'E');
  }

  private store(): SyncStore {
    return {
      readFeed: () => Promise.resolve(ok(this.feed)),
      knownStudies: () => Promise.resolve(ok(['1.2'])),
      applyChanges: (_hubId, { rows, to }) => {
        this.held.push(...rows.map(({ seq }) => seq));
        this.feed = { ...this.feed, cursor: to };
        return Promise.resolve(ok(undefined));
      },
      moveFeed: ({ from, to, rows }) => {
        const { cursor, scope = null, ...rest } = this.feed;
        expect(isSamePlace({ cursor, scope }, from)).toBe(true);
        this.held.push(...rows.map(({ seq }) => seq));
        this.feed = {
          ...rest,
          cursor: to.cursor,
          ...(to.scope === null ? {} : { scope: to.scope }),
        };
        return Promise.resolve(ok(undefined));
      },
    } as Partial<SyncStore> as SyncStore;
  }
}

describe('pulling in a scope', () => {
  it('[SCOPE3] goes on with a study that is owed where the link broke: each break began it anew, and a long one never came', async () => {
    const device = new Device({ seq: 1, mark: 'one', pulled: 1 }, 9);
    const owed = [{ seq: 2, StudyInstanceUID: '1.2' }];
    let left = 1;
    device.answer = (path) => {
      const after = Number(/after=(\d+)/.exec(path)?.[1] ?? 0);
      if (path.includes('/changes?cursor')) {
        const isOwed = device.feed.scope?.pulled === 1;
        const scope = { seq: 2, mark: 'two', owed: isOwed ? owed : [] };
        return { from: 9, to: 9, rows: [], scope };
      }
      if (left === 0) return undefined;
      left -= 1;
      return { to: after + 1, isLast: after === 2, rows: [row(after + 1)] };
    };
    // Each time the link carries one page, and breaks.
    for (let tries = 0; tries < 3; tries += 1) {
      await device.pull();
      left = 1;
    }
    expect(device.held).toEqual([1, 2, 3]);
    expect(device.feed.scope).toEqual({ seq: 2, mark: 'two', pulled: 2 });
  });

  it('[SCOPE6] is told everything by a server that was set back to a version without scopes: it was refused for ever', async () => {
    const device = new Device({ seq: 4, mark: 'four', pulled: 4 }, 2);
    device.answer = (path) => {
      if (!path.includes('/changes?')) return undefined;
      const from = Number(/cursor=(\d+)/.exec(path)?.[1]);
      return { from, to: from + 1, rows: [row(from + 1)] };
    };
    const told = await device.pull();
    expect(told.type).toBe('renumbered');
    expect([device.feed.cursor, device.feed.scope, device.held]).toEqual([0, undefined, []]);
    for (let page = 0; page < 3; page += 1) await device.pull();
    expect(device.held).toEqual([1, 2, 3]);
    // It is not asked about scopes again while it is talked to.
    expect(device.asked.filter((path) => /scope/.test(path))).toHaveLength(1);
  });
});
