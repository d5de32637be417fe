/** Component groups and components of a person name (PS3.5 6.2.1). */
export interface PersonNameGroup {
  readonly family: string;
  readonly given: string;
  readonly middle: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Takes one component group (`Family^Given^Middle^Prefix^Suffix`) apart. */
export function parsePersonNameGroup(group: string): PersonNameGroup {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((part) => part.trim());
  return { family, given, middle, prefix, suffix };
}

/**
 * Formats a stored person name for people: `Family, Given Middle` of the alphabetic group, and the
 * ideographic group behind it in its own order; the ideographic or phonetic group alone where nothing else is there.
 */
export function formatPersonName(stored: string): string {
  const [alphabetic = '', ideographic = '', phonetic = ''] = stored.split('=');
  const latin = formatGroup(alphabetic, ', ');
  const ideograms = formatGroup(ideographic, ' ');
  if (latin !== '' && ideograms !== '') return `${latin} (${ideograms})`;
  if (latin !== '') return latin;
  return ideograms === '' ? formatGroup(phonetic, ' ') : ideograms;
}

function formatGroup(group: string, separator: string): string {
  const name = parsePersonNameGroup(group);
  const rest = [name.prefix, name.given, name.middle, name.suffix].filter((part) => part !== '');
  if (name.family === '') return rest.join(' ');
  return rest.length === 0 ? name.family : `${name.family}${separator}${rest.join(' ')}`;
}

/**
 * Folds text for searching: case, accents, width and `^`/`=` do not matter (PS3.4 C.2.2.2.1 lets names
 * match without regard to case and accents).
 */
export function searchFold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/đ/g, 'd')
    .replace(/ı/g, 'i')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/[\^=,]+/g, ' ')
    .replace(/\s+/g, ' ')
    .normalize('NFC')
    .trim();
}
