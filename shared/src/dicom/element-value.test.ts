import { describe, expect, it } from 'vitest';
import { defaultCharset } from './charset.ts';
import type { DicomElement } from './dicom-json.ts';
import { elementFromBytes } from './element-value.ts';
import {
  bulkRangeOf,
  inlineBytesOf,
  isItem,
  isPersonName,
  itemsOf,
  numberOf,
  numbersOf,
  textOf,
  textsOf,
  wordsOf,
} from './element-access.ts';

const warnings: string[] = [];
const read = (vr: string, value: string | Uint8Array, bigEndian = false): DicomElement =>
  elementFromBytes(vr, typeof value === 'string' ? new TextEncoder().encode(value) : value, {
    bigEndian,
    charset: defaultCharset,
    warn: (code) => warnings.push(code),
  });

describe('values become JSON (PS3.18 F.2)', () => {
  it('F.2.5: an empty element has no Value, an empty value among others is null', () => {
    expect(read('LO', '')).toEqual({ vr: 'LO' });
    expect(read('LO', '  ')).toEqual({ vr: 'LO' });
    expect(read('CS', 'A\\\\B ')).toEqual({ vr: 'CS', Value: ['A', null, 'B'] });
  });

  it('DS and IS are numbers; what is none stays text and is told', () => {
    expect(read('DS', '1.50 \\-2e3\\+.5').Value).toEqual([1.5, -2000, 0.5]);
    expect(read('IS', ' 12 \\-3').Value).toEqual([12, -3]);
    warnings.length = 0;
    expect(read('DS', '0,5').Value).toEqual(['0,5']);
    expect(read('DS', '0x10').Value).toEqual(['0x10']);
    expect(read('IS', '99999999999999999999').Value).toEqual(['99999999999999999999']);
    expect(warnings).toEqual(['NUMBER_MALFORMED', 'NUMBER_MALFORMED', 'NUMBER_MALFORMED']);
  });

  it('64-bit integers are never rounded (PS3.18 F.2.2)', () => {
    const bytes = new Uint8Array(16);
    new DataView(bytes.buffer).setBigInt64(0, 9223372036854775807n, true);
    new DataView(bytes.buffer).setBigInt64(8, -5n, true);
    expect(read('SV', bytes).Value).toEqual(['9223372036854775807', -5]);
    expect(read('UV', bytes.slice(8)).Value).toEqual(['18446744073709551611']);
  });

  it('numbers in both byte orders, AT as hex, floats that JSON lacks by name', () => {
    expect(read('US', Uint8Array.of(1, 2), false).Value).toEqual([0x0201]);
    expect(read('US', Uint8Array.of(1, 2), true).Value).toEqual([0x0102]);
    expect(read('AT', Uint8Array.of(0x18, 0, 0x63, 0x10)).Value).toEqual(['00181063']);
    expect(read('FL', Uint8Array.of(0, 0, 0xc0, 0x7f)).Value).toEqual(['NaN']);
  });

  it('F.2.7: inline binary is little endian', () => {
    expect(read('OW', Uint8Array.of(1, 2), true).InlineBinary).toBe(
      Buffer.from([2, 1]).toString('base64'),
    );
    expect(read('OB', Uint8Array.of(1, 2), true).InlineBinary).toBe(
      Buffer.from([1, 2]).toString('base64'),
    );
  });

  it('F.2.2: person names by component group; LT, ST, UT keep `\\` and leading spaces', () => {
    expect(read('PN', 'A^B=C\\=D').Value).toEqual([
      { Alphabetic: 'A^B', Ideographic: 'C' },
      { Ideographic: 'D' },
    ]);
    expect(read('LT', '  a\\b ').Value).toEqual(['  a\\b']);
    expect(read('UI', '1.2.3\0').Value).toEqual(['1.2.3']);
  });
});

describe('reading values', () => {
  const dataset = {
    '00100010': read('PN', 'Doe^Jane==x'),
    '00280030': read('DS', '0.5\\0.25'),
    '00281050': read('DS', '1\\0,5'),
    '00283006': read('US', Uint8Array.of(1, 0, 2, 0)),
    '00281201': read('OW', Uint8Array.of(1, 0, 2, 0)),
    '00081140': { vr: 'SQ', Value: [{}, { '00080018': read('UI', '1.2') }] },
    '00420011': { vr: 'OB', BulkDataURI: 'bytes:100,2000' },
  };

  it('gives text, numbers, items, words and ranges, and says when there is nothing', () => {
    expect(textOf(dataset, '00100010')).toBe('Doe^Jane==x');
    expect(textsOf(dataset, '00280030')).toEqual(['0.5', '0.25']);
    expect(numbersOf(dataset, '00280030')).toEqual([0.5, 0.25]);
    expect(numbersOf(dataset, '00281050')).toBeNull();
    expect(numberOf(dataset, '00281050')).toBe(1);
    expect(numberOf(dataset, '00280010')).toBeNull();
    expect([...(wordsOf(dataset, '00283006') ?? [])]).toEqual([1, 2]);
    expect([...(wordsOf(dataset, '00281201') ?? [])]).toEqual([1, 2]);
    expect(inlineBytesOf(dataset, '00420011')).toBeNull();
    expect(bulkRangeOf(dataset['00420011'])).toEqual({ byteOffset: 100, byteLength: 2000 });
    expect(bulkRangeOf({ vr: 'OB', BulkDataURI: 'https://elsewhere/1' })).toBeNull();
    expect(itemsOf(dataset, '00081140')).toHaveLength(2);
    expect(itemsOf(dataset, '00100010')).toEqual([]);
  });

  it('tells an empty item from a person name', () => {
    expect(isItem({})).toBe(true);
    expect(isPersonName({})).toBe(false);
    expect(isPersonName({ Phonetic: 'x' })).toBe(true);
  });
});
