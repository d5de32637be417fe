import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQidoQuery } from './qido-query.ts';
import type { QidoQuery } from './qido-query.ts';

function query(text: string): QidoQuery {
  const result = parseQidoQuery(text);
  if (!result.ok) throw new Error(`${result.failure.code} ${result.failure.parameter}`);
  return result.value;
}

function fault(text: string): string {
  const result = parseQidoQuery(text);
  return result.ok ? 'fine' : result.failure.code;
}

describe('search URLs (PS3.18 8.3.4, 10.6.1)', () => {
  it('percent-encoding and `+` in names and values', () => {
    expect(query('PatientName=DOE%5EJ%3F+X&StudyInstanceUID=1.2%2C3.4').filters).toEqual([
      { path: ['00100010'], value: 'DOE^J? X' },
      { path: ['0020000D'], value: '1.2,3.4' },
    ]);
    expect(query('Patient%4Eame=%E5%B1%B1*').filters).toEqual([
      { path: ['00100010'], value: '山*' },
    ]);
    expect(fault('PatientName=%E5%ZZ')).toBe('ENCODING');
    expect(fault('PatientName=%FF')).toBe('ENCODING');
  });

  it('keys: keyword, 8 hex digits, paths of both', () => {
    expect(query('00100020=1&0020000d=1.2').filters.map((filter) => filter.path[0])).toEqual([
      '00100020',
      '0020000D',
    ]);
    expect(query('RequestAttributesSequence.ScheduledProcedureStepID=7').filters[0]?.path).toEqual([
      '00400275',
      '00400009',
    ]);
    expect(query('00400275.ScheduledProcedureStepID=7').filters[0]?.path).toEqual([
      '00400275',
      '00400009',
    ]);
    expect(fault('RequestAttributesSequence.Nonsense=7')).toBe('ATTRIBUTE');
  });

  it('limit, offset, includefield, the three switches', () => {
    expect(
      query(
        'limit=10&offset=20&includefield=StudyDescription,00081030&includefield=all&fuzzymatching=true',
      ),
    ).toMatchObject({
      limit: 10,
      offset: 20,
      includeAll: true,
      includeFields: [['00081030'], ['00081030']],
      fuzzyMatching: true,
    });
    for (const wrong of [
      'limit=-1',
      'limit=ten',
      'limit=',
      'offset=1.5',
      'limit=99999999999999999',
    ])
      expect(fault(wrong)).toBe('NUMBER');
    expect(fault('fuzzymatching=yes')).toBe('BOOLEAN');
    expect(query('')).toMatchObject({ limit: null, offset: 0, includeAll: false, filters: [] });
  });

  it('unknown parameters are ignored and named', () => {
    const result = query('vendorParameter=1&PatientID=2&_=3');
    expect(result.unknownParameters).toEqual(['vendorParameter', '_']);
    expect(result.filters).toHaveLength(1);
  });

  it('bad values of known keys are 400, wildcards and ranges are not', () => {
    for (const wrong of [
      'StudyDate=2026-05-12',
      'StudyDate=may',
      'StudyTime=9',
      'StudyInstanceUID=1.2%27;drop',
      'StudyDate=-',
    ]) {
      expect(fault(wrong)).toBe('VALUE');
    }
    for (const right of [
      'StudyDate=20260101-',
      'StudyDate=-20260101',
      'StudyDate=20260101-20260201',
      'StudyDate=2026*',
      'StudyTime=0900-1000',
      'StudyInstanceUID=1.2,3.4',
      'StudyDate=',
      'SeriesNumber=1',
    ]) {
      expect(fault(right)).toBe('fine');
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(typeof parseQidoQuery(text).ok).toBe('boolean');
      }),
    );
  });
});
