import { describe, expect, it, vi } from 'vitest';
import { type AwakeScope, keepAwake } from './keep-awake.ts';

function screen(): {
  readonly scope: AwakeScope;
  readonly show: (isVisible: boolean) => void;
  readonly locks: { released: boolean; release(): Promise<void> }[];
} {
  let isVisible = true;
  let listener: (() => void) | null = null;
  const locks: { released: boolean; release(): Promise<void> }[] = [];
  return {
    locks,
    scope: {
      isVisible: () => isVisible,
      onVisibility(run) {
        listener = run;
        return () => {
          listener = null;
        };
      },
      request() {
        const lock = {
          released: false,
          release() {
            lock.released = true;
            return Promise.resolve();
          },
        };
        locks.push(lock);
        return Promise.resolve(lock);
      },
    },
    show(next) {
      isVisible = next;
      // As browsers do: hiding the page takes the lock away.
      if (!next) for (const lock of locks) lock.released = true;
      listener?.();
    },
  };
}

describe('keepAwake', () => {
  it('asks again when the page comes back, and once only', async () => {
    const { scope, show, locks } = screen();
    keepAwake(scope, () => undefined);
    await vi.waitFor(() => expect(locks).toHaveLength(1));
    show(true);
    show(false);
    expect(locks).toHaveLength(1);
    show(true);
    show(true);
    await vi.waitFor(() => expect(locks).toHaveLength(2));
  });

  it('gives the lock back at the end, and asks no more', async () => {
    const { scope, show, locks } = screen();
    const held: boolean[] = [];
    const end = keepAwake(scope, (isHeld) => held.push(isHeld));
    await vi.waitFor(() => expect(held).toEqual([true]));
    end();
    show(false);
    show(true);
    expect(locks.map(({ released }) => released)).toEqual([true]);
    expect(held).toEqual([true, false]);
  });

  it('goes on where the browser refuses', async () => {
    const { scope } = screen();
    const held = vi.fn<(isHeld: boolean) => void>();
    const refused = { ...scope, request: () => Promise.reject(new Error('battery')) };
    keepAwake(refused, held);
    await vi.waitFor(() => expect(held).toHaveBeenCalledWith(false));
  });
});
