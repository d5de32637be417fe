export type Strength = 'weak' | 'fair' | 'good';

/** A word that people think of lies in a list of some 4000 (12 bits); a stranger one is worth more, uncounted. */
const bitsPerWord = 12;
/** A letter that people choose follows from the one before it. */
const bitsPerLetter = 2.2;
const bitsPerOther = 5;
const bitsPerYear = 7;

const year = /(?:19|20)\d\d/g;
const favourites =
  /pass(?:word|wort|phrase)?|qwert[yz]\w*|letmein|welcome|willkommen|admin|geheim|secret|satchel|radiolog[yie]+|hospital|klinik|clinic|praxis|doktor|doctor/g;

/** What everybody's sentence is made of, and what comes in a row: next to nothing to guess. */
const commonWords = new Set(
  (
    'this that the and you are love like test user home dear please not ' +
    'one two three four five six seven eight nine ten ' +
    'monday tuesday wednesday thursday friday saturday sunday ' +
    'january february march april may june july august september october november december ' +
    'dies das ist der die ein eine mein meine dein und ich dich liebe bitte nicht ' +
    'eins zwei drei vier fünf sechs sieben acht neun zehn ' +
    'montag dienstag mittwoch donnerstag freitag samstag sonntag ' +
    'januar februar märz mai juni juli oktober dezember'
  ).split(' '),
);
const bitsPerCommonWord = 4;

/** Sentences that stand in every list of guesses, without what is not a letter. */
const published =
  /^(?:tobeornottobe.*|maytheforcebewithyou|thequickbrownfox.*|franzjagtimkomplett.*|letmein.*|iloveyou.*|ichliebedich.*|openses[ae]me?|sesamöffnedich)$/;
const publishedBits = 10;

/**
 * A lower bound for how hard a passphrase is to guess, in bits: advice, no proof. One guess costs a
 * second of work (Argon2id), so 45 bits are out of reach and 32 last months.
 */
export function passphraseBits(passphrase: string): number {
  const text = passphrase.toLowerCase();
  if (published.test(text.replaceAll(/[^\p{L}]/gu, ''))) return publishedBits;
  // The same again is no second idea.
  const once = /^(.{3,}?)\1+$/u.exec(text)?.[1] ?? text;
  const words = once.split(/[\s\-_.,;:]+/).filter((word) => word.length > 2);
  if (words.length < 2) return characterBits(once);
  const bits = [...new Set(words)].reduce((sum, word) => sum + wordBits(word), 0);
  return Math.min(bits, characterBits(once));
}

function wordBits(word: string): number {
  const isCommon = commonWords.has(word) || word.replaceAll(favourites, '') === '';
  return isCommon ? bitsPerCommonWord : bitsPerWord;
}

function characterBits(text: string): number {
  const years = text.match(year)?.length ?? 0;
  const known = text.match(favourites)?.length ?? 0;
  const rest = text.replaceAll(year, '').replaceAll(favourites, '');
  let bits = years * bitsPerYear + known * bitsPerWord;
  const seen = new Map<string, number>();
  let previous = 0;
  for (const character of rest) {
    const code = character.codePointAt(0) ?? 0;
    const times = seen.get(character) ?? 0;
    seen.set(character, times + 1);
    // abc, 123 and aaa are one idea, not three characters.
    const isStep = Math.abs(code - previous) <= 1;
    previous = code;
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
