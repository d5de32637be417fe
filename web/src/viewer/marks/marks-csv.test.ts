import { describe, expect, it } from 'vitest';
import { csvOf } from './marks-csv.ts';

const columns = [
  ['text', 'Text'],
  ['value', 'Value'],
] as const;
const textOnly = (text: string): string =>
  csvOf([['text', 'Text']], [{ text }]).split('\r\n')[1] ?? '';

describe('the table of marks as CSV', () => {
  it('has a line of titles, commas, points in numbers, and CRLF at every end', () => {
    const csv = csvOf(columns, [
      { text: 'Angle', value: 33.690067525979785 },
      { text: 'Value', value: -43 },
      { text: 'Arrow', value: null },
    ]);
    expect(csv).toBe('Text,Value\r\nAngle,33.690068\r\nValue,-43\r\nArrow,\r\n');
  });

  it('quotes what a comma, a quote or a line end would break', () => {
    expect(textOnly('a, "b"')).toBe('"a, ""b"""');
    expect(csvOf(columns, [{ text: 'two\nlines', value: 1 }])).toContain('"two\nlines",1\r\n');
  });

  it('lets no text be a formula where it is pasted', () => {
    for (const text of ['=1+1', '+49 30', '-2 cm', '@here', ' =cmd', '\t=x', '＝1']) {
      expect(csvOf([['text', 'Text']], [{ text }])).toContain(`'${text}`);
    }
    expect(textOnly('=HYPERLINK("http://x","y")')).toBe('"\'=HYPERLINK(""http://x"",""y"")"');
    expect(textOnly('2 cm – 3 cm')).toBe('2 cm – 3 cm');
  });

  it('leaves a field empty rather than writing what is no number', () => {
    expect(csvOf(columns, [{ text: 'x', value: Number.NaN }])).toContain('x,\r\n');
  });
});
