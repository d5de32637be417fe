import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeInstance, joinFrames } from '../../testing/encode-instance.ts';
import { ctSlice } from '../../testing/synthetic-instance.ts';
import { usClip } from '../../testing/synthetic-ultrasound.ts';
import { ok } from '../failure/result.ts';
import { memoryByteSource } from './byte-source.ts';
import type { DicomDataset } from './dicom-json.ts';
import { parsePart10 } from './parse-part10.ts';
import type { ParsedInstance } from './parsed-instance.ts';
import { readFrameBytes } from './read-frame-bytes.ts';
import { tags } from './tag.ts';
import {
  deflatedExplicitVrLittleEndian,
  encapsulatedUncompressed,
  explicitVrBigEndian,
  explicitVrLittleEndian,
  transferSyntaxOf,
} from './transfer-syntax.ts';
import type { Part10Content } from './write-part10.ts';
import { elementOf, writePart10 } from './write-part10.ts';

const jpegLossless = '1.2.840.10008.1.2.4.70';
const clip = usClip({ study: { seed: 'frames' }, rows: 12, columns: 16, frameCount: 4 });
const slice = ctSlice({ study: { seed: 'frames' }, index: 0, count: 1, rows: 16 });

/** A codestream by its first and last bytes; the rest is a counter. */
const stream = (length: number, first = 1): Uint8Array => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i + first) & 0x7f);
  bytes.set([0xff, 0xd8, 0xff], 0);
  return bytes;
};

async function open(bytes: Uint8Array): Promise<ParsedInstance> {
  const result = await parsePart10(memoryByteSource(bytes));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function framesOf(bytes: Uint8Array): Promise<(Uint8Array | string)[]> {
  const { pixel } = await open(bytes);
  const source = memoryByteSource(bytes);
  const frames: (Uint8Array | string)[] = [];
  if (pixel === null) return [];
  for (let i = 0; i < pixel.frameCount; i += 1) {
    const frame = await readFrameBytes(source, pixel, i);
    frames.push(frame.ok ? Uint8Array.from(frame.value) : frame.failure.code);
  }
  return frames;
}

function encapsulated(changes: DicomDataset, content: Partial<Part10Content>): Uint8Array {
  return writePart10({
    TransferSyntaxUID: jpegLossless,
    dataset: { ...clip.dataset, ...changes },
    ...content,
  });
}

const frameCountOf = (n: number): DicomDataset => ({
  [tags.NumberOfFrames]: elementOf(tags.NumberOfFrames, n),
});

describe('frames of native pixel data (PS3.5 8)', () => {
  it.each([explicitVrLittleEndian, deflatedExplicitVrLittleEndian, encapsulatedUncompressed])(
    'gives each frame of a clip, bit for bit: %s',
    async (TransferSyntaxUID) => {
      expect(await framesOf(await encodeInstance(clip, TransferSyntaxUID))).toEqual(clip.frames);
    },
  );

  const dots = (frameCount: number, byteLength = frameCount): Uint8Array =>
    writePart10({
      TransferSyntaxUID: explicitVrLittleEndian,
      dataset: {
        ...slice.dataset,
        ...frameCountOf(frameCount),
        [tags.Rows]: elementOf(tags.Rows, 1),
        [tags.Columns]: elementOf(tags.Columns, 1),
        [tags.BitsAllocated]: elementOf(tags.BitsAllocated, 8),
      },
      pixelBytes: Uint8Array.from({ length: byteLength }, (_, i) => i % 251),
    });

  it.each([65_536, 65_537, 70_000, 1_000_000])(
    'keeps all of %i frames that a file holds',
    async (frameCount) => {
      const bytes = dots(frameCount);
      const { pixel, warnings } = await open(bytes);
      if (pixel === null) throw new Error('no pixel data');
      expect([pixel.frameCount, warnings]).toEqual([frameCount, []]);
      const last = await readFrameBytes(memoryByteSource(bytes), pixel, frameCount - 1);
      expect(last).toEqual(ok(Uint8Array.of((frameCount - 1) % 251)));
      const after = await readFrameBytes(memoryByteSource(bytes), pixel, frameCount);
      expect(after).toMatchObject({ failure: { code: 'FRAME_MISSING' } });
    },
  );

  it('says of more than a million frames that they are too many, and gives none of them', async () => {
    const bytes = dots(1_000_002);
    const { pixel, warnings } = await open(bytes);
    if (pixel === null) throw new Error('no pixel data');
    expect([pixel.frameCount, warnings]).toEqual([0, ['FRAMES_TOO_MANY']]);
    const first = await readFrameBytes(memoryByteSource(bytes), pixel, 0);
    expect(first).toMatchObject({ failure: { code: 'IMAGE_TOO_LARGE' } });
  });

  it('a claim of 2^31 frames gives those that are there, and says so', async () => {
    const { pixel, warnings } = await open(dots(2_147_483_647, 70_000));
    expect([pixel?.frameCount, warnings]).toEqual([70_000, ['PIXEL_DATA_SHORT']]);
  });

  it('leaves words in the byte order of the file', async () => {
    const [frame] = await framesOf(await encodeInstance(slice, explicitVrBigEndian));
    const swapped = Uint8Array.from(slice.frames[0] ?? []);
    for (let i = 0; i < swapped.length; i += 2) swapped.subarray(i, i + 2).reverse();
    expect(frame).toEqual(swapped);
  });

  it('PS3.5 8.1.1: frames of one-bit pixels share bytes; each comes with its first pixel in bit 0', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer(),
        async (frameCount, rows, columns, seed) => {
          const pixels = rows * columns;
          const bit = (i: number): number => (Math.imul(i + 7, seed | 1) >>> 5) & 1;
          const packed = new Uint8Array(Math.ceil((pixels * frameCount) / 8));
          for (let i = 0; i < pixels * frameCount; i += 1)
            packed[i >> 3] = (packed[i >> 3] ?? 0) | (bit(i) << (i & 7));
          const bytes = writePart10({
            TransferSyntaxUID: explicitVrLittleEndian,
            dataset: {
              ...slice.dataset,
              ...frameCountOf(frameCount),
              [tags.Rows]: elementOf(tags.Rows, rows),
              [tags.Columns]: elementOf(tags.Columns, columns),
              [tags.BitsAllocated]: elementOf(tags.BitsAllocated, 1),
            },
            pixelBytes: packed,
          });
          const frames = await framesOf(bytes);
          expect(frames).toHaveLength(frameCount);
          frames.forEach((frame, index) => {
            for (let i = 0; i < pixels; i += 1) {
              const value = ((frame as Uint8Array)[i >> 3] ?? 0) >> (i & 7);
              expect(value & 1).toBe(bit(index * pixels + i));
            }
          });
        },
      ),
    );
  });

  it('cuts the pad byte of an odd frame off', async () => {
    const bytes = writePart10({
      TransferSyntaxUID: explicitVrLittleEndian,
      dataset: {
        ...slice.dataset,
        [tags.Rows]: elementOf(tags.Rows, 3),
        [tags.Columns]: elementOf(tags.Columns, 3),
        [tags.BitsAllocated]: elementOf(tags.BitsAllocated, 8),
      },
      pixelBytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
    });
    expect(await framesOf(bytes)).toEqual([Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)]);
  });

  it('PS3.3 C.7.6.3.1.2: 4:2:2 holds two samples for a pixel', async () => {
    const bytes = writePart10({
      TransferSyntaxUID: explicitVrLittleEndian,
      dataset: {
        ...clip.dataset,
        ...frameCountOf(1),
        [tags.PhotometricInterpretation]: elementOf(tags.PhotometricInterpretation, 'YBR_FULL_422'),
      },
      pixelBytes: new Uint8Array(12 * 16 * 2),
    });
    expect((await open(bytes)).pixel).toMatchObject({
      frameCount: 1,
      frameBitLength: 12 * 16 * 2 * 8,
    });
  });

  it('gives what is there and names what is missing', async () => {
    const bytes = writePart10({
      TransferSyntaxUID: explicitVrLittleEndian,
      dataset: { ...slice.dataset, ...frameCountOf(3) },
      pixelBytes: joinFrames(slice.frames),
    });
    const value = await open(bytes);
    expect(value.warnings).toContain('PIXEL_DATA_SHORT');
    expect(await framesOf(bytes)).toEqual([
      slice.frames[0],
      'PIXEL_DATA_SHORT',
      'PIXEL_DATA_SHORT',
    ]);
    const beyond =
      value.pixel === null ? null : await readFrameBytes(memoryByteSource(bytes), value.pixel, 3);
    expect(beyond).toMatchObject({ ok: false, failure: { code: 'FRAME_MISSING' } });
  });

  it('finds Float and Double Float Pixel Data (PS3.3 C.7.6.24, .25)', async () => {
    for (const [element, width] of [
      ['FloatPixelData', 4],
      ['DoubleFloatPixelData', 8],
    ] as const) {
      const { [tags.BitsAllocated]: bits, ...dataset } = slice.dataset;
      expect(bits).toBeDefined();
      const bytes = writePart10({
        TransferSyntaxUID: explicitVrLittleEndian,
        dataset: { ...dataset, [tags[element]]: { vr: width === 4 ? 'OF' : 'OD' } },
        pixelBytes: new Uint8Array(16 * 16 * width),
      });
      expect((await open(bytes)).pixel).toMatchObject({
        element,
        frameCount: 1,
        frameBitLength: 16 * 16 * width * 8,
      });
    }
  });
});

describe('frames of encapsulated pixel data (PS3.5 A.4)', () => {
  const four = [stream(40, 1), stream(51, 2), stream(62, 3), stream(70, 4)];
  const even = (bytes: Uint8Array): Uint8Array =>
    bytes.length % 2 === 0 ? bytes : joinFrames([bytes, new Uint8Array(1)]);

  it('with a Basic Offset Table, with an empty one, and with frames in several fragments', async () => {
    const split = four.map((frame) => [frame.slice(0, 20), frame.slice(20)]);
    for (const offsetTable of ['basic', 'empty'] as const) {
      expect(await framesOf(encapsulated({}, { frames: four, offsetTable }))).toEqual(
        four.map(even),
      );
      const frames = await framesOf(encapsulated({}, { frames: split, offsetTable }));
      expect(frames).toEqual(four.map(even));
    }
  });

  it('one frame takes all fragments, whatever they begin with (RLE, video)', async () => {
    const pieces = [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6)];
    expect(await framesOf(encapsulated(frameCountOf(1), { frames: [pieces] }))).toEqual([
      Uint8Array.of(1, 2, 3, 4, 5, 6),
    ]);
    const video = writePart10({
      TransferSyntaxUID: '1.2.840.10008.1.2.4.102',
      dataset: { ...clip.dataset, ...frameCountOf(60) },
      frames: [pieces],
    });
    expect(transferSyntaxOf('1.2.840.10008.1.2.4.102')?.codec).toBe('video');
    expect(await framesOf(video)).toEqual([Uint8Array.of(1, 2, 3, 4, 5, 6)]);
  });

  it('PS3.3 C.7.6.3.1.8: the Extended Offset Table cuts pad bytes off', async () => {
    const offsets = new BigUint64Array(4);
    const lengths = new BigUint64Array(4);
    let at = 0n;
    four.forEach((frame, i) => {
      offsets[i] = at;
      lengths[i] = BigInt(frame.length);
      at += BigInt(8 + even(frame).length);
    });
    const table = (values: BigUint64Array): { vr: string; InlineBinary: string } => ({
      vr: 'OV',
      InlineBinary: Buffer.from(values.buffer).toString('base64'),
    });
    const bytes = encapsulated(
      {
        [tags.ExtendedOffsetTable]: table(offsets),
        [tags.ExtendedOffsetTableLengths]: table(lengths),
      },
      { frames: four, offsetTable: 'empty' },
    );
    expect(await framesOf(bytes)).toEqual(four);
  });

  it('an offset table that points nowhere is left aside, with a warning', async () => {
    const bytes = encapsulated({}, { frames: four });
    const at = Buffer.from(bytes.buffer).indexOf(
      Buffer.from([0xfe, 0xff, 0x00, 0xe0, 16, 0, 0, 0]),
    );
    new DataView(bytes.buffer).setUint32(at + 12, 0x7fffffff, true);
    expect((await open(bytes)).warnings).toContain('OFFSET_TABLE_WRONG');
    expect(await framesOf(bytes)).toEqual(four.map(even));
  });

  it('bytes of a delimiter inside a fragment end nothing', async () => {
    const hidden = joinFrames([
      stream(10),
      Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0),
      stream(8),
    ]);
    expect(await framesOf(encapsulated(frameCountOf(1), { frames: [hidden] }))).toEqual([hidden]);
  });

  it('a last fragment that the file cuts off gives no bytes, the others do', async () => {
    const bytes = encapsulated({}, { frames: four });
    const cut = bytes.slice(0, bytes.length - 8 - 30);
    expect((await open(cut)).warnings).toContain('PIXEL_DATA_SHORT');
    expect(await framesOf(cut)).toEqual([...four.slice(0, 3).map(even), 'PIXEL_DATA_SHORT']);
  });

  it('a missing sequence delimiter is a warning', async () => {
    const bytes = encapsulated({}, { frames: four });
    const value = await open(bytes.slice(0, bytes.length - 8));
    expect(value.warnings).toContain('DELIMITER_MISSING');
    expect(value.pixel?.frameCount).toBe(4);
  });

  it('fewer fragments than frames: the missing ones say so', async () => {
    const bytes = encapsulated(frameCountOf(6), { frames: four, offsetTable: 'empty' });
    expect(await framesOf(bytes)).toEqual([
      ...four.map(even),
      'PIXEL_DATA_SHORT',
      'PIXEL_DATA_SHORT',
    ]);
  });
});
