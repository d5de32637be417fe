export type Strength = 'weak' | 'fair' | 'good';

/** A word that people think of lies in a list of some 4000 (12 bits); a stranger one is worth more, uncounted. */
const bitsPerWord = 12;
/** A character that people choose follows the one before it; a random one would bring up to 6 bits. */
const bitsPerLetter = 2.2;
const bitsPerOther = 3.6;

/**
 * A lower bound for how hard a passphrase is to guess, in bits: advice, no proof. One guess costs a
 * second of work (Argon2id), so 45 bits are out of reach and 32 last months.
 */
export function passphraseBits(passphrase: string): number {
  const words = passphrase
    .toLowerCase()
    .split(/[\s\-_.,;:]+/)
    .filter((word) => word.length > 2);
  const wordBits = new Set(words).size * bitsPerWord;
  const isPhrase = new Set(words).size > 1;
  return isPhrase ? Math.min(wordBits, characterBits(passphrase)) : characterBits(passphrase);
}

function characterBits(passphrase: string): number {
  let bits = 0;
  const seen = new Map<string, number>();
  let previous = 0;
  for (const character of passphrase.toLowerCase()) {
    const code = character.codePointAt(0) ?? 0;
    const times = seen.get(character) ?? 0;
    seen.set(character, times + 1);
    const isStep = Math.abs(code - previous) <= 1;
    previous = code;
    // abc, 123 and aaa are one idea, not three characters.
    if (isStep) continue;
    const full = /\p{L}/u.test(character) ? bitsPerLetter : bitsPerOther;
    bits += times > 2 ? full / 3 : full;
  }
  return bits;
}

export function passphraseStrength(passphrase: string): Strength {
  const bits = passphraseBits(passphrase);
  if (bits >= 45) return 'good';
  return bits >= 32 ? 'fair' : 'weak';
}
