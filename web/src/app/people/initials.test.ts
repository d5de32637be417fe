import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

describe('initialsOf', () => {
  it.each([
    ['Dr. Ada Moss', 'AM'],
    ['Prof. Dr. med. Vera von Lind', 'VL'],
    ['ben', 'B'],
    ['山田 太郎', '山太'],
    ['Dr.', 'D'],
    ['Óscar', 'Ó'],
    ['Anna-Lena', 'AL'],
    ['', ''],
  ])('%s: %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
