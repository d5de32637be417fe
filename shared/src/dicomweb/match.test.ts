import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DicomDataset } from '../dicom/dicom-json.ts';
import {
  matchesFilters,
  matchesMoment,
  matchesPersonName,
  matchesText,
  matchesValues,
} from './match.ts';

const dataset: DicomDataset = {
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Núñez^José', Ideographic: '山田^太郎' }] },
  '00100020': { vr: 'LO', Value: ['50%_a'] },
  '00080020': { vr: 'DA', Value: ['20260512'] },
  '00080030': { vr: 'TM', Value: ['093015.25'] },
  '0020000D': { vr: 'UI', Value: ['1.2.3'] },
  '00080061': { vr: 'CS', Value: ['CT', 'SR'] },
  '00200011': { vr: 'IS', Value: [7] },
  '00081030': { vr: 'LO' },
  '00400275': {
    vr: 'SQ',
    Value: [{ '00400009': { vr: 'SH', Value: ['A'] } }, { '00400009': { vr: 'SH', Value: ['B'] } }],
  },
};
const matches = (path: string, value: string): boolean =>
  matchesFilters(dataset, [{ path: path.split('.'), value }]);

describe('matching (PS3.4 C.2.2.2)', () => {
  it('C.2.2.2.1 single value: exact and case-sensitive, but for names', () => {
    expect(matches('00100020', '50%_a')).toBe(true);
    expect(matches('00100020', '50%_A')).toBe(false);
    expect(matches('00100020', '50')).toBe(false);
    expect(matches('00100010', 'nunez^jose')).toBe(true);
    expect(matches('00100010', 'NÚÑEZ^JOSÉ^^')).toBe(true);
    expect(matches('00100010', 'Núñez')).toBe(false);
  });

  it('names match by component group', () => {
    expect(matches('00100010', '山田*')).toBe(true);
    expect(matches('00100010', '=山田^太郎')).toBe(true);
    expect(matches('00100010', 'Núñez*=山*')).toBe(true);
    expect(matches('00100010', 'Núñez*=川*')).toBe(false);
    expect(matchesPersonName('Doe^Jane', '*jane*')).toBe(true);
  });

  it('C.2.2.2.2 lists of UIDs, with `,` and with `\\`', () => {
    expect(matches('0020000D', '9.9,1.2.3')).toBe(true);
    expect(matches('0020000D', '9.9\\1.2.3')).toBe(true);
    expect(matches('0020000D', '1.2')).toBe(false);
  });

  it('C.2.2.2.3 universal: an empty key and `*`, even where the attribute is empty or absent', () => {
    for (const path of ['00081030', '00081032', '00400275.00400007']) {
      expect(matches(path, '')).toBe(true);
      expect(matches(path, '*')).toBe(true);
    }
    expect(matches('00081030', '?*')).toBe(false);
  });

  it('C.2.2.2.4 wildcards: `*` and `?` alone mean something, `%` and `_` are letters', () => {
    expect(matches('00100020', '5*a')).toBe(true);
    expect(matches('00100020', '5?_a')).toBe(false);
    expect(matches('00100020', '?0%?a')).toBe(true);
    expect(matchesText('axxb', 'a%b')).toBe(false);
    expect(matchesText('a.b', 'a?b')).toBe(true);
    expect(matchesText('山田', '??')).toBe(true);
    expect(matchesText('𠮷', '?')).toBe(true);
  });

  it('C.2.2.2.5 ranges of dates and times, open and closed', () => {
    for (const range of ['20260512', '20260501-20260531', '20260512-', '-20260512', '2026*'])
      expect(matches('00080020', range)).toBe(true);
    for (const range of ['20260513-', '-20260511', '20260101-20260511', '20250512'])
      expect(matches('00080020', range)).toBe(false);
    for (const range of ['0930', '09', '0900-1000', '093015-', '-093015.25', '-0930'])
      expect(matches('00080030', range)).toBe(true);
    for (const range of ['0931-', '-0929', '093016', '10-11'])
      expect(matches('00080030', range)).toBe(false);
  });

  it('date and time in one value, with an offset from UTC', () => {
    expect(matchesMoment('20260512093000+0200', '20260512-20260513')).toBe(true);
    expect(matchesMoment('20260512093000', '20260512080000-0100-20260512100000-0100')).toBe(true);
    expect(matchesMoment('20260512093000', '20260513')).toBe(false);
  });

  it('C.2.2.2.6 sequences, any value of several, numbers as numbers', () => {
    expect(matches('00400275.00400009', 'B')).toBe(true);
    expect(matches('00400275.00400009', 'C')).toBe(false);
    expect(matches('00080061', 'SR')).toBe(true);
    expect(matches('00080061', 'MR')).toBe(false);
    expect(matches('00200011', '07')).toBe(true);
  });

  it('C.2.2.2.7 `""` asks for empty', () => {
    expect(matches('00081030', '""')).toBe(true);
    expect(matches('00100020', '""')).toBe(false);
  });

  it('wildcards agree with a regular expression, and end on hostile patterns', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 10 });
    fc.assert(
      fc.property(letters, letters, (pattern, raw) => {
        const text = raw.replaceAll(/[*?]/g, 'c');
        const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesText(text, pattern)).toBe(new RegExp(`^${source}$`).test(text));
      }),
    );
    expect(matchesText('a'.repeat(5000), `${'*a'.repeat(500)}b`)).toBe(false);
    expect(matchesValues('LO', [null, undefined], 'x')).toBe(false);
  });
});
