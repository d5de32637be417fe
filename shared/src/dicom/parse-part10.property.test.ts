import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { countingSource, readBytesOf } from '../../testing/counting-source.ts';
import { encodeInstance } from '../../testing/encode-instance.ts';
import { ctSlice } from '../../testing/synthetic-instance.ts';
import { usClip } from '../../testing/synthetic-ultrasound.ts';
import { tagDigestText } from './digest-spans.ts';
import { parsePart10 } from './parse-part10.ts';
import { readFrameBytes } from './read-frame-bytes.ts';

const syntaxes = [
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.5',
  '1.2.840.10008.1.2.1.98',
];

/** What damage does to a file. */
type Mutation =
  | { readonly kind: 'set'; readonly at: number; readonly value: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove'; readonly at: number; readonly count: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'length'; readonly at: number; readonly value: number };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: place, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({
    kind: fc.constant('remove' as const),
    at: place,
    count: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: place,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  }),
  fc.record({
    kind: fc.constant('length' as const),
    at: place,
    value: fc.constantFrom(0xffffffff, 0xfffffffe, 0x7fffffff, 0x10000, 0, 1),
  }),
);

function mutated(bytes: Uint8Array, change: Mutation): Uint8Array {
  // Most damage is looked for in the head, where the structure is.
  const at = Math.floor(change.at * change.at * Math.max(0, bytes.length - 4));
  switch (change.kind) {
    case 'set':
      return Uint8Array.from(bytes, (byte, i) => (i === at ? change.value : byte));
    case 'cut':
      return bytes.slice(0, at);
    case 'remove':
      return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + change.count)]);
    case 'insert':
      return Uint8Array.from([...bytes.slice(0, at), ...change.bytes, ...bytes.slice(at)]);
    case 'length': {
      const copy = Uint8Array.from(bytes);
      if (copy.length >= at + 4) new DataView(copy.buffer).setUint32(at, change.value, true);
      return copy;
    }
  }
}

describe('whatever happens to a file, parsing ends with a value', () => {
  const files: Uint8Array[] = [];
  beforeAll(async () => {
    const study = { seed: 'property', PatientName: 'Ünal^Ömer=山田' };
    const slice = ctSlice({ study, index: 0, count: 1, rows: 12 });
    const clip = usClip({ study, rows: 8, columns: 8, frameCount: 3 });
    for (const syntax of syntaxes) {
      files.push(await encodeInstance(slice, syntax), await encodeInstance(clip, syntax));
    }
  });

  it('mutated files: no throw, no read beyond the file, every frame is bytes or a failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        async (pick, changes) => {
          const good = files[pick % files.length] ?? new Uint8Array(0);
          const bytes = changes.reduce(mutated, good);
          const source = countingSource(bytes);
          const result = await parsePart10(source);
          expect(readBytesOf(source).largest).toBeLessThanOrEqual(Math.max(bytes.length, 0));
          if (!result.ok) {
            expect(result.failure.code).toMatch(/^[A-Z_]+$/);
            return;
          }
          expect(tagDigestText(result.value)).not.toBe('');
          const { pixel } = result.value;
          if (pixel === null) return;
          for (let i = 0; i < Math.min(pixel.frameCount, 3); i += 1) {
            const frame = await readFrameBytes(source, pixel, i);
            if (frame.ok) expect(frame.value.byteLength).toBeLessThan(4 * 1024 * 1024);
            else expect(frame.failure.step).toMatch(/frames|inflate|dataset/);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('random bytes behind a DICM prefix', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (tail) => {
        const bytes = new Uint8Array(132 + tail.length);
        bytes.set([0x44, 0x49, 0x43, 0x4d], 128);
        bytes.set(tail, 132);
        const result = await parsePart10(countingSource(bytes));
        expect(result.ok).toBe(false);
      }),
    );
  });
});
