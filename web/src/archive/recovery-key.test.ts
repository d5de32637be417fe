import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRecoveryKey, readRecoveryKey } from './recovery-key.ts';

describe('recovery key', () => {
  it('is seven groups of four, read back whatever the typing habits', () => {
    const key = newRecoveryKey();
    expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    const secret = readRecoveryKey(key);
    expect(secret).toHaveLength(27);
    expect(readRecoveryKey(key.toLowerCase().replaceAll('-', ' '))).toEqual(secret);
    expect(readRecoveryKey(key.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(secret);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 50 }, newRecoveryKey)).size).toBe(50);
  });

  it('finds every wrong symbol by its check', () => {
    const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const key = newRecoveryKey().replaceAll('-', '');
    fc.assert(
      fc.property(fc.nat(27), fc.nat(31), (position, symbol) => {
        const wrong = key.slice(0, position) + symbols[symbol] + key.slice(position + 1);
        expect(readRecoveryKey(wrong) === null).toBe(wrong !== key);
      }),
    );
  });

  it('refuses what is too short, too long or not of the alphabet', () => {
    const key = newRecoveryKey();
    expect(readRecoveryKey('')).toBeNull();
    expect(readRecoveryKey(key.slice(0, -1))).toBeNull();
    expect(readRecoveryKey(`${key}0`)).toBeNull();
    expect(readRecoveryKey(key.replace(/^./, 'U'))).toBeNull();
  });
});
