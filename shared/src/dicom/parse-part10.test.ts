import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { countingSource, readBytesOf, sparseSource } from '../../testing/counting-source.ts';
import { encodeInstance, joinFrames } from '../../testing/encode-instance.ts';
import { malformedVariants } from '../../testing/malformed-variants.ts';
import type { SyntheticInstance } from '../../testing/synthetic-instance.ts';
import { ctSlice } from '../../testing/synthetic-instance.ts';
import { usClip } from '../../testing/synthetic-ultrasound.ts';
import { memoryByteSource } from './byte-source.ts';
import type { DicomDataset } from './dicom-json.ts';
import { bulkRangeOf, numberOf, textOf } from './element-access.ts';
import { readFileMetaGroup } from './file-meta.ts';
import { parsePart10, readPart10 } from './parse-part10.ts';
import type { ParsedInstance } from './parsed-instance.ts';
import { tags } from './tag.ts';
import {
  deflatedExplicitVrLittleEndian,
  explicitVrBigEndian,
  explicitVrLittleEndian,
  implicitVrLittleEndian,
} from './transfer-syntax.ts';
import { elementOf, writePart10 } from './write-part10.ts';

const slice = ctSlice({ study: { seed: 'parse' }, index: 0, count: 1, rows: 32 });

async function parsed(bytes: Uint8Array): Promise<ParsedInstance> {
  const result = await parsePart10(memoryByteSource(bytes));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function failureOf(bytes: Uint8Array): Promise<string> {
  const result = await parsePart10(memoryByteSource(bytes));
  return result.ok ? 'opens' : result.failure.code;
}

function withElements(instance: SyntheticInstance, changes: DicomDataset): Uint8Array {
  return writePart10({
    TransferSyntaxUID: explicitVrLittleEndian,
    dataset: { ...instance.dataset, ...changes },
    pixelBytes: joinFrames(instance.frames),
  });
}

describe('group 0002 by itself', () => {
  it('is read whole, not only how the data set is written; a file without it has none', async () => {
    const bytes = await encodeInstance(slice, explicitVrLittleEndian);
    const meta = await readFileMetaGroup(memoryByteSource(bytes));
    expect(Object.keys(meta)).toEqual(
      expect.arrayContaining([
        tags.FileMetaInformationVersion,
        tags.MediaStorageSOPClassUID,
        tags.MediaStorageSOPInstanceUID,
        tags.TransferSyntaxUID,
        tags.ImplementationClassUID,
      ]),
    );
    expect(textOf(meta, tags.MediaStorageSOPInstanceUID)).toBe(
      textOf(slice.dataset, tags.SOPInstanceUID),
    );
    const { datasetByteOffset } = await parsed(bytes);
    expect(await readFileMetaGroup(memoryByteSource(bytes.slice(datasetByteOffset)))).toEqual({});
    expect(await readFileMetaGroup(memoryByteSource(new Uint8Array(40)))).toEqual({});
  });
});

describe('Part 10 files (PS3.10 7)', () => {
  it.each([
    ['Implicit VR Little Endian', implicitVrLittleEndian],
    ['Explicit VR Little Endian', explicitVrLittleEndian],
    ['Explicit VR Big Endian', explicitVrBigEndian],
    ['Deflated', deflatedExplicitVrLittleEndian],
  ])('reads identity, attributes and the frame of %s', async (_, TransferSyntaxUID) => {
    const value = await parsed(await encodeInstance(slice, TransferSyntaxUID));
    expect(value).toMatchObject({
      SOPInstanceUID: textOf(slice.dataset, tags.SOPInstanceUID),
      StudyInstanceUID: textOf(slice.dataset, tags.StudyInstanceUID),
      SeriesInstanceUID: textOf(slice.dataset, tags.SeriesInstanceUID),
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      TransferSyntaxUID,
      hasPreamble: true,
      hasFileMeta: true,
      warnings: [],
    });
    expect(value.pixel).toMatchObject({
      encoding: 'native',
      inflated: TransferSyntaxUID === deflatedExplicitVrLittleEndian,
      frameCount: 1,
      byteLength: 2048,
      frameBitLength: 32 * 32 * 16,
    });
    expect(numberOf(value.dataset, tags.RescaleIntercept)).toBe(-1024);
  });

  it('keeps the element of the pixel data without its value', async () => {
    const value = await parsed(await encodeInstance(slice));
    expect(value.dataset[tags.PixelData]).toEqual({ vr: 'OW' });
  });

  it.each(malformedVariants(slice).map((variant) => [variant.name, variant] as const))(
    'fault "%s"',
    async (_, { bytes, expected }) => {
      expect(await failureOf(bytes)).toBe(expected);
    },
  );

  it('answers DICOMDIR for a media directory', async () => {
    const directory = writePart10({
      TransferSyntaxUID: explicitVrLittleEndian,
      dataset: { [tags.DirectoryRecordSequence]: { vr: 'SQ' } },
      meta: {
        [tags.MediaStorageSOPClassUID]: elementOf(
          tags.MediaStorageSOPClassUID,
          '1.2.840.10008.1.3.10',
        ),
      },
    });
    expect(await failureOf(directory)).toBe('DICOMDIR');
    expect((await readPart10(memoryByteSource(directory))).ok).toBe(true);
  });

  it('names the transfer syntax that it does not know', async () => {
    const bytes = await encodeInstance(slice);
    const text = new TextDecoder('latin1').decode(bytes);
    const at = text.indexOf('1.2.840.10008.1.2.1\0');
    bytes.set(new TextEncoder().encode('1.2.840.10008.9.9.9'), at);
    const result = await parsePart10(memoryByteSource(bytes));
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'TRANSFER_SYNTAX_UNKNOWN', detail: '1.2.840.10008.9.9.9' },
    });
  });

  it.each([
    [implicitVrLittleEndian, explicitVrLittleEndian],
    [explicitVrLittleEndian, implicitVrLittleEndian],
    [explicitVrLittleEndian, explicitVrBigEndian],
    [explicitVrBigEndian, explicitVrLittleEndian],
    [explicitVrLittleEndian, deflatedExplicitVrLittleEndian],
  ])('a data set in %s under a header that says %s is read as what it is', async (real, told) => {
    const bytes = await relabelled(await encodeInstance(slice, real), told);
    const value = await parsed(bytes);
    expect(value.TransferSyntaxUID).toBe(real);
    expect(value.warnings).toContain('TRANSFER_SYNTAX_DIFFERS');
  });

  it('PS3.5 A.5: inflates with and without the pad byte, and with a gzip trailer behind', async () => {
    const plain = writePart10({
      TransferSyntaxUID: explicitVrLittleEndian,
      dataset: slice.dataset,
      pixelBytes: joinFrames(slice.frames),
    });
    const start = (await parsed(plain)).datasetByteOffset;
    const packed = deflateRawSync(plain.subarray(start));
    const deflated = await encodeInstance(slice, deflatedExplicitVrLittleEndian);
    const head = deflated.slice(0, (await parsed(deflated)).datasetByteOffset);
    for (const tail of [0, 1, 8]) {
      const bytes = joinFrames([head, packed, new Uint8Array(tail).fill(tail === 8 ? 0xa7 : 0)]);
      expect((await parsed(bytes)).pixel?.frameCount).toBe(1);
    }
    const cut = joinFrames([head, packed.subarray(0, packed.length - 40)]);
    expect(await failureOf(cut)).toBe('INFLATE_FAILED');
  });

  it('stops inflating a bomb long before it is all there', async () => {
    const deflated = await encodeInstance(slice, deflatedExplicitVrLittleEndian);
    const head = deflated.slice(0, (await parsed(deflated)).datasetByteOffset);
    const bomb = joinFrames([head, deflateRawSync(Buffer.alloc(64 * 1024 * 1024))]);
    expect(await failureOf(bomb)).toBe('IMAGE_TOO_LARGE');
  });
});

/** Changes the transfer syntax in group 0002 without touching the data set. */
async function relabelled(bytes: Uint8Array, told: string): Promise<Uint8Array> {
  const start = (await parsed(bytes)).datasetByteOffset;
  const other = writePart10({
    TransferSyntaxUID: told === deflatedExplicitVrLittleEndian ? explicitVrLittleEndian : told,
    dataset: slice.dataset,
  });
  const otherStart = (await parsed(other)).datasetByteOffset;
  if (told !== deflatedExplicitVrLittleEndian) {
    return joinFrames([other.slice(0, otherStart), bytes.slice(start)]);
  }
  const deflated = await encodeInstance(slice, told);
  return joinFrames([
    deflated.slice(0, (await parsed(deflated)).datasetByteOffset),
    bytes.slice(start),
  ]);
}

describe('memory is bounded by what is needed', () => {
  it('reads a 55 MB-like clip by its head and end alone', async () => {
    const clip = await encodeInstance(
      usClip({ study: { seed: 'large' }, rows: 240, columns: 320, frameCount: 20 }),
    );
    const source = countingSource(clip);
    expect((await parsePart10(source)).ok).toBe(true);
    expect(readBytesOf(source).total).toBeLessThan(100 * 1024);
  });

  it('jumps over a value of 700 MB that stands before the pixel data', async () => {
    const head = withElements(slice, {
      '00091010': { vr: 'OB', InlineBinary: Buffer.alloc(8000).toString('base64') },
    });
    const start = (await parsed(head)).datasetByteOffset;
    const at = indexOf(head, [0x09, 0, 0x10, 0x10, 0x4f, 0x42, 0, 0, 0x40, 0x1f, 0, 0]);
    expect(at).toBeGreaterThan(start);
    const length = 700_000_000;
    const before = head.slice(0, at + 12);
    new DataView(before.buffer).setUint32(at + 8, length, true);
    const after = head.slice(at + 12 + 8000);
    const source = sparseSource(before.length + length + after.length, (offset, count) => {
      const piece = new Uint8Array(count);
      for (let i = 0; i < count; i += 1) {
        const where = offset + i;
        const behind = where - before.length - length;
        piece[i] = (where < before.length ? before[where] : behind >= 0 ? after[behind] : 0) ?? 0;
      }
      return piece;
    });
    const result = await parsePart10(source);
    expect(result.ok && result.value.pixel?.frameCount).toBe(1);
    expect(result.ok && bulkRangeOf(result.value.dataset['00091010'])).toEqual({
      byteOffset: before.length,
      byteLength: length,
    });
    expect(readBytesOf(source).total).toBeLessThan(400 * 1024);
  });

  it('asks for no more than the file has when a length claims 4 GB', async () => {
    const bytes = withElements(slice, { '00091010': { vr: 'OB', InlineBinary: 'AAAA' } });
    const at = indexOf(bytes, [0x09, 0, 0x10, 0x10, 0x4f, 0x42]);
    new DataView(bytes.buffer).setUint32(at + 8, 0xfffffffe, true);
    const source = countingSource(bytes);
    const result = await parsePart10(source);
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'TRUNCATED', tag: '00091010', byteOffset: at + 12 },
    });
    expect(readBytesOf(source).largest).toBeLessThanOrEqual(bytes.length);
  });

  it('answers READ_FAILED where the bytes cannot be had', async () => {
    const bytes = await encodeInstance(slice);
    const result = await parsePart10({
      byteLength: bytes.length,
      read: () => Promise.reject(new Error('gone')),
    });
    expect(result).toMatchObject({ ok: false, failure: { code: 'READ_FAILED' } });
  });
});

function indexOf(bytes: Uint8Array, pattern: readonly number[]): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(Buffer.from(pattern));
}
