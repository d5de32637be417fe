import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closeToast, readToasts, showToast, subscribeToasts } from './toast-queue.ts';

beforeEach(() => {
  for (const toast of readToasts()) closeToast(toast.id);
});

describe('toast queue', () => {
  it('keeps the newest three, oldest first', () => {
    for (const words of ['a', 'b', 'c', 'd']) showToast(words);
    expect(readToasts().map((toast) => toast.words)).toEqual(['b', 'c', 'd']);
  });

  it('tells its listeners of each change until they leave', () => {
    const listener = vi.fn<() => void>();
    const leave = subscribeToasts(listener);
    showToast('a');
    closeToast(readToasts()[0]?.id ?? -1);
    leave();
    showToast('b');
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
