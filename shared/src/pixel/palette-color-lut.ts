import type { DicomDataset } from '../dicom/dicom-json.ts';
import { inlineBytesOf, numberOf, wordsOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { readDescriptor } from './lookup-table.ts';

/** Palette of a PALETTE COLOR image (PS3.3 C.7.9): one entry for each stored value, in 8 bits a channel. */
export interface PaletteColorLut {
  /** Stored value of the first entry; lower ones give it too, higher ones than the last give the last. */
  readonly firstValue: number;
  readonly red: Uint8Array;
  readonly green: Uint8Array;
  readonly blue: Uint8Array;
}

const channels = [
  {
    descriptor: tags.RedPaletteColorLookupTableDescriptor,
    entries: tags.RedPaletteColorLookupTableData,
    segmented: tags.SegmentedRedPaletteColorLookupTableData,
  },
  {
    descriptor: tags.GreenPaletteColorLookupTableDescriptor,
    entries: tags.GreenPaletteColorLookupTableData,
    segmented: tags.SegmentedGreenPaletteColorLookupTableData,
  },
  {
    descriptor: tags.BluePaletteColorLookupTableDescriptor,
    entries: tags.BluePaletteColorLookupTableData,
    segmented: tags.SegmentedBluePaletteColorLookupTableData,
  },
] as const;

/**
 * Reads the three palette tables, plain or segmented (PS3.3 C.7.9.2), of 8 or 16 bits.
 * Null when a table is missing or does not fit its descriptor.
 */
export function paletteOf(dataset: DicomDataset): PaletteColorLut | null {
  const isSigned = numberOf(dataset, tags.PixelRepresentation) === 1;
  const tables: Uint8Array[] = [];
  let firstValue = 0;
  for (const channel of channels) {
    const descriptor = readDescriptor(dataset, channel.descriptor, isSigned);
    if (descriptor === null) return null;
    firstValue = descriptor.firstValue;
    const entries = entriesOf(dataset, channel, descriptor.entryCount, descriptor.bits);
    if (entries === null) return null;
    tables.push(entries);
  }
  const [red, green, blue] = tables;
  return red === undefined || green === undefined || blue === undefined
    ? null
    : { firstValue, red, green, blue };
}

function entriesOf(
  dataset: DicomDataset,
  channel: (typeof channels)[number],
  entryCount: number,
  bits: number,
): Uint8Array | null {
  const words = wordsOf(dataset, channel.entries);
  if (words !== null && words.length > 0) {
    if (words.length >= entryCount) return toEightBits(words.subarray(0, entryCount), bits);
    const packed = inlineBytesOf(dataset, channel.entries);
    // Entries of 8 bits lie two to a word (PS3.3 C.7.6.3.1.6).
    return packed !== null && packed.length >= entryCount ? packed.slice(0, entryCount) : null;
  }
  const segments =
    bits <= 8 ? inlineBytesOf(dataset, channel.segmented) : wordsOf(dataset, channel.segmented);
  const expanded = segments === null ? null : expandSegments(segments, entryCount, bits <= 8);
  return expanded === null ? null : toEightBits(expanded, bits);
}

/** Tables said to be of 16 bits often hold 8-bit values in them: the highest entry tells. */
function toEightBits(entries: Uint16Array, bits: number): Uint8Array {
  let highest = 0;
  for (const entry of entries) if (entry > highest) highest = entry;
  const shift = bits > 8 && highest > 255 ? 8 : 0;
  return Uint8Array.from(entries, (entry) => entry >> shift);
}

/** Opcode stream with its position; a segment of an indirect one must not be indirect again. */
interface SegmentReader {
  readonly segments: ArrayLike<number>;
  readonly isEightBit: boolean;
  readonly entries: Uint16Array;
  written: number;
}

/**
 * Expands segmented palette data (PS3.3 C.7.9.2.2): discrete (0), linear (1) and indirect (2) segments.
 * Null when the segments give another number of entries than the descriptor says.
 */
export function expandSegments(
  segments: ArrayLike<number>,
  entryCount: number,
  isEightBit: boolean,
): Uint16Array | null {
  const reader: SegmentReader = {
    segments,
    isEightBit,
    entries: new Uint16Array(entryCount),
    written: 0,
  };
  let position = 0;
  while (position + 1 < segments.length && reader.written < entryCount) {
    const next = expandSegment(reader, position, true);
    if (next === null) return null;
    position = next;
  }
  return reader.written === entryCount ? reader.entries : null;
}

/** Expands the segment at a position; answers with the position after it, or null when it is damaged. */
function expandSegment(
  reader: SegmentReader,
  position: number,
  isIndirectAllowed: boolean,
): number | null {
  const { segments, entries } = reader;
  const opcode = segments[position];
  const length = segments[position + 1] ?? 0;
  if (opcode === 0) {
    if (position + 2 + length > segments.length) return null;
    if (reader.written + length > entries.length) return null;
    for (let index = 0; index < length; index += 1) {
      entries[reader.written + index] = segments[position + 2 + index] ?? 0;
    }
    reader.written += length;
    return position + 2 + length;
  }
  if (opcode === 1) {
    const target = segments[position + 2];
    const start = entries[reader.written - 1];
    if (target === undefined || start === undefined) return null;
    if (reader.written + length > entries.length) return null;
    for (let step = 1; step <= length; step += 1) {
      entries[reader.written] = Math.round(start + ((target - start) * step) / length);
      reader.written += 1;
    }
    return position + 3;
  }
  if (opcode === 2 && isIndirectAllowed) return expandIndirect(reader, position, length);
  return null;
}

/** Repeats `count` segments that stand at a byte offset (PS3.3 C.7.9.2.2.3). */
function expandIndirect(reader: SegmentReader, position: number, count: number): number | null {
  const { segments, isEightBit } = reader;
  const size = isEightBit ? 4 : 2;
  if (position + 2 + size > segments.length) return null;
  let byteOffset = 0;
  for (let index = 0; index < size; index += 1) {
    byteOffset += (segments[position + 2 + index] ?? 0) * 2 ** (index * (isEightBit ? 8 : 16));
  }
  let source = isEightBit ? byteOffset : byteOffset / 2;
  if (!Number.isInteger(source) || source >= position) return null;
  for (let index = 0; index < count; index += 1) {
    const next = expandSegment(reader, source, false);
    if (next === null) return null;
    source = next;
  }
  return position + 2 + size;
}
