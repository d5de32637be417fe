import { describe, expect, it } from 'vitest';
import { formatPersonName, parsePersonNameGroup, searchFold } from './person-name.ts';

describe('person names (PS3.5 6.2.1)', () => {
  it('takes the five components apart', () => {
    expect(parsePersonNameGroup('Adams^John Robert Quincy^^Rev.^B.A. M.Div.')).toEqual({
      family: 'Adams',
      given: 'John Robert Quincy',
      middle: '',
      prefix: 'Rev.',
      suffix: 'B.A. M.Div.',
    });
  });

  it.each([
    ['Doe^Jane', 'Doe, Jane'],
    ['Doe', 'Doe'],
    ['^Jane', 'Jane'],
    ['', ''],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou (山田 太郎)'],
    ['=山田^太郎', '山田 太郎'],
    ['==やまだ^たろう', 'やまだ たろう'],
    ['<b>x</b>^y', '<b>x</b>, y'],
  ])('formats %s', (stored, shown) => {
    expect(formatPersonName(stored)).toBe(shown);
  });

  it('folds case, accents, width and delimiters for searching', () => {
    expect(searchFold('Núñez^José')).toBe('nunez jose');
    expect(searchFold('Łukasz ŹDŹBŁO')).toBe('lukasz zdzblo');
    expect(searchFold('STRASSE')).toBe(searchFold('Straße'));
    expect(searchFold('ﾔﾏﾀﾞ')).toBe(searchFold('ヤマダ'));
    expect(searchFold('Gül^İşçi')).toBe('gul isci');
  });
});
