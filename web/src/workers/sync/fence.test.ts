import { describe, expect, it } from 'vitest';
import { ok } from '#shared/failure/result.ts';
import type { HubClient } from '../../sync/hub-client.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import { createFence, fencedHub, fencedStore } from './fence.ts';

function world() {
  const state = { nowMs: 0, isLeading: true, asked: 0, lost: 0, wrote: 0 };
  const fence = createFence({
    now: () => state.nowMs,
    isStillLeading() {
      state.asked += 1;
      return Promise.resolve(state.isLeading);
    },
    onLost() {
      state.lost += 1;
    },
  });
  const write = () => {
    state.wrote += 1;
    return Promise.resolve(ok([]));
  };
  const store = fencedStore({ saveReceipts: write } as Partial<SyncStore> as SyncStore, fence);
  const hub = fencedHub({ send: write } as unknown as HubClient, fence);
  return { state, fence, store, hub };
}

const head = { seq: 1, mark: 'm' };

describe('one who was taken over from in its sleep', () => {
  it('[TAB3] neither writes nor sends when it wakes, and ends itself once', async () => {
    const { state, fence, store, hub } = world();
    state.nowMs = 60_000;
    state.isLeading = false;
    await expect(store.saveReceipts([], head)).rejects.toThrow('another tab syncs');
    await expect(hub.send({} as Parameters<HubClient['send']>[0])).rejects.toThrow();
    expect(await fence.beat()).toBe(false);
    expect(state).toMatchObject({ wrote: 0, lost: 1 });
  });

  it('stays out though the lock should come back to its tab', async () => {
    const { state, fence, store } = world();
    state.nowMs = 60_000;
    state.isLeading = false;
    await fence.beat();
    state.isLeading = true;
    await expect(store.saveReceipts([], head)).rejects.toThrow('another tab syncs');
  });

  it('goes on when nobody took over, and asks no more once it is awake', async () => {
    const { state, fence, store } = world();
    state.nowMs = 60_000;
    expect(await fence.beat()).toBe(true);
    await store.saveReceipts([], head);
    expect(state).toMatchObject({ asked: 1, wrote: 1, lost: 0 });
  });

  it('is not asked of one who was awake all the time', async () => {
    const { state, fence, store } = world();
    for (let beat = 0; beat < 10; beat += 1) {
      state.nowMs += 2000;
      await fence.beat();
    }
    await store.saveReceipts([], head);
    expect(state).toMatchObject({ asked: 0, wrote: 1 });
  });
});
