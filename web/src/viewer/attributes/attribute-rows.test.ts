import { describe, expect, it } from 'vitest';
import {
  aloneText,
  attributeRows,
  byteLengthOf,
  hexText,
  isFound,
  lineOf,
  linesOf,
  valueText,
  wordsOfSearch,
} from './attribute-rows.ts';

const dataset = {
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane', Ideographic: '山田' }] },
  '00080060': { vr: 'CS', Value: ['CT'] },
  '00280030': { vr: 'DS', Value: [0.7, 0.5] },
  '00090010': { vr: 'LO', Value: ['MAKER 1'] },
  '00091001': { vr: 'LO', Value: ['<b>maker</b>'] },
  '00180026': {
    vr: 'SQ',
    Value: [{ '00080100': { vr: 'SH', Value: ['X1'] } }, { '00080100': { vr: 'SH' } }],
  },
  '0040A730': { vr: 'SQ', Value: [{ '0040A730': { vr: 'SQ', Value: [dataset1('deep')] } }] },
  '7FE00010': { vr: 'OW', BulkDataURI: 'bytes:400,2048' },
  '00091002': { vr: 'UN', InlineBinary: 'AAECAw==' },
};

function dataset1(text: string) {
  return { '0040A160': { vr: 'UT', Value: [text] } };
}

describe('attributes of an instance', () => {
  const rows = [...attributeRows(dataset)];
  const of = (tag: string) => {
    const row = rows.find((one) => one.tag === tag);
    if (row === undefined) throw new Error(tag);
    return row;
  };

  it('are listed whole, in the order of tags, those of sequences under them, several items apart', () => {
    expect(rows.map(({ tag, depth, itemNumber }) => [tag, depth, itemNumber])).toEqual([
      ['(0008,0060)', 0, null],
      ['(0009,0010)', 0, null],
      ['(0009,1001)', 0, null],
      ['(0009,1002)', 0, null],
      ['(0010,0010)', 0, null],
      ['(0018,0026)', 0, null],
      ['(0018,0026)', 0, 1],
      ['(0008,0100)', 1, null],
      ['(0018,0026)', 0, 2],
      ['(0008,0100)', 1, null],
      ['(0028,0030)', 0, null],
      ['(0040,A730)', 0, null],
      ['(0040,A730)', 1, null],
      ['(0040,A160)', 2, null],
      ['(7FE0,0010)', 0, null],
    ]);
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_, n) => n));
    expect(of('(0040,A160)').within).toBe('ContentSequence › ContentSequence');
  });

  it('say what they are: text as it stands, private ones with their maker, bytes by count and digits', () => {
    expect(valueText(of('(0010,0010)'))).toBe('Doe^Jane=山田');
    expect(valueText(of('(0028,0030)'))).toBe('0.7\\0.5');
    expect(valueText(of('(0009,1001)'))).toBe('<b>maker</b>');
    expect(of('(0009,1001)')).toMatchObject({ isPrivate: true, creator: 'MAKER 1', keyword: '' });
    expect(of('(0009,0010)')).toMatchObject({ creator: '' });
    expect(valueText(of('(0009,1002)'))).toBeNull();
    expect(byteLengthOf(of('(0009,1002)'))).toBe(4);
    expect(hexText(of('(0009,1002)'))).toBe('00 01 02 03');
    expect(hexText(of('(0009,1002)'), 2)).toBe('00 01');
    expect(byteLengthOf(of('(7FE0,0010)'))).toBe(2048);
    expect(of('(0018,0026)').itemCount).toBe(2);
    expect(valueText(of('(0018,0026)'))).toBeNull();
  });

  it('are found by tag with and without its brackets, by keyword, VR, maker, value, by several words', () => {
    const tagsOf = (search: string) =>
      rows.filter((row) => isFound(row, wordsOfSearch(search))).map(({ tag }) => tag);
    for (const search of ['(0028,0030)', '00280030', 'Pixel Spacing', '0.7', 'pixel 0.5', 'ds']) {
      expect(tagsOf(search)).toEqual(['(0028,0030)']);
    }
    expect(tagsOf('maker 1')).toEqual(['(0009,0010)', '(0009,1001)', '(0009,1002)']);
    expect(tagsOf('ContentSequence deep')).toEqual(['(0040,A160)']);
    expect(tagsOf('deep')).toEqual(['(0040,A160)']);
    expect(tagsOf('no such')).toEqual([]);
    expect(tagsOf(' ')).toHaveLength(rows.length);
  });

  it('are copied as one line each, the value whole', () => {
    const lines = rows.map(lineOf);
    expect(lines).toContain('(0010,0010) PN PatientName Doe^Jane=山田');
    expect(lines).toContain('(0009,1002) UN MAKER 1 00 01 02 03');
    expect(lines).toContain('(7FE0,0010) OW PixelData 2048 bytes');
    expect(lines).toContain('    (0040,A160) UT TextValue deep');
  });

  it('are copied one by one as their value alone', () => {
    expect(aloneText(of('(0028,0030)'))).toBe('0.7\\0.5');
    expect(aloneText(of('(0009,1002)'))).toBe('00 01 02 03');
    expect(aloneText(of('(7FE0,0010)'))).toBe('(7FE0,0010) OW PixelData 2048 bytes');
  });

  it('are copied as far as a clipboard takes them, and say how many', () => {
    const line = lineOf(of('(0008,0060)'));
    const two = [of('(0008,0060)'), of('(0008,0060)')];
    expect(linesOf(two, 2 * line.length + 2)).toEqual({ lines: `${line}\n${line}`, count: 2 });
    expect(linesOf(two, 2 * line.length)).toEqual({ lines: line, count: 1 });
    expect(linesOf(two, 1).count).toBe(1);
  });
});
