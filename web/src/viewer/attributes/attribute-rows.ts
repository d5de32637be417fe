import type { DicomDataset, DicomElement, DicomValue } from '#shared/dicom/dicom-json.ts';
import { bulkRangeOf, bytesFromBase64, personNameText } from '#shared/dicom/element-access.ts';
import { isPrivateTag, keywordOf } from '#shared/dicom/tag.ts';

/** One line of the attributes of an instance: an element, or where an item of a sequence begins. */
export interface AttributeRow {
  /** Place among all rows of the instance, 0-based. */
  readonly id: number;
  /** `(gggg,eeee)`; of an item, that of its sequence. */
  readonly tag: string;
  /** Keyword (PS3.6); empty where it is private or not known. */
  readonly keyword: string;
  readonly isPrivate: boolean;
  /** Who made up a private element (PS3.5 7.8.1), as the file says; empty otherwise. */
  readonly creator: string;
  readonly vr: string;
  /** Null where an item begins. Read by `valueText` and the like when it is needed: values may be long. */
  readonly element: DicomElement | null;
  /** 1-based, where an item begins; null for an element. */
  readonly itemNumber: number | null;
  /** Of a sequence. */
  readonly itemCount: number | null;
  /** In how many sequences it lies. */
  readonly depth: number;
  /** Names of the sequences it lies in, the outermost first. */
  readonly within: string;
}

/** Values of elements as one text, joined by a backslash as in the file; null where they are bytes or items. */
export function valueText({ element, itemCount }: AttributeRow): string | null {
  if (element === null || itemCount !== null) return null;
  if (element.InlineBinary !== undefined || element.BulkDataURI !== undefined) return null;
  return (element.Value ?? []).map(textOfValue).join('\\');
}

/** Bytes that stand in the header (little endian) as hexadecimal text, at most `count`; null where there are none. */
export function hexText(
  { element }: AttributeRow,
  count = Number.POSITIVE_INFINITY,
): string | null {
  if (element?.InlineBinary === undefined) return null;
  const bytes = bytesFromBase64(element.InlineBinary).subarray(0, count);
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

/** How many bytes a binary value has, in the header or left in the file; null for other values. */
export function byteLengthOf({ element }: AttributeRow): number | null {
  if (element?.InlineBinary !== undefined) {
    return Math.floor((element.InlineBinary.replace(/=+$/, '').length * 3) / 4);
  }
  return bulkRangeOf(element ?? undefined)?.byteLength ?? null;
}

/** Every attribute of data sets that follow each other, in the order of tags, those of a sequence under it; one by one. */
export function* attributeRows(...datasets: readonly DicomDataset[]): Generator<AttributeRow> {
  let id = 0;
  for (const dataset of datasets) {
    for (const row of rowsOf(dataset, 0, '')) {
      yield { ...row, id };
      id += 1;
    }
  }
}

function* rowsOf(
  dataset: DicomDataset,
  depth: number,
  within: string,
): Generator<Omit<AttributeRow, 'id'>> {
  for (const key of Object.keys(dataset).toSorted()) {
    const element = dataset[key];
    if (element === undefined) continue;
    const items = element.vr === 'SQ' ? (element.Value ?? []) : null;
    const row = {
      tag: `(${key.slice(0, 4)},${key.slice(4)})`,
      keyword: keywordOf(key) ?? '',
      isPrivate: isPrivateTag(key),
      creator: creatorOf(dataset, key),
      vr: element.vr,
      element,
      itemNumber: null,
      itemCount: items?.length ?? null,
      depth,
      within,
    };
    yield row;
    const inside = `${within === '' ? '' : `${within} › `}${row.keyword || row.tag}`;
    for (const [n, item] of (items ?? []).entries()) {
      // One item needs no heading: all that follows is its.
      if ((items?.length ?? 0) > 1)
        yield { ...row, element: null, itemNumber: n + 1, itemCount: null };
      if (isDataset(item)) yield* rowsOf(item, depth + 1, inside);
    }
  }
}

/** Element (gggg,00bb) reserves (gggg,bb00) to (gggg,bbFF) for who it names. */
function creatorOf(dataset: DicomDataset, key: string): string {
  if (!isPrivateTag(key) || key.slice(4, 6) === '00') return '';
  const creator = dataset[`${key.slice(0, 4)}00${key.slice(4, 6)}`]?.Value?.[0];
  return typeof creator === 'string' ? creator : '';
}

function textOfValue(value: DicomValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return personNameText(value);
}

function isDataset(value: DicomValue): value is DicomDataset {
  return typeof value === 'object' && value !== null;
}

/** The words of a search: each must stand in a row, letters of either case. */
export function wordsOfSearch(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether a row holds every word in tag, keyword, VR, private creator, value, or the names of what it lies in. */
export function isFound(row: AttributeRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  // The heading of an item says nothing of its own.
  if (row.itemNumber !== null) return false;
  const { tag, keyword, vr, creator, within } = row;
  const bare = tag.replace(/[(),]/g, '');
  const name = `${tag} ${bare} ${keyword} ${vr} ${creator} ${within}`.toLowerCase();
  const missing = words.filter((word) => !name.includes(word));
  if (missing.length === 0) return true;
  const value = (valueText(row) ?? '').toLowerCase();
  return missing.every((word) => value.includes(word));
}

/** What a copy of one row holds: its value alone, to be pasted where one is asked for. */
export function aloneText(row: AttributeRow): string {
  return (valueText(row) ?? hexText(row) ?? '') || lineOf(row).trim();
}

/** A row as a line of plain text, its value whole. */
export function lineOf(row: AttributeRow): string {
  const indent = '  '.repeat(row.depth);
  const { tag, vr, keyword, itemNumber, itemCount } = row;
  if (itemNumber !== null) return `${indent}${tag} item ${String(itemNumber)}`;
  const bytes = byteLengthOf(row);
  const what =
    itemCount === null
      ? (valueText(row) ?? hexText(row) ?? `${String(bytes ?? 0)} bytes`)
      : `${String(itemCount)} items`;
  return `${indent}${[tag, vr, keyword || row.creator, what].filter(Boolean).join(' ')}`;
}

/**
 * Rows as lines of plain text, as many as have room in `lengthMax` characters, the first in any case; a clipboard
 * that is given a hundred megabytes stalls the page.
 */
export function linesOf(
  rows: readonly AttributeRow[],
  lengthMax: number,
): { readonly lines: string; readonly count: number } {
  const lines: string[] = [];
  let length = 0;
  for (const row of rows) {
    const line = lineOf(row);
    length += line.length + 1;
    if (lines.length > 0 && length > lengthMax) break;
    lines.push(line);
  }
  return { lines: lines.join('\n'), count: lines.length };
}
