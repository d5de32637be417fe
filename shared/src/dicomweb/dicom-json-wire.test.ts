import { describe, expect, it } from 'vitest';
import type { DicomDataset } from '../dicom/dicom-json.ts';
import { fromDicomJson, toDicomJson } from './dicom-json-wire.ts';

const held: DicomDataset = {
  '00020010': { vr: 'UI', Value: ['1.2.840.10008.1.2.1'] },
  '00080005': { vr: 'CS', Value: ['ISO 2022 IR 87'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Yamada', Ideographic: '山田' }] },
  '00081030': { vr: 'LO', Value: [] },
  '00420011': { vr: 'OB', BulkDataURI: 'bytes:100,5000' },
  '00081140': { vr: 'SQ', Value: [{}, { '00091010': { vr: 'UN', BulkDataURI: 'bytes:9,9' } }] },
  '00080016': { vr: 'UI', Value: ['1.2'] },
};

describe('DICOM JSON Model (PS3.18 Annex F)', () => {
  const wire = toDicomJson(held, (path) =>
    path[0] === '00420011' ? `https://host/${path.join('/')}` : null,
  );

  it('is in order of tags, without group 0002, in UTF-8', () => {
    expect(Object.keys(wire)).toEqual([
      '00080005',
      '00080016',
      '00081030',
      '00081140',
      '00100010',
      '00420011',
    ]);
    expect(wire['00080005']).toEqual({ vr: 'CS', Value: ['ISO_IR 192'] });
  });

  it('F.2.5: empty elements have no Value; bulk data has the URI it is given, or none', () => {
    expect(wire['00081030']).toEqual({ vr: 'LO' });
    expect(wire['00420011']).toEqual({ vr: 'OB', BulkDataURI: 'https://host/00420011' });
    expect(wire['00081140']).toEqual({ vr: 'SQ', Value: [{}, { '00091010': { vr: 'UN' } }] });
  });

  it('names nested bulk data by tag and item index', () => {
    const paths: string[] = [];
    toDicomJson(held, (path) => {
      paths.push(path.join('/'));
      return null;
    });
    expect(paths).toEqual(['00081140/1/00091010', '00420011']);
  });

  it('what is sent is accepted; what is out of form is not', () => {
    expect(fromDicomJson(JSON.parse(JSON.stringify(wire)))).toEqual({ ok: true, value: wire });
    for (const wrong of [
      null,
      [],
      { PatientName: { vr: 'PN' } },
      { '0010001': { vr: 'PN' } },
      { '00100010': { vr: 'XX' } },
      { '00100010': { vr: 'PN', Value: ['Doe'] } },
      { '00100010': { vr: 'PN', Value: [{ alphabetic: 'x' }] } },
      { '00280010': { vr: 'US', Value: 5 } },
      { '00280010': { vr: 'US', Value: [{}] } },
      { '00420011': { vr: 'OB', InlineBinary: 'AA==', BulkDataURI: 'x' } },
      { '00081140': { vr: 'SQ', Value: [5] } },
    ]) {
      expect(fromDicomJson(wrong).ok).toBe(false);
    }
  });

  it('does not follow endless nesting', () => {
    let deep: unknown = {};
    for (let i = 0; i < 5000; i += 1) deep = { '00081140': { vr: 'SQ', Value: [deep] } };
    expect(fromDicomJson(deep)).toMatchObject({ ok: false, failure: { code: 'NESTING_TOO_DEEP' } });
  });
});
