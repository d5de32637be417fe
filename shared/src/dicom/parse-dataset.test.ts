import { beforeAll, describe, expect, it } from 'vitest';
import { encodeInstance, joinFrames } from '../../testing/encode-instance.ts';
import { ctSlice } from '../../testing/synthetic-instance.ts';
import { memoryByteSource } from './byte-source.ts';
import { bulkRangeOf, itemsOf, textOf } from './element-access.ts';
import { readPart10 } from './parse-part10.ts';
import { tags } from './tag.ts';
import { explicitVrLittleEndian, implicitVrLittleEndian } from './transfer-syntax.ts';
import { elementOf, writePart10 } from './write-part10.ts';

const slice = ctSlice({ study: { seed: 'parse' }, index: 0, count: 1, rows: 32 });

function indexOf(bytes: Uint8Array, pattern: readonly number[]): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(Buffer.from(pattern));
}

describe('sequences and unknown values (PS3.5 6.2.2, 7.5)', () => {
  const u16 = (...words: number[]): Buffer => Buffer.from(Uint16Array.from(words).buffer);
  const u32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
  const item = (length: number): Buffer => Buffer.concat([u16(0xfffe, 0xe000), u32(length)]);
  const end = (element: number): Buffer => Buffer.concat([u16(0xfffe, element), u32(0)]);

  async function spliced(element: Buffer): Promise<Awaited<ReturnType<typeof readPart10>>> {
    const bytes = await encodeInstance(slice);
    const at = indexOf(bytes, [0x10, 0, 0x10, 0, 0x50, 0x4e]);
    return await readPart10(
      memoryByteSource(joinFrames([bytes.slice(0, at), element, bytes.slice(at)])),
    );
  }

  const implicitItem = Buffer.concat([u16(0x0008, 0x0060), u32(2), Buffer.from('CT')]);
  const explicitItem = Buffer.concat([
    u16(0x0008, 0x0060),
    Buffer.from('CS'),
    u16(2),
    Buffer.from('CT'),
  ]);

  it.each([
    [
      'undefined lengths',
      Buffer.concat([
        u16(9, 0x1001),
        Buffer.from('SQ\0\0'),
        u32(0xffffffff),
        item(0xffffffff),
        explicitItem,
        end(0xe00d),
        end(0xe0dd),
      ]),
    ],
    [
      'UN of undefined length holds implicit VR',
      Buffer.concat([
        u16(9, 0x1001),
        Buffer.from('UN\0\0'),
        u32(0xffffffff),
        item(implicitItem.length),
        implicitItem,
        end(0xe0dd),
      ]),
    ],
    [
      'UN of undefined length with explicit VR inside',
      Buffer.concat([
        u16(9, 0x1001),
        Buffer.from('UN\0\0'),
        u32(0xffffffff),
        item(0xffffffff),
        explicitItem,
        end(0xe00d),
        end(0xe0dd),
      ]),
    ],
    [
      'UN of defined length that is an item',
      Buffer.concat([
        u16(9, 0x1001),
        Buffer.from('UN\0\0'),
        u32(8 + implicitItem.length),
        item(implicitItem.length),
        implicitItem,
      ]),
    ],
  ])('%s', async (_, element) => {
    const result = await spliced(element);
    expect(result.ok && itemsOf(result.value.dataset, '00091001')).toEqual([
      { '00080060': { vr: 'CS', Value: ['CT'] } },
    ]);
    expect(result.ok && textOf(result.value.dataset, tags.PatientID)).not.toBe('');
  });

  it('an item that is longer than its sequence is damage, with its place', async () => {
    const result = await spliced(
      Buffer.concat([u16(9, 0x1001), Buffer.from('SQ\0\0'), u32(8), item(200)]),
    );
    expect(result).toMatchObject({ ok: false, failure: { code: 'DATASET_DAMAGED' } });
  });

  it('an icon with fragments inside an item is stepped over', async () => {
    const icon = Buffer.concat([
      u16(0x7fe0, 0x0010),
      Buffer.from('OB\0\0'),
      u32(0xffffffff),
      item(0),
      item(4),
      u32(7),
      end(0xe0dd),
    ]);
    const result = await spliced(
      Buffer.concat([
        u16(9, 0x1001),
        Buffer.from('SQ\0\0'),
        u32(0xffffffff),
        item(0xffffffff),
        icon,
        end(0xe00d),
        end(0xe0dd),
      ]),
    );
    expect(result.ok && result.value.pixel?.frameCount).toBe(1);
    expect(
      result.ok &&
        bulkRangeOf(itemsOf(result.value.dataset, '00091001')[0]?.[tags.PixelData])?.byteLength,
    ).toBe(28);
  });

  it('PS3.5 6.2.2: a known attribute under UN gets its own VR back', async () => {
    const result = await spliced(
      Buffer.concat([u16(0x0008, 0x1090), Buffer.from('UN\0\0'), u32(4), Buffer.from('ABC ')]),
    );
    expect(result.ok && result.value.dataset['00081090']).toEqual({ vr: 'LO', Value: ['ABC'] });
  });

  it('keeps the last of two elements with one tag, and says so', async () => {
    const result = await spliced(
      Buffer.concat([u16(0x0008, 0x0060), Buffer.from('CS'), u16(2), Buffer.from('MR')]),
    );
    expect(result.ok && textOf(result.value.dataset, tags.Modality)).toBe('MR');
    expect(result.ok && result.value.warnings).toContain('ELEMENT_TWICE');
  });

  it('private elements in Implicit VR are UN, unless the caller knows them', async () => {
    const bytes = writePart10({
      TransferSyntaxUID: implicitVrLittleEndian,
      dataset: { ...slice.dataset, '00091010': { vr: 'LO', Value: ['X'] } },
    });
    const plain = await readPart10(memoryByteSource(bytes));
    expect(plain.ok && plain.value.dataset['00091010']?.vr).toBe('UN');
    const told = await readPart10(memoryByteSource(bytes), {
      vrOf: (tag) => (tag === '00091010' ? 'LO' : undefined),
    });
    expect(told.ok && textOf(told.value.dataset, '00091010')).toBe('X');
  });

  it('more elements than any instance has are refused', async () => {
    const items = Buffer.alloc(8 * 500_100);
    for (let i = 0; i < items.length; i += 8) items.set([0xfe, 0xff, 0x00, 0xe0], i);
    const result = await spliced(
      Buffer.concat([u16(9, 0x1001), Buffer.from('SQ\0\0'), u32(items.length), items]),
    );
    expect(result).toMatchObject({ ok: false, failure: { code: 'TOO_MANY_ELEMENTS' } });
  });
});

describe('text follows the character set of its data set (PS3.5 6.1.2)', () => {
  let names: string[];
  beforeAll(async () => {
    const bytes = writePart10({
      TransferSyntaxUID: explicitVrLittleEndian,
      dataset: {
        ...slice.dataset,
        [tags.PatientName]: {
          vr: 'PN',
          Value: [{ Alphabetic: 'Núñez^José', Ideographic: '山田^太郎' }],
        },
        [tags.ReferencedStudySequence]: {
          vr: 'SQ',
          Value: [{ [tags.StudyDescription]: elementOf(tags.StudyDescription, 'Schädel') }],
        },
      },
    });
    const result = await readPart10(memoryByteSource(bytes));
    if (!result.ok) throw new Error(result.failure.code);
    const { value } = result;
    names = [
      textOf(value.dataset, tags.SpecificCharacterSet),
      textOf(value.dataset, tags.PatientName),
      textOf(itemsOf(value.dataset, tags.ReferencedStudySequence)[0] ?? {}, tags.StudyDescription),
    ];
  });

  it('is written as UTF-8 and read back, in items as well', () => {
    expect(names).toEqual(['ISO_IR 192', 'Núñez^José=山田^太郎', 'Schädel']);
  });
});
