import { buildHuffmanTable } from './huffman-table.ts';
import type { HuffmanTable } from './huffman-table.ts';
import { isFrameMarker, word } from './read-jpeg-header.ts';
import type { JpegHeader } from './read-jpeg-header.ts';

interface ScanComponent {
  /** Index into the frame's components, 0-based. */
  readonly index: number;
  readonly dcTable: HuffmanTable | null;
  readonly acTable: HuffmanTable | null;
}

/** One scan header with the tables that hold when its data begin (T.81 B.2.3). */
export interface Scan {
  readonly components: readonly ScanComponent[];
  /** First and last coefficient; for lossless the first is the predictor. */
  readonly spectralStart: number;
  readonly spectralEnd: number;
  /** Successive approximation; for lossless the low one is the point transform. */
  readonly approximationHigh: number;
  readonly approximationLow: number;
  /** In MCUs, 0 for none. */
  readonly restartInterval: number;
  readonly quantisation: readonly (Int32Array | undefined)[];
  /** Where the entropy-coded data begin. */
  readonly position: number;
}

interface Tables {
  readonly dc: (HuffmanTable | undefined)[];
  readonly ac: (HuffmanTable | undefined)[];
  readonly quantisation: (Int32Array | undefined)[];
  restartInterval: number;
}

/** Coefficient order in the codestream to row-by-row order (T.81 figure A.6). */
export const zigZag: readonly number[] = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
  13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52,
  45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/** A progressive image of 10 scans is usual; a codestream of thousands is made to keep a decoder busy. */
const scansMax = 1000;

/**
 * Goes through the segments of a Huffman-coded JPEG codestream and hands each scan to `decodeScan`, which
 * answers with the position of the marker after its data, or with what is wrong.
 * Returns null when the end of the image was reached, else what is wrong.
 */
export function walkScans(
  bytes: Uint8Array,
  header: JpegHeader,
  decodeScan: (scan: Scan) => number | string,
): string | null {
  const tables: Tables = { dc: [], ac: [], quantisation: [], restartInterval: 0 };
  let position = 2;
  let scanCount = 0;
  for (;;) {
    position = nextMarker(bytes, position);
    // A missing end-of-image marker harms nobody once there were scans.
    if (position < 0) return scanCount > 0 ? null : 'no scan';
    const marker = bytes[position + 1] ?? 0;
    if (marker === 0xd9) return scanCount > 0 ? null : 'no scan';
    const start = position + 4;
    const end = position + 2 + word(bytes, position + 2);
    if (end < start || end > bytes.byteLength) return 'segment reaches past the end';
    const wrong = readTables(bytes, marker, start, end, tables);
    if (wrong !== null) return wrong;
    position = end;
    if (marker !== 0xda) continue;
    scanCount += 1;
    if (scanCount > scansMax) return 'too many scans';
    const scan = readScan(bytes, start, end, header, tables);
    if (scan === null) return 'scan header damaged';
    const after = decodeScan(scan);
    if (typeof after === 'string') return after;
    position = after;
  }
}

/** Position of the next marker that is not a restart or a fill, or -1. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.byteLength; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd8)) return at;
  }
  return -1;
}

function readTables(
  bytes: Uint8Array,
  marker: number,
  start: number,
  end: number,
  tables: Tables,
): string | null {
  if (marker === 0xc4) return readHuffmanTables(bytes, start, end, tables);
  if (marker === 0xdb) return readQuantisationTables(bytes, start, end, tables);
  if (marker === 0xdd) {
    if (end - start < 2) return 'restart interval damaged';
    tables.restartInterval = word(bytes, start);
  }
  if (marker === 0xcc || (isFrameMarker(marker) && marker >= 0xc8)) return 'arithmetic coding';
  return null;
}

function readHuffmanTables(
  bytes: Uint8Array,
  start: number,
  end: number,
  tables: Tables,
): string | null {
  let at = start;
  while (at + 17 <= end) {
    const target = bytes[at] ?? 0;
    const counts = bytes.subarray(at + 1, at + 17);
    let valueCount = 0;
    for (const count of counts) valueCount += count;
    const valuesEnd = at + 17 + valueCount;
    if (valuesEnd > end || valueCount > 256 || (target & 15) > 3) return 'Huffman table damaged';
    const table = buildHuffmanTable(counts, bytes.slice(at + 17, valuesEnd));
    if (table === null) return 'Huffman table damaged';
    (target >> 4 === 0 ? tables.dc : tables.ac)[target & 15] = table;
    at = valuesEnd;
  }
  return null;
}

function readQuantisationTables(
  bytes: Uint8Array,
  start: number,
  end: number,
  tables: Tables,
): string | null {
  let at = start;
  while (at < end) {
    const target = bytes[at] ?? 0;
    const isWide = target >> 4 !== 0;
    const next = at + 1 + (isWide ? 128 : 64);
    if (next > end || (target & 15) > 3) return 'quantisation table damaged';
    const table = new Int32Array(64);
    for (const [index, place] of zigZag.entries()) {
      table[place] = isWide ? word(bytes, at + 1 + 2 * index) : (bytes[at + 1 + index] ?? 0);
    }
    tables.quantisation[target & 15] = table;
    at = next;
  }
  return null;
}

function readScan(
  bytes: Uint8Array,
  start: number,
  end: number,
  header: JpegHeader,
  tables: Tables,
): Scan | null {
  const count = bytes[start] ?? 0;
  const tail = start + 1 + 2 * count;
  if (count < 1 || count > 4 || tail + 3 > end) return null;
  const components: ScanComponent[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = bytes[start + 1 + 2 * index];
    const selectors = bytes[start + 2 + 2 * index] ?? 0;
    const found = header.components.findIndex((component) => component.id === id);
    if (found < 0 || components.some((known) => known.index === found)) return null;
    components.push({
      index: found,
      dcTable: tables.dc[selectors >> 4] ?? null,
      acTable: tables.ac[selectors & 15] ?? null,
    });
  }
  return {
    components,
    spectralStart: bytes[tail] ?? 0,
    spectralEnd: bytes[tail + 1] ?? 0,
    approximationHigh: (bytes[tail + 2] ?? 0) >> 4,
    approximationLow: (bytes[tail + 2] ?? 0) & 15,
    restartInterval: tables.restartInterval,
    quantisation: [...tables.quantisation],
    position: end,
  };
}
