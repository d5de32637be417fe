import type { DicomDataset, DicomValue } from '../dicom/dicom-json.ts';
import { isItem, isPersonName, itemsOf, personNameText } from '../dicom/element-access.ts';
import { searchFold } from '../dicom/person-name.ts';
import type { QidoFilter } from './qido-query.ts';

/** Tells whether a data set matches all keys of a search (PS3.4 C.2.2.2). */
export function matchesFilters(dataset: DicomDataset, filters: readonly QidoFilter[]): boolean {
  return filters.every((filter) => matchesFilter(dataset, filter.path, filter.value));
}

/** Sequence matching (PS3.4 C.2.2.2.6): some item matches the rest of the path. */
function matchesFilter(dataset: DicomDataset, path: readonly string[], pattern: string): boolean {
  const [tag = '', ...rest] = path;
  if (rest.length > 0) {
    if (isUniversal(pattern)) return true;
    return itemsOf(dataset, tag).some((item) => matchesFilter(item, rest, pattern));
  }
  const element = dataset[tag];
  return matchesValues(element?.vr ?? '', element?.Value ?? [], pattern);
}

/** Universal matching: an empty key, or `*` alone (PS3.4 C.2.2.2.3). */
export function isUniversal(pattern: string): boolean {
  return pattern === '' || pattern === '*';
}

/**
 * Matches the values of one attribute. Any value of several may match (PS3.4 C.2.2.2); `""` asks for an
 * empty value (C.2.2.2.7). Names are compared without regard to case and accents, all else exactly.
 */
export function matchesValues(
  vr: string,
  values: readonly (DicomValue | undefined)[],
  pattern: string,
): boolean {
  if (isUniversal(pattern)) return true;
  const texts = values.flatMap((value) => {
    const text = textOfValue(value);
    return text === '' ? [] : [text];
  });
  if (pattern === '""') return texts.length === 0;
  switch (vr) {
    case 'DA':
    case 'TM':
    case 'DT':
      return texts.some((text) => matchesMoment(text, pattern));
    case 'UI':
      return listOf(pattern).some((uid) => texts.some((text) => matchesText(text, uid)));
    case 'IS':
    case 'DS':
      return listOf(pattern).some((one) => texts.some((text) => matchesNumber(text, one)));
    case 'PN':
      return texts.some((text) => matchesPersonName(text, pattern));
    default:
      return texts.some((text) => matchesText(text, pattern));
  }
}

function textOfValue(value: DicomValue | undefined): string {
  if (value === undefined || value === null || isItem(value)) return '';
  return isPersonName(value) ? personNameText(value) : String(value);
}

/** A list of UIDs is separated by `\` in DIMSE and by `,` in URLs (PS3.18 8.3.4.1). */
export function listOf(pattern: string): string[] {
  return pattern
    .split(/[\\,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Single value or wildcard matching, case-sensitive: `*` any run, `?` one character, all else literal (PS3.4 C.2.2.2.4). */
export function matchesText(text: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return text === pattern.trim();
  return matchesWildcard(Array.from(text), Array.from(pattern.trim()));
}

/** Linear in practice, never exponential: only the last `*` is ever gone back to. */
function matchesWildcard(text: readonly string[], pattern: readonly string[]): boolean {
  let [at, star, resume, p] = [0, -1, 0, 0];
  while (at < text.length) {
    if (pattern[p] === '*') {
      star = p;
      resume = at;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[at])) {
      p += 1;
      at += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      p = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

function matchesNumber(text: string, pattern: string): boolean {
  if (/[*?]/.test(pattern)) return matchesText(text, pattern);
  return Number(text) === Number(pattern);
}

/**
 * Person names (PS3.4 C.2.2.2.1): component groups are compared one by one, case and accents do not count,
 * empty components at the end neither. A pattern without `=` may match any component group.
 */
export function matchesPersonName(stored: string, pattern: string): boolean {
  const groups = stored.split('=').map(foldName);
  const wanted = pattern.split('=').map(foldName);
  if (wanted.length === 1)
    return groups.some((group) => group !== '' && matchesText(group, wanted[0] ?? ''));
  return wanted.every((one, index) => isUniversal(one) || matchesText(groups[index] ?? '', one));
}

/** One component group in the form it is compared in. */
export function foldName(group: string): string {
  return group.split('^').map(searchFold).join('^').replace(/\^+$/, '');
}

/** Range matching of dates and times (PS3.4 C.2.2.2.5): `a-b`, `a-`, `-b`; a shorter time stands for all it begins. */
export function matchesMoment(text: string, pattern: string): boolean {
  if (/[*?]/.test(pattern)) return matchesText(text, pattern);
  const range = momentRangeOf(pattern);
  const digits = momentDigits(text);
  return (range.from === null || digits >= range.from) && (range.to === null || digits <= range.to);
}

/**
 * Both ends of a range as digits that sort like time, so that `from <= momentDigits(x) <= to` decides;
 * null: open. A single value is a range of its own precision.
 */
export function momentRangeOf(pattern: string): { from: string | null; to: string | null } {
  // In DT, `-` before four digits that end a value of at least an hour is an offset from UTC, not a range.
  const match = /^(?<from>[^-]*(?:(?<=[0-9.]{10})-[0-9]{4}(?=-|$))?)(?:(?<dash>-)(?<to>.*))?$/.exec(
    pattern.trim(),
  );
  const from = match?.groups?.['from'] ?? '';
  const to = match?.groups?.['dash'] === undefined ? from : (match.groups['to'] ?? '');
  return {
    from: from === '' ? null : momentDigits(from),
    to: to === '' ? null : momentDigits(to).padEnd(20, '9'),
  };
}

/** A date or time as plain digits: separators of ACR-NEMA and offsets from UTC are left out. */
export function momentDigits(text: string): string {
  return text
    .trim()
    .replace(/\+[0-9]{4}$|(?<=[0-9.]{10})-[0-9]{4}$/, '')
    .replace(/[.:]/g, '');
}
