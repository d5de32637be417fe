import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryByteSource } from './byte-source.ts';
import type { DicomDataset, DicomElement } from './dicom-json.ts';
import { numberOf, textOf } from './element-access.ts';
import { decimalText } from './encode-value.ts';
import { readPart10 } from './parse-part10.ts';
import { tags } from './tag.ts';
import { implementationClassUID, writeDeflatedPart10, writePart10 } from './write-part10.ts';

const identity: DicomDataset = {
  [tags.SOPClassUID]: { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.66'] },
  [tags.SOPInstanceUID]: { vr: 'UI', Value: ['1.2.3'] },
};

const word = fc.string({
  unit: fc.constantFrom(...Array.from('abcXYZ019äß山ñ_-')),
  minLength: 1,
  maxLength: 12,
});
const plainWord = fc.string({
  unit: fc.constantFrom(...Array.from('ABC019_')),
  minLength: 1,
  maxLength: 12,
});

function element(vr: string, value: fc.Arbitrary<string | number>): fc.Arbitrary<DicomElement> {
  return fc.array(value, { minLength: 1, maxLength: 4 }).map((Value) => ({ vr, Value }));
}

const leaf: fc.Arbitrary<DicomElement> = fc.oneof(
  element('LO', word),
  element('CS', plainWord),
  element('UI', fc.constantFrom('1.2.3', '2.25.1')),
  element('US', fc.nat(65535)),
  element('SS', fc.integer({ min: -32768, max: 32767 })),
  element('UL', fc.nat(4294967295)),
  element('SL', fc.integer()),
  element(
    'FD',
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  ),
  element(
    'FL',
    fc.float({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  ),
  element('IS', fc.integer({ min: -2147483648, max: 2147483647 })),
  element(
    'DS',
    fc.integer({ min: -99999, max: 99999 }).map((value) => value / 1000),
  ),
  element('AT', fc.constantFrom('00181063', '7FE00010')),
  element(
    'SV',
    fc.constantFrom(0, -1, 9007199254740991, '9223372036854775807', '-9223372036854775808'),
  ),
  element('UV', fc.constantFrom(0, 1, '18446744073709551615')),
  fc.record({ Alphabetic: word, Ideographic: word }).map((Value) => ({ vr: 'PN', Value: [Value] })),
  word.map((text) => ({ vr: 'UT', Value: [` ${text}\\${text}`] })),
  fc.constantFrom('LO', 'US', 'SQ', 'OB', 'PN', 'DS').map((vr) => ({ vr })),
  fc.uint8Array({ minLength: 2, maxLength: 40 }).map((bytes) => ({
    vr: 'OB',
    InlineBinary: Buffer.from(bytes.subarray(0, bytes.length & ~1)).toString('base64'),
  })),
);

/** Private tags, so that explicit VR alone says what they are. */
const privateTag = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0x1000, max: 0xffff }))
  .map(([group, number]) =>
    `00${(0x09 + 2 * group).toString(16).padStart(2, '0')}${number.toString(16)}`.toUpperCase(),
  );

const { dataset } = fc.letrec<{ dataset: DicomDataset; element: DicomElement }>((tie) => ({
  dataset: fc.dictionary(privateTag, tie('element'), { maxKeys: 6 }),
  element: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('dataset'), { minLength: 1, maxLength: 2 }).map((Value) => ({ vr: 'SQ', Value })),
  ),
}));

async function back(bytes: Uint8Array): Promise<DicomDataset> {
  const result = await readPart10(memoryByteSource(bytes));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  const { [tags.SpecificCharacterSet]: charset, ...rest } = result.value.dataset;
  if (charset !== undefined) expect(charset.Value).toEqual(['ISO_IR 192']);
  return rest;
}

describe('writing and parsing are each other’s inverse', () => {
  it.each(['1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'])('%s', async (TransferSyntaxUID) => {
    await fc.assert(
      fc.asyncProperty(dataset, async (random) => {
        const content = { ...random, ...identity };
        expect(await back(writePart10({ TransferSyntaxUID, dataset: content }))).toEqual(content);
      }),
      { numRuns: 300 },
    );
  });

  it('deflated', async () => {
    await fc.assert(
      fc.asyncProperty(dataset, async (random) => {
        const content = { ...random, ...identity };
        const bytes = await writeDeflatedPart10({
          TransferSyntaxUID: '1.2.840.10008.1.2.1.99',
          dataset: content,
        });
        expect(bytes.length % 2).toBe(0);
        expect(await back(bytes)).toEqual(content);
      }),
      { numRuns: 60 },
    );
  });

  it('PS3.10 7.1: File Meta Information names class, instance, syntax and writer, and its own length', async () => {
    const bytes = writePart10({ TransferSyntaxUID: '1.2.840.10008.1.2', dataset: identity });
    expect(bytes.slice(0, 128).every((byte) => byte === 0)).toBe(true);
    const result = await readPart10(memoryByteSource(bytes));
    if (!result.ok) throw new Error(result.failure.code);
    const { meta, datasetByteOffset, warnings } = result.value;
    expect(warnings).toEqual([]);
    expect(numberOf(meta, tags.FileMetaInformationGroupLength)).toBe(datasetByteOffset - 144);
    expect(textOf(meta, tags.MediaStorageSOPInstanceUID)).toBe('1.2.3');
    expect(textOf(meta, tags.ImplementationClassUID)).toBe(implementationClassUID);
    expect(textOf(meta, tags.TransferSyntaxUID)).toBe('1.2.840.10008.1.2');
  });

  it('PS3.5 6.2.2: a value too long for a short VR is written as UN and comes back whole', async () => {
    const long = 'x'.repeat(70_000);
    const content = { ...identity, [tags.StudyDescription]: { vr: 'LO', Value: [long] } };
    const rest = await back(
      writePart10({ TransferSyntaxUID: '1.2.840.10008.1.2.1', dataset: content }),
    );
    expect(textOf(rest, tags.StudyDescription)).toBe(long);
  });

  it('DS keeps to 16 characters (PS3.5 6.2)', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const text = decimalText(value);
        expect(text.length).toBeLessThanOrEqual(16);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-7);
      }),
    );
    expect(decimalText(0.1)).toBe('0.1');
    expect(decimalText(1 / 3)).toBe('0.33333333333333');
  });
});
