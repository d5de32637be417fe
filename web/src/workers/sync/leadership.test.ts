import { describe, expect, it, vi } from 'vitest';
import { createLeadership, type Leadership } from './leadership.ts';

type Hold = () => Promise<void>;

/** One exclusive Web Lock as browsers have it: a queue, and stealing past it. */
class FakeLock {
  holder: { readonly reject: (error: unknown) => void } | null = null;
  private queue: { readonly grant: () => void; readonly reject: (error: unknown) => void }[] = [];

  readonly request = (_name: string, options: LockOptions, hold: Hold): Promise<void> =>
    new Promise((resolve, reject) => {
      const one = {
        reject,
        grant: () => {
          this.holder = one;
          void hold().then(() => {
            resolve();
            if (this.holder === one) this.next();
          });
        },
      };
      options.signal?.addEventListener('abort', () => {
        if (!this.queue.includes(one)) return;
        this.queue = this.queue.filter((other) => other !== one);
        reject(new DOMException('', 'AbortError'));
      });
      if (options.steal === true) {
        const { holder } = this;
        this.holder = one;
        holder?.reject(new DOMException('', 'AbortError'));
        queueMicrotask(() => one.grant());
      } else {
        this.queue.push(one);
        if (this.holder === null) this.next();
      }
    });

  private next(): void {
    this.holder = null;
    this.queue.shift()?.grant();
  }
}

interface Tab {
  readonly leadership: Leadership;
  readonly log: string[];
  look(times?: number): void;
}

function tab(lock: FakeLock): Tab {
  const log: string[] = [];
  let tick = (): void => undefined;
  const leadership = createLeadership({
    locks: { request: lock.request as LockManager['request'] },
    begin: () => log.push('begin'),
    end: () => log.push('end'),
    every(callback) {
      tick = callback;
      return () => {
        tick = () => undefined;
      };
    },
  });
  const look = (times = 1): void => {
    for (let time = 0; time < times; time += 1) tick();
  };
  return { leadership, log, look };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function twoTabs(): { readonly first: Tab; readonly second: Tab; readonly lock: FakeLock } {
  const lock = new FakeLock();
  const first = tab(lock);
  const second = tab(lock);
  first.leadership.enter();
  second.leadership.enter();
  return { first, second, lock };
}

describe('which tab syncs', () => {
  it('[TAB1] is one alone; the next begins when it lets go, and it may queue up again', async () => {
    const { first, second } = twoTabs();
    expect([first.log, second.log]).toEqual([['begin'], []]);
    first.leadership.leave();
    await vi.waitFor(() => expect(second.log).toEqual(['begin']));
    first.leadership.enter();
    await settled();
    expect(first.log).toEqual(['begin', 'end']);
    second.leadership.leave();
    await vi.waitFor(() => expect(first.log).toEqual(['begin', 'end', 'begin']));
  });

  it('does not change while the leader gives signs of life', async () => {
    const { first, second } = twoTabs();
    for (let time = 0; time < 20; time += 1) {
      first.look();
      second.look();
      first.leadership.heard();
      second.leadership.heard();
    }
    await settled();
    expect([first.log, second.log]).toEqual([['begin'], []]);
  });

  it('[TAB2] changes when the leader hangs: the one stolen from ends itself and comes back after the thief', async () => {
    const { first, second } = twoTabs();
    second.look(5);
    await vi.waitFor(() => expect(second.log).toEqual(['begin']));
    await vi.waitFor(() => expect(first.log).toEqual(['begin', 'end']));
    second.leadership.leave();
    await vi.waitFor(() => expect(first.log).toEqual(['begin', 'end', 'begin']));
  });

  it('does not change because the other tab slept: one look is one look', async () => {
    const { second, first } = twoTabs();
    second.look();
    await settled();
    expect(first.log).toEqual(['begin']);
    second.look(3);
    second.leadership.heard();
    second.look(4);
    await settled();
    expect([first.log, second.log]).toEqual([['begin'], []]);
  });

  it('begins anew by itself when its own worker says nothing more and nobody else waits', async () => {
    const alone = tab(new FakeLock());
    alone.leadership.enter();
    alone.look(5);
    await vi.waitFor(() => expect(alone.log).toEqual(['begin', 'end', 'begin']));
  });

  it('is not stolen to and fro by two tabs whose workers start slowly', async () => {
    const { first, second } = twoTabs();
    let changes = 0;
    for (let time = 0; time < 60; time += 1) {
      const before = first.log.length + second.log.length;
      // Only who waits looks: the leader is busy starting.
      (first.log.at(-1) === 'begin' ? second : first).look();
      await settled();
      if (first.log.length + second.log.length > before) changes += 1;
    }
    expect(changes).toBeGreaterThan(1);
    expect(changes).toBeLessThanOrEqual(6);
  });

  it('begins nothing in a tab that left while it waited', async () => {
    const { first, second } = twoTabs();
    second.leadership.leave();
    first.leadership.leave();
    await settled();
    expect(second.log).toEqual([]);
    second.look(50);
    expect(second.log).toEqual([]);
  });

  it('begins nothing in a tab that left while it was taking over, and leaves the work to the others', async () => {
    const { first, second } = twoTabs();
    second.look(5);
    second.leadership.leave();
    await vi.waitFor(() => expect(first.log).toEqual(['begin', 'end', 'begin']));
    expect(second.log).toEqual([]);
  });
});
