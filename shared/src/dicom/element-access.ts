import type { DicomDataset, DicomElement, DicomValue, PersonNameValue } from './dicom-json.ts';

/** First value as text, trimmed of padding; empty when absent or empty. PN comes as `A=I=P`, see `personNameOf`. */
export function textOf(dataset: DicomDataset, tag: string): string {
  return valueText(dataset[tag]?.Value?.[0]);
}

/** All values as text, in order; empty values are empty strings. */
export function textsOf(dataset: DicomDataset, tag: string): string[] {
  return (dataset[tag]?.Value ?? []).map(valueText);
}

/** First value as a finite number, from binary and text VRs alike; null when absent or not a number. */
export function numberOf(dataset: DicomDataset, tag: string): number | null {
  return valueNumber(dataset[tag]?.Value?.[0]);
}

/** All values as finite numbers; null when the attribute is absent, empty, or any value is not a number. */
export function numbersOf(dataset: DicomDataset, tag: string): number[] | null {
  const values = dataset[tag]?.Value;
  if (values === undefined || values.length === 0) return null;
  const numbers: number[] = [];
  for (const value of values) {
    const number = valueNumber(value);
    if (number === null) return null;
    numbers.push(number);
  }
  return numbers;
}

/** Items of a sequence; empty when absent. */
export function itemsOf(dataset: DicomDataset, tag: string): readonly DicomDataset[] {
  const element = dataset[tag];
  if (element === undefined || element.vr !== 'SQ') return [];
  return (element.Value ?? []).filter(isItem);
}

/** First item of a sequence, or null. */
export function itemOf(dataset: DicomDataset, tag: string): DicomDataset | null {
  return itemsOf(dataset, tag)[0] ?? null;
}

/** Person name in its stored form, up to three component groups with `=` between (PS3.5 6.2.1.2). */
export function personNameOf(dataset: DicomDataset, tag: string): string {
  return textOf(dataset, tag);
}

/** Joins the component groups of a JSON person name; trailing empty groups are dropped. */
export function personNameText(name: PersonNameValue): string {
  const groups = [name.Alphabetic ?? '', name.Ideographic ?? '', name.Phonetic ?? ''];
  return groups.join('=').replace(/=+$/, '');
}

/**
 * Bytes of a binary value that stands in the data set itself (InlineBinary, little endian);
 * null when absent or when the value stayed in the file (BulkDataURI).
 */
export function inlineBytesOf(dataset: DicomDataset, tag: string): Uint8Array | null {
  const element = dataset[tag];
  return element?.InlineBinary === undefined ? null : bytesFromBase64(element.InlineBinary);
}

/**
 * 16-bit unsigned words of LUT-like values, whether they came as US/SS numbers or as OW bytes;
 * null when absent or when the value stayed in the file.
 */
export function wordsOf(dataset: DicomDataset, tag: string): Uint16Array | null {
  const element = dataset[tag];
  if (element === undefined) return null;
  if (element.InlineBinary === undefined) {
    const numbers = numbersOf(dataset, tag);
    return numbers === null ? null : Uint16Array.from(numbers, (n) => n & 0xffff);
  }
  const bytes = bytesFromBase64(element.InlineBinary);
  const words = new Uint16Array(bytes.length >> 1);
  for (let i = 0; i < words.length; i += 1) {
    words[i] = (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8);
  }
  return words;
}

/** Where a value that stayed in the file lies: `bytes:<offset>,<length>` taken apart; null for anything else. */
export function bulkRangeOf(
  element: DicomElement | undefined,
): { readonly byteOffset: number; readonly byteLength: number } | null {
  const match = /^bytes:([0-9]{1,16}),([0-9]{1,16})$/.exec(element?.BulkDataURI ?? '');
  return match === null ? null : { byteOffset: Number(match[1]), byteLength: Number(match[2]) };
}

/** Decodes base64; damaged text gives no bytes. */
export function bytesFromBase64(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return new Uint8Array(0);
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Encodes bytes as base64. */
export function base64FromBytes(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // Pieces keep the argument list below the engines' limit.
  for (let i = 0; i < bytes.length; i += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  }
  return btoa(pieces.join(''));
}

/** Tells an item of a sequence from the other values. */
export function isItem(value: DicomValue | undefined): value is DicomDataset {
  return typeof value === 'object' && value !== null && !isPersonName(value);
}

/** Tells a person name from a sequence item: its keys are the three component group names, never tags. */
export function isPersonName(value: DicomValue | undefined): value is PersonNameValue {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return (
    keys.length > 0 &&
    keys.every((key) => key === 'Alphabetic' || key === 'Ideographic' || key === 'Phonetic')
  );
}

function valueText(value: DicomValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') return isPersonName(value) ? personNameText(value) : '';
  return String(value);
}

function valueNumber(value: DicomValue | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value.trim());
  return Number.isFinite(number) ? number : null;
}
