import { describe, expect, it } from 'vitest';
import { imageDescription } from '../../testing/image-description.ts';
import { nodeCodecs } from '../../testing/node-codecs.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { createCodecSet } from './codec-set.ts';
import { decodeFrame } from './decode-frame.ts';
import { codecRegistry } from './registry.ts';
import { selfTestImages } from './self-test-images.ts';

const explicitLittleEndian = '1.2.840.10008.1.2.1';
const jpegLs = '1.2.840.10008.1.2.4.80';
const codecs = nodeCodecs();

async function failureOf(
  bytes: Uint8Array,
  image: ImageDescription,
  TransferSyntaxUID = explicitLittleEndian,
): Promise<string> {
  const decoded = await decodeFrame(bytes, image, TransferSyntaxUID, codecs);
  return decoded.ok ? 'decoded' : decoded.failure.code;
}

function words(...values: number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(values).buffer);
}

// Loading five modules and damaging each many times takes a busy machine a while.
describe('decodeFrame', { timeout: 60_000 }, () => {
  it('refuses impossible and too large frames before it takes memory', async () => {
    const none = new Uint8Array(8);
    expect(await failureOf(none, imageDescription({ Rows: 65535, Columns: 65535 }))).toBe(
      'IMAGE_TOO_LARGE',
    );
    expect(
      await failureOf(none, imageDescription({ Rows: 16384, Columns: 16384, BitsAllocated: 64 })),
    ).toBe('IMAGE_TOO_LARGE');
    for (const change of [
      { Rows: 0 },
      { Columns: 1.5 },
      { Rows: 70000 },
      { SamplesPerPixel: 255 },
      { SamplesPerPixel: 0 },
      { BitsAllocated: 7 },
      { Rows: Number.NaN },
    ]) {
      expect(await failureOf(none, imageDescription(change))).toBe('PIXEL_DESCRIPTION_INVALID');
    }
  });

  it('names a transfer syntax without decoder', async () => {
    const mpeg = '1.2.840.10008.1.2.4.102';
    expect(await failureOf(new Uint8Array(8), imageDescription(), mpeg)).toBe('DECODER_MISSING');
  });

  it('reports a module that cannot be loaded, and tries again next time', async () => {
    let loads = 0;
    const refuse = () => {
      loads += 1;
      return Promise.reject(new Error('offline'));
    };
    const broken = createCodecSet({
      charls: refuse,
      libjpegTurbo: refuse,
      openjpeg: refuse,
      openjph: refuse,
      libjxl: refuse,
    });
    const test = selfTestImages().find(({ codec }) => codec === 'jpeg-ls');
    if (test === undefined) throw new Error('no test image');
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const decoded = await decodeFrame(test.bytes, test.image, test.TransferSyntaxUID, broken);
      expect(decoded.ok ? 'decoded' : decoded.failure.code).toBe('DECODER_MISSING');
      expect(loads).toBe(attempt);
    }
  });

  it('takes the stored value out of the cell: overlay bits go, missing sign bits come (PS3.5 8.1.1)', async () => {
    const unsigned = imageDescription({ Rows: 1, Columns: 2, BitsStored: 12 });
    const bytes = words(0x8fff, 0x0123);
    const stored = await decodeFrame(bytes, unsigned, explicitLittleEndian, codecs);
    expect(stored.ok && Array.from(stored.value.values)).toEqual([0xfff, 0x123]);
    expect(stored.ok && [stored.value.minValue, stored.value.maxValue]).toEqual([0x123, 0xfff]);

    const cells = await decodeFrame(bytes, unsigned, explicitLittleEndian, codecs, {
      keepCells: true,
    });
    expect(cells.ok && Array.from(cells.value.values)).toEqual([0x8fff, 0x0123]);

    const signed = imageDescription({ ...unsigned, PixelRepresentation: 1 });
    const extended = await decodeFrame(words(0x0fff, 0x07ff), signed, explicitLittleEndian, codecs);
    expect(extended.ok && Array.from(extended.value.values)).toEqual([-1, 0x7ff]);

    const high = imageDescription({ ...unsigned, HighBit: 15 });
    const shifted = await decodeFrame(words(0x1230, 0xfff0), high, explicitLittleEndian, codecs);
    expect(shifted.ok && Array.from(shifted.value.values)).toEqual([0x123, 0xfff]);
  });

  it('does not change the bytes of the caller', async () => {
    const bytes = words(0x8fff, 0x0123);
    const before = bytes.slice();
    const image = imageDescription({ Rows: 1, Columns: 2, BitsStored: 12 });
    await decodeFrame(bytes, image, explicitLittleEndian, codecs);
    expect(bytes).toEqual(before);
  });

  it('gives the same answer for a Buffer, whose slice is no copy', async () => {
    const whole = Buffer.from([9, ...words(1, 2, 3, 4)]);
    const image = imageDescription({ Rows: 2, Columns: 2 });
    const decoded = await decodeFrame(whole.subarray(1), image, explicitLittleEndian, codecs);
    expect(decoded.ok && Array.from(decoded.value.values)).toEqual([1, 2, 3, 4]);
  });

  it.each(selfTestImages().map((test) => [test.codec, test] as const))(
    'decodes the self-test picture in %s',
    async (_, { bytes, image, TransferSyntaxUID, expected, tolerance }) => {
      const decoded = await decodeFrame(bytes, image, TransferSyntaxUID, codecs);
      if (!decoded.ok) throw new Error(decoded.failure.detail);
      const worst = Math.max(
        ...expected.map((value, i) => Math.abs(value - (decoded.value.values[i] ?? Infinity))),
      );
      expect(worst).toBeLessThanOrEqual(tolerance);
      expect(decoded.value.lossy).toBe(tolerance > 0);
    },
  );

  it('covers every WebAssembly module of the registry by the self-test', () => {
    const tested = new Set(selfTestImages().map(({ TransferSyntaxUID }) => TransferSyntaxUID));
    const modules = new Set(codecRegistry.map(({ wasm }) => wasm));
    const covered = codecRegistry.filter((row) => tested.has(row.TransferSyntaxUID));
    expect(new Set([...covered.map(({ wasm }) => wasm), null])).toEqual(modules);
  });

  it.each(selfTestImages().map((test) => [test.codec, test] as const))(
    'refuses a %s codestream of another size than described',
    async (codec, test) => {
      const { bytes, image, TransferSyntaxUID } = test;
      const taller = { ...image, Rows: image.Rows * 2 };
      const code = await failureOf(bytes, taller, TransferSyntaxUID);
      expect(code).toBe(codec === 'rle' ? 'DECODE_FAILED' : 'DECODE_SIZE_WRONG');
    },
  );

  it.each(selfTestImages().map((test) => [test.codec, test] as const))(
    'answers damaged %s codestreams with a value and still decodes a good one',
    async (_, { bytes, image, TransferSyntaxUID }) => {
      for (let cut = 1; cut < bytes.length; cut += Math.ceil(bytes.length / 12)) {
        const truncated = await decodeFrame(bytes.slice(0, cut), image, TransferSyntaxUID, codecs);
        if (truncated.ok) expect(truncated.value.values.length).toBe(256);
        const flipped = bytes.slice();
        flipped[cut] = (flipped[cut] ?? 0) ^ 0x5a;
        const damaged = await decodeFrame(flipped, image, TransferSyntaxUID, codecs);
        if (damaged.ok) expect(damaged.value.values.length).toBe(256);
      }
      const good = await decodeFrame(bytes, image, TransferSyntaxUID, codecs);
      expect(good.ok).toBe(true);
    },
  );

  it('refuses an empty frame', async () => {
    expect(await failureOf(new Uint8Array(0), imageDescription(), jpegLs)).toBe('DECODE_FAILED');
  });
});
