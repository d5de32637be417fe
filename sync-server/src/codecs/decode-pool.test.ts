import { afterEach, describe, expect, it } from 'vitest';
import { imageDescription } from '../../../shared/testing/image-description.ts';
import { createDecodePool } from './decode-pool.ts';
import type { FrameDecoder } from './frame-decoder.ts';

const unruly = new URL('../testing/unruly-worker.ts', import.meta.url);
const limits = { workersMax: 1, frameTimeoutMs: 2000, idleMs: 60_000 };

let pool: FrameDecoder;
afterEach(() => pool.close());

function request(first: number): Parameters<FrameDecoder['decode']>[0] {
  return {
    bytes: Uint8Array.of(first, 9),
    image: imageDescription(),
    TransferSyntaxUID: '1.2.840.10008.1.2.4.90',
  };
}

describe('decoding in threads', () => {
  it.each([
    [1, 'time limit'],
    [2, 'decoder crashed'],
    [3, 'decoder ended'],
  ])(
    'makes a failure of a decoder that misbehaves (%i: %s), and decodes the next frame',
    async (first, detail) => {
      pool = createDecodePool(limits, unruly);
      const [bad, good] = await Promise.all([pool.decode(request(first)), pool.decode(request(0))]);
      expect(bad).toEqual({
        ok: false,
        failure: { code: 'DECODE_FAILED', step: 'decode', detail },
      });
      expect(good.ok && [...good.value.values]).toEqual([0, 9]);
    },
    60_000,
  );

  it('answers while a frame is being decoded: the thread of the requests is free', async () => {
    pool = createDecodePool(limits, unruly);
    const hanging = pool.decode(request(1));
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 10);
    await hanging;
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  }, 60_000);

  it('settles everything when it is closed', async () => {
    pool = createDecodePool(limits, unruly);
    const asked = [pool.decode(request(1)), pool.decode(request(0))];
    await pool.close();
    expect((await Promise.all(asked)).map((one) => one.ok)).toEqual([false, false]);
    expect((await pool.decode(request(0))).ok).toBe(false);
  }, 60_000);
});
