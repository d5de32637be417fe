import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passphraseBits, passphraseStrength } from './passphrase-strength.ts';

describe('passphraseStrength', () => {
  it.each([
    ['', 'weak'],
    ['1234567890', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['password', 'weak'],
    ['radiology', 'weak'],
    ['house house house house', 'weak'],
    ['harbour violin', 'weak'],
    ['harbour violin candle', 'fair'],
    ['harbour violin candle moss', 'good'],
    ['Kerze Geige Hafen Moos', 'good'],
    ['x7#Qm!2vLp9$wZ', 'good'],
    // In every list of guesses, in a row, or twice the same.
    ['To be, or not to be', 'weak'],
    ['iloveyouiloveyou', 'weak'],
    ['harbourharbour', 'weak'],
    ['one two three four', 'weak'],
    ['eins zwei drei vier', 'weak'],
    ['Montag Dienstag Mittwoch', 'weak'],
    ['dies ist mein Passwort', 'weak'],
    ['my hospital password two', 'weak'],
    ['lantern gravel orchid tuesday', 'fair'],
  ] as const)('%s is %s', (passphrase, strength) => {
    expect(passphraseStrength(passphrase)).toBe(strength);
  });

  it('is not fooled by a favourite, a year and a sign', () => {
    expect(passphraseStrength('Password2026!')).toBe('weak');
  });

  it('answers to anything with a number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (passphrase) => {
        expect(passphraseBits(passphrase)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
