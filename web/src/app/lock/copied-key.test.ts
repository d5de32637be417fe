import { describe, expect, it } from 'vitest';
import { clearCopiedKey, copiedKeyMs, type ClipboardDoor, type CopyEnd } from './copied-key.ts';

function clipboard({ canRead = true, canWrite = true } = {}) {
  const world = { held: 'THE-KEY', canWrite, waits: new Map<number, () => void>() };
  const touches = new Set<() => void>();
  const door: ClipboardDoor = {
    write(text) {
      if (!world.canWrite) return Promise.reject(new DOMException('', 'NotAllowedError'));
      world.held = text;
      return Promise.resolve();
    },
    read: () => Promise.resolve(canRead ? world.held : null),
    onNextTouch(callback) {
      touches.add(callback);
      return () => void touches.delete(callback);
    },
    after(ms, callback) {
      world.waits.set(ms, callback);
      return () => void world.waits.delete(ms);
    },
  };
  const ends: CopyEnd[] = [];
  const copied = clearCopiedKey('THE-KEY', (end) => ends.push(end), door);
  const touch = (): void => {
    for (const one of touches) one();
    touches.clear();
  };
  return { world, ends, copied, touch, waitsForTouch: () => touches.size };
}

describe('a recovery key in the clipboard: it lay there for whoever pastes next', () => {
  it('is taken out after a minute', async () => {
    const { world, ends } = clipboard();
    expect(world.held).toBe('THE-KEY');
    world.waits.get(copiedKeyMs)?.();
    await expect.poll(() => ends).toEqual(['cleared']);
    expect(world.held).toBe('');
  });

  it('is taken out when the lock closes, once, and not again a minute later', async () => {
    const { world, ends, copied } = clipboard();
    copied.endNow();
    copied.endNow();
    await expect.poll(() => ends).toEqual(['cleared']);
    expect(world.waits.size).toBe(0);
    world.held = 'something else';
    copied.endNow();
    expect(world.held).toBe('something else');
  });

  it('leaves alone what was copied since, where that can be seen', async () => {
    const { world, ends, copied } = clipboard();
    world.held = 'a phone number';
    copied.endNow();
    await expect.poll(() => ends).toEqual(['other']);
    expect(world.held).toBe('a phone number');
  });

  it('is taken out unseen where the browser lets nothing be read', async () => {
    const { world, ends, copied } = clipboard({ canRead: false });
    copied.endNow();
    await expect.poll(() => ends).toEqual(['cleared']);
    expect(world.held).toBe('');
  });

  it('is taken out at the next touch where the browser refuses until then', async () => {
    const { world, ends, copied, touch, waitsForTouch } = clipboard({ canWrite: false });
    copied.endNow();
    await expect.poll(waitsForTouch).toBe(1);
    expect(ends).toEqual([]);
    world.canWrite = true;
    touch();
    await expect.poll(() => ends).toEqual(['cleared']);
    expect(world.held).toBe('');
  });
});
