import { describe, expect, it } from 'vitest';
import { makePart, type MadePicture } from './make-part.ts';

const places = Array.from({ length: 10 }, (_, n) => n);
const picture = (n: number): MadePicture => ({
  file: new File([new Uint8Array(100)], `${String(n)}.png`),
  burnedIn: 'denied',
});

function part(from: number, make = async (n: number) => picture(n) as MadePicture | string) {
  const { signal } = new AbortController();
  return makePart(places, make, { from, signal, bytesMax: 250, onDone: () => undefined });
}

describe('making many pictures', () => {
  it('stops where a part is full: thousands of PNGs were all held in memory', async () => {
    const seen: number[] = [];
    let from: number | null = 0;
    const sizes: number[] = [];
    while (from !== null) {
      const { made, next } = await part(from, async (n) => {
        seen.push(n);
        return picture(n);
      });
      sizes.push(made.length);
      from = next;
    }
    expect(sizes).toEqual([3, 3, 3, 1]);
    expect(seen).toEqual(places);
  });

  it('counts none that failed as held, and makes one however large it is', async () => {
    const { made, failed, next } = await part(0, async (n) => (n < 8 ? 'GONE' : picture(n)));
    expect([made.length, failed.length, next]).toEqual([2, 8, null]);
    const huge = { file: new File([new Uint8Array(900)], 'a'), burnedIn: 'denied' } as const;
    expect(await part(4, async () => huge)).toMatchObject({ made: [huge], from: 4, next: 5 });
  });
});
