import { afterEach, describe, expect, it, vi } from 'vitest';
import { inForeground, watchForeground } from './foreground.ts';
import { joinSyncChannel, type SyncChannel } from './sync-channel.ts';

type Hold = () => Promise<void>;

/** One Web Lock with shared and exclusive holders, in order. */
class FakeLocks {
  private readonly shared = new Set<string>();
  private readonly waiting: (() => void)[] = [];

  readonly manager = {
    request: async (name: string, options: LockOptions, hold: Hold) => {
      if (options.mode !== 'shared') {
        if (this.shared.size > 0) await new Promise<void>((free) => this.waiting.push(free));
        return hold();
      }
      const id = `${name} ${Math.random()}`;
      this.shared.add(id);
      await hold();
      this.shared.delete(id);
      if (this.shared.size === 0) for (const free of this.waiting.splice(0)) free();
    },
    query: () =>
      Promise.resolve({ held: [...this.shared].map((id) => ({ name: id.split(' ')[0] })) }),
  } as unknown as LockManager;
}

const channels: SyncChannel[] = [];
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

function leader(locks: FakeLocks): readonly boolean[] {
  const told: boolean[] = [];
  const { signal } = new AbortController();
  const { began } = watchForeground(locks.manager, signal, (isBusy) => told.push(isBusy));
  const channel = joinSyncChannel(({ type }) => {
    if (type === 'foreground') began();
  });
  channels.push(channel);
  return told;
}

function work() {
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { work: () => finished, finish: () => finish() };
}

describe('what a person waits for', () => {
  it('[TAB5] reaches the one who syncs in another tab, until all of it is done', async () => {
    const locks = new FakeLocks();
    const told = leader(locks);
    const [one, two] = [work(), work()];
    const first = inForeground(locks.manager, one.work);
    await vi.waitFor(() => expect(told).toEqual([true]));
    const second = inForeground(locks.manager, two.work);
    one.finish();
    await first;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(told).toEqual([true]);
    two.finish();
    await second;
    await vi.waitFor(() => expect(told).toEqual([true, false]));
  });

  it('is seen by one who takes over while it is under way', async () => {
    const locks = new FakeLocks();
    const { work: waited, finish } = work();
    const fetching = inForeground(locks.manager, waited);
    const told = leader(locks);
    await vi.waitFor(() => expect(told).toEqual([true]));
    finish();
    await fetching;
    await vi.waitFor(() => expect(told).toEqual([true, false]));
  });

  it('ends with its work, also when that throws', async () => {
    const locks = new FakeLocks();
    const told = leader(locks);
    const broken = inForeground(locks.manager, async () => {
      await vi.waitFor(() => expect(told).toEqual([true]));
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    await vi.waitFor(() => expect(told).toEqual([true, false]));
  });
});
