import { describe, expect, it } from 'vitest';
import { keepLastPlace, takeLastPlace } from './last-place.ts';

function storageOf(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  } as Storage;
}

describe('the place at which a page ended', () => {
  it('is taken by the next page, once, and by none of another study', () => {
    const storage = storageOf();
    keepLastPlace('/study/a', '?series=1&frame=7', storage);
    expect(takeLastPlace('/study/a', storage)).toBe('?series=1&frame=7');
    expect(takeLastPlace('/study/a', storage)).toBeNull();
    keepLastPlace('/study/a', '?series=1&frame=7', storage);
    expect(takeLastPlace('/study/b', storage)).toBeNull();
    expect(takeLastPlace('/study/a', storage)).toBeNull();
  });

  it('is none for the next person: the place of the one before came back after a hand-over', () => {
    const storage = storageOf();
    keepLastPlace('/study/a', '?series=1&frame=7', storage, 'era of Ben');
    expect(takeLastPlace('/study/a', storage, 'era of Vera')).toBeNull();
    expect(takeLastPlace('/study/a', storage, 'era of Ben')).toBeNull();
  });

  it('is none where the browser keeps nothing', () => {
    const forbidden = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => undefined,
    };
    keepLastPlace('/study/a', '?frame=2', forbidden);
    expect(takeLastPlace('/study/a', forbidden)).toBeNull();
    expect(takeLastPlace('/study/a', null)).toBeNull();
  });
});
