import { describe, expect, it } from 'vitest';
import type { Delivered } from '../../ui/deliver.ts';
import { handOutPacked } from './hand-out.ts';

function desk(delivered: Delivered = { outcome: 'saved' }) {
  const left = new AbortController();
  const self = {
    left,
    person: 'ada' as string | null,
    out: [] as string[],
    during: (): void => undefined,
    isFull: false,
    hand: () =>
      handOutPacked([new File([], 'a.png'), new File([], 'b.png')], left.signal, {
        zip: async (files) => {
          self.during();
          if (self.isFull) throw new Error('no room');
          return new File([...files], 'a.zip');
        },
        deliver: async (files) => {
          self.out.push(...files.map(({ name }) => name));
          return delivered;
        },
        personId: async () => self.person,
      }),
  };
  return self;
}

describe('handing out packed pictures', () => {
  it('gives one file to whoever asked', async () => {
    const one = desk();
    expect(await one.hand()).toBe('handed-out');
    expect(one.out).toEqual(['a.zip']);
    expect(await desk({ outcome: 'cancelled' }).hand()).toBe('cancelled');
    const full = desk();
    full.isFull = true;
    expect(await full.hand()).toBe('ZIP_FAILED');
  });

  it('gives nothing once the device was handed over or the dialog closed: it came out under the next one', async () => {
    const handedOver = desk();
    handedOver.during = () => (handedOver.person = 'ben');
    expect(await handedOver.hand()).toBe('LEFT');
    const locked = desk();
    locked.during = () => (locked.person = null);
    expect(await locked.hand()).toBe('LEFT');
    const closed = desk();
    closed.during = () => closed.left.abort();
    expect(await closed.hand()).toBe('LEFT');
    expect([...handedOver.out, ...locked.out, ...closed.out]).toEqual([]);
  });
});
