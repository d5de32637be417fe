import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charsetOf, decodeText } from './charset.ts';

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `{1B}` and the like in a text of plain characters. */
const coded = (text: string): Uint8Array =>
  Uint8Array.from(
    Buffer.from(
      text.replace(/\{([0-9A-F]+)\}/g, (_, hex: string) =>
        Buffer.from(hex, 'hex').toString('latin1'),
      ),
      'latin1',
    ),
  );

describe('character sets (PS3.3 C.12.1.1.2, PS3.5 6.1)', () => {
  it('PS3.5 H.3.1: Japanese in three groups with ISO 2022 IR 87', () => {
    const name = coded(
      'Yamada^Tarou={1B}$B;3ED{1B}(B^{1B}$BB@O:{1B}(B={1B}$B$d$^$@{1B}(B^{1B}$B$?$m$&{1B}(B',
    );
    expect(decodeText(name, charsetOf(['', 'ISO 2022 IR 87']), true)).toBe(
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
    );
  });

  it('PS3.5 H.3.2: half-width katakana of ISO 2022 IR 13 before kanji', () => {
    const name = coded(
      '{D4CFC0DE}^{C0DBB3}={1B}$B;3ED{1B}(J^{1B}$BB@O:{1B}(J={1B}$B$d$^$@{1B}(J^{1B}$B$?$m$&{1B}(J',
    );
    expect(decodeText(name, charsetOf(['ISO 2022 IR 13', 'ISO 2022 IR 87']), true)).toBe(
      'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
    );
  });

  it('PS3.5 I.2: Korean, designated again after each delimiter', () => {
    const name = coded(
      'Hong^Gildong={1B}$)C{FBF3}^{1B}$)C{D1CED4D7}={1B}$)C{C8AB}^{1B}$)C{B1E6B5BF}',
    );
    expect(decodeText(name, charsetOf(['', 'ISO 2022 IR 149']), true)).toBe(
      'Hong^Gildong=洪^吉洞=홍^길동',
    );
  });

  it('PS3.5 6.1.2.5.3: the initial set is back after `^`, `=` of a name, after `\\` and at a new line', () => {
    const korean = charsetOf(['ISO 2022 IR 100', 'ISO 2022 IR 149']);
    const text = coded('{1B}$)C{C8AB}^{E9}\\{1B}$)C{C8AB}\\{E9}');
    expect(decodeText(text, korean, true)).toBe('홍^é\\홍\\é');
    expect(decodeText(coded('{1B}$)C{C8AB}\r\n{E9}'), korean)).toBe('홍\r\né');
    expect(decodeText(coded('{1B}$)C{C8AB}={C8AB}'), korean)).toBe('홍=홍');
  });

  it('a byte 5C inside a two-byte character separates nothing', () => {
    expect(decodeText(bytes('83 5C'), charsetOf(['GBK']))).toBe('僜');
    expect(decodeText(bytes('81 30 84 36'), charsetOf(['GB18030']))).toBe('¥');
    const kanji = coded('{1B}$B{215C}{1B}(B');
    expect(decodeText(kanji, charsetOf(['', 'ISO 2022 IR 87']))).toBe('＋');
  });

  it.each([
    ['ISO_IR 100', 'E9', 'é'],
    ['ISO_IR 101', 'A3', 'Ł'],
    ['ISO_IR 109', 'A1', 'Ħ'],
    ['ISO_IR 110', 'A2', 'ĸ'],
    ['ISO_IR 144', 'BB', 'Л'],
    ['ISO_IR 127', 'C7', 'ا'],
    ['ISO_IR 126', 'C4', 'Δ'],
    ['ISO_IR 138', 'E9', 'י'],
    ['ISO_IR 148', 'FD', 'ı'],
    ['ISO_IR 203', 'A4', '€'],
    ['ISO_IR 13', 'D4', 'ﾔ'],
    ['ISO_IR 166', 'CA', 'ส'],
    ['ISO_IR 192', 'E5B1B1', '山'],
  ])('%s', (term, hex, text) => {
    expect(decodeText(bytes(hex), charsetOf([term]))).toBe(text);
  });

  it('switches the right half with ESC - F (PS3.3 Table C.12-3)', () => {
    const mixed = charsetOf(['ISO 2022 IR 6', 'ISO 2022 IR 100', 'ISO 2022 IR 144']);
    expect(decodeText(coded('{1B}-A{E9} {1B}-L{BB}'), mixed)).toBe('é Л');
  });

  it('understands terms as devices misspell them, and tells the ones it does not know', () => {
    for (const term of [
      'ISO_IR 100',
      'ISO-IR 100',
      'ISO IR 100',
      'ISO_IR_100',
      'iso_ir 100',
      'ISO 2022-IR 100',
    ]) {
      expect(charsetOf([term])).toMatchObject({ g1: 'latin1', unknownTerm: false });
    }
    expect(charsetOf(['KLINGON']).unknownTerm).toBe(true);
    expect(decodeText(ascii('Plain^Name'), charsetOf(['KLINGON']), true)).toBe('Plain^Name');
  });

  it('undeclared bytes above 127: UTF-8 where they are UTF-8, else Latin-1', () => {
    expect(decodeText(bytes('4DC3BC'), charsetOf([]))).toBe('Mü');
    expect(decodeText(bytes('4DFC'), charsetOf([]))).toBe('Mü');
  });

  it('never throws and leaves ASCII as it is, whatever the set', () => {
    const terms = [
      '',
      'ISO_IR 13',
      'ISO 2022 IR 87',
      'ISO 2022 IR 149',
      'ISO_IR 192',
      'GB18030',
      'ISO_IR 166',
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...terms), (value, term) => {
        const text = decodeText(value, charsetOf([term, 'ISO 2022 IR 58']), true);
        expect(typeof text).toBe('string');
        const plain = value.filter((byte) => byte >= 0x20 && byte < 0x7f);
        expect(decodeText(plain, charsetOf([term]))).toBe(Buffer.from(plain).toString('latin1'));
      }),
    );
  });
});
