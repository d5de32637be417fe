import type { DicomDataset } from '../dicom/dicom-json.ts';
import { inlineBytesOf, numbersOf, wordsOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';

/** A LUT as Modality and VOI LUT Sequences hold it (PS3.3 C.11.1.1.1, C.11.2.1.1). */
export interface LookupTable {
  /** Input value that gives the first entry; lower ones give it too. */
  readonly firstValue: number;
  readonly entries: Uint16Array;
  /** Bits of an entry: output reaches from 0 to 2^bits - 1. */
  readonly bits: number;
}

/**
 * Reads LUT Descriptor (0028,3002) and LUT Data (0028,3006) of one item. A number of entries of 0 means
 * 65536; the first value is signed where the input values are. Data of 8-bit entries may come packed two
 * to a word. Null when descriptor or data are missing or do not fit each other.
 */
export function lookupTableOf(item: DicomDataset, isInputSigned: boolean): LookupTable | null {
  const descriptor = readDescriptor(item, tags.LUTDescriptor, isInputSigned);
  if (descriptor === null) return null;
  const { entryCount, firstValue, bits } = descriptor;
  const words = wordsOf(item, tags.LUTData);
  if (words === null) return null;
  const entries = words.length >= entryCount ? words : unpacked(item, entryCount);
  if (entries === null) return null;
  return { firstValue, entries: entries.slice(0, entryCount), bits: usedBits(entries, bits) };
}

/** Takes a LUT descriptor apart (three values): entries, first input value, bits of an entry. */
export function readDescriptor(item: DicomDataset, tag: string, isInputSigned: boolean) {
  const numbers = numbersOf(item, tag);
  if (numbers === null || numbers.length < 3) return null;
  const [count = 0, first = 0, bits = 0] = numbers;
  // The same 16 bits may have come as US or as SS.
  const entryCount = (count & 0xffff) === 0 ? 65536 : count & 0xffff;
  const unsigned = first & 0xffff;
  const firstValue = isInputSigned && unsigned > 0x7fff ? unsigned - 0x10000 : unsigned;
  return { entryCount, firstValue, bits: Math.min(Math.max(bits & 0xff, 1), 16) };
}

/** The entry for an input value; values outside of the table give its first or last entry. */
export function lookUp(table: LookupTable, value: number): number {
  const index = Math.round(value) - table.firstValue;
  const last = table.entries.length - 1;
  return table.entries[index < 0 ? 0 : Math.min(index, last)] ?? 0;
}

function unpacked(item: DicomDataset, entryCount: number): Uint16Array | null {
  const bytes = inlineBytesOf(item, tags.LUTData);
  return bytes !== null && bytes.length >= entryCount ? Uint16Array.from(bytes) : null;
}

/** Writers declare 16 bits for tables of 12 or 8, and 8 for tables of 16: the entries tell. */
function usedBits(entries: Uint16Array, declared: number): number {
  let highest = 0;
  for (const entry of entries) if (entry > highest) highest = entry;
  return highest >= 2 ** declared ? 16 : declared;
}
