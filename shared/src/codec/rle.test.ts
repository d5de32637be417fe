import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRleFrame } from '../../testing/encode-rle-frame.ts';
import { imageDescription } from '../../testing/image-description.ts';
import { decodeRle } from './rle.ts';

/** Header of a frame whose only segment starts right behind it. */
function frameOf(segment: readonly number[], segmentCount = 1, offset = 64): Uint8Array {
  const frame = new Uint8Array(64 + segment.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, segmentCount, true);
  view.setUint32(4, offset, true);
  frame.set(segment, 64);
  return frame;
}

const grey8 = imageDescription({ Rows: 1, Columns: 4, BitsAllocated: 8 });

function valuesOf(bytes: Uint8Array, image = grey8): number[] | string {
  const decoded = decodeRle(bytes, image);
  return decoded.ok ? Array.from(decoded.value.values) : decoded.failure.code;
}

describe('decodeRle', () => {
  it('expands a literal run, a replicate run and skips 128 (PS3.5 G.3.1)', () => {
    expect(valuesOf(frameOf([1, 7, 8, 128, 255, 9]))).toEqual([7, 8, 9, 9]);
  });

  it('puts the most significant byte of 16-bit cells first (PS3.5 G.2)', () => {
    const image = imageDescription({ Rows: 1, Columns: 2 });
    const cells = new Uint8Array(new Uint16Array([0x1234, 0xabcd]).buffer);
    const shape = { pixelCount: 2, samplesPerPixel: 1, bytesPerSample: 2 } as const;
    expect(valuesOf(encodeRleFrame(cells, shape), image)).toEqual([0x1234, 0xabcd]);
  });

  it.each([
    ['a segment that ends early', frameOf([1, 7, 8])],
    ['a literal run past the end', frameOf([9, 7, 8])],
    ['a replicate run without its byte', frameOf([1, 7, 8, 255])],
    ['an offset inside the header', frameOf([3, 1, 2, 3, 4], 1, 32)],
    ['an offset outside the frame', frameOf([3, 1, 2, 3, 4], 1, 4000)],
    ['255 segments', frameOf([3, 1, 2, 3, 4], 255)],
    ['another number of segments than samples and bytes', frameOf([3, 1, 2, 3, 4], 2)],
    ['a frame shorter than the header', new Uint8Array(10)],
  ])('refuses %s', (_, bytes) => {
    expect(valuesOf(bytes)).toBe('DECODE_FAILED');
  });

  it('gives back what was encoded: 8, 16, 32 bits, grey and RGB', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1 as const, 2 as const, 4 as const),
        fc.constantFrom(1, 3),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(2, 256),
        fc.infiniteStream(fc.nat(255)),
        (bytesPerSample, samplesPerPixel, Rows, Columns, levels, stream) => {
          const pixelCount = Rows * Columns;
          const cells = new Uint8Array(pixelCount * samplesPerPixel * bytesPerSample);
          // Few levels make runs, many make literals.
          for (let i = 0; i < cells.length; i += 1) cells[i] = stream.next().value! % levels;
          const encoded = encodeRleFrame(cells, { pixelCount, samplesPerPixel, bytesPerSample });
          const decoded = decodeRle(
            encoded,
            imageDescription({
              Rows,
              Columns,
              SamplesPerPixel: samplesPerPixel,
              BitsAllocated: bytesPerSample * 8,
            }),
          );
          expect(decoded.ok).toBe(true);
          if (!decoded.ok) return;
          const { buffer, byteOffset, byteLength } = decoded.value.values;
          expect(new Uint8Array(buffer, byteOffset, byteLength)).toEqual(cells);
        },
      ),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeRle(bytes, grey8);
        const framed = frameOf(Array.from(bytes));
        const decoded = decodeRle(framed, grey8);
        if (decoded.ok) expect(decoded.value.values.length).toBe(4);
      }),
    );
  });
});
