import type { ByteWindow } from './byte-window.ts';
import { Damage } from './damage.ts';
import type { ElementHeader, Encoding } from './element-header.ts';
import { itemTag, sequenceDelimiter, undefinedLength } from './element-header.ts';
import { tagText } from './tag.ts';

const fragmentCountMax = 1_000_000;
/** A Basic Offset Table of a million frames. */
const offsetTableBytesMax = 4 * 1024 * 1024;

/** One fragment of encapsulated pixel data (PS3.5 A.4). */
export interface Fragment {
  /** Of its item tag, counted from the first fragment's item tag: what offset tables speak of. */
  readonly tableOffset: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** Its bytes are all there. */
  readonly whole: boolean;
  /** It begins like a codestream: a frame may begin here. */
  readonly startsStream: boolean;
}

/** Where the value of the pixel data lies, before anything is made of it. */
export type PixelSpan =
  | {
      readonly encoding: 'native';
      readonly byteOffset: number;
      readonly byteLength: number;
      readonly endOffset: number;
      readonly truncated: boolean;
    }
  | {
      readonly encoding: 'encapsulated';
      readonly byteOffset: number;
      readonly endOffset: number;
      readonly fragments: readonly Fragment[];
      readonly offsetTable: readonly number[];
      readonly truncated: boolean;
    };

/** Finds the value of the pixel data: one span, or fragments found by reading item headers alone. Throws Damage. */
export async function locatePixelData(
  window: ByteWindow,
  header: ElementHeader,
  encoding: Encoding,
  warn: (code: string) => void,
): Promise<PixelSpan> {
  const { length, valueOffset } = header;
  const available = window.byteLength - valueOffset;
  if (length !== undefinedLength) {
    const byteLength = Math.min(length, available);
    const endOffset = valueOffset + byteLength;
    return {
      encoding: 'native',
      byteOffset: valueOffset,
      byteLength,
      endOffset,
      truncated: length > available,
    };
  }
  const first = available < 8 ? '' : await tagAt(window, valueOffset, encoding.bigEndian);
  if (first === itemTag) return await scanFragments(window, valueOffset, encoding.bigEndian, warn);
  warn('PIXEL_DATA_LENGTH_UNDEFINED');
  return {
    encoding: 'native',
    byteOffset: valueOffset,
    byteLength: available,
    endOffset: window.byteLength,
    truncated: false,
  };
}

async function tagAt(window: ByteWindow, at: number, bigEndian: boolean): Promise<string> {
  if (!window.holds(at, 8)) await window.load(at, 8);
  return tagText(window.u16(at, bigEndian), window.u16(at + 2, bigEndian));
}

async function scanFragments(
  window: ByteWindow,
  byteOffset: number,
  bigEndian: boolean,
  warn: (code: string) => void,
): Promise<PixelSpan> {
  if (!window.holds(byteOffset, 8)) await window.load(byteOffset, 8);
  const tableBytes = window.u32(byteOffset + 4, bigEndian);
  const offsetTable = await readOffsetTable(window, byteOffset + 8, tableBytes, bigEndian, warn);
  const base = byteOffset + 8 + tableBytes;
  const fragments: Fragment[] = [];
  let at = base;
  let truncated = base > window.byteLength;
  let closed = false;
  while (!closed && !truncated) {
    if (at + 8 > window.byteLength) break;
    const tag = await tagAt(window, at, bigEndian);
    if (tag === sequenceDelimiter) {
      closed = true;
      at += 8;
    } else if (tag !== itemTag || fragments.length >= fragmentCountMax) {
      throw new Damage({ code: 'DATASET_DAMAGED', step: 'frames', tag, byteOffset: at });
    } else {
      const fragment = await readFragment(window, at, at - base, bigEndian);
      fragments.push(fragment);
      truncated = !fragment.whole;
      at = fragment.byteOffset + fragment.byteLength;
    }
  }
  if (!closed && !truncated) warn('DELIMITER_MISSING');
  const endOffset = Math.min(at, window.byteLength);
  return { encoding: 'encapsulated', byteOffset, endOffset, fragments, offsetTable, truncated };
}

async function readOffsetTable(
  window: ByteWindow,
  byteOffset: number,
  byteLength: number,
  bigEndian: boolean,
  warn: (code: string) => void,
): Promise<number[]> {
  if (byteLength === 0) return [];
  if (byteOffset + byteLength > window.byteLength || byteLength > offsetTableBytesMax) {
    warn('OFFSET_TABLE_WRONG');
    return [];
  }
  if (!window.holds(byteOffset, byteLength)) await window.load(byteOffset, byteLength);
  const offsets: number[] = [];
  for (let at = 0; at + 4 <= byteLength; at += 4)
    offsets.push(window.u32(byteOffset + at, bigEndian));
  return offsets;
}

async function readFragment(
  window: ByteWindow,
  at: number,
  tableOffset: number,
  bigEndian: boolean,
): Promise<Fragment> {
  const length = window.u32(at + 4, bigEndian);
  const byteOffset = at + 8;
  const byteLength = Math.min(length, window.byteLength - byteOffset);
  const look = Math.min(12, byteLength);
  if (!window.holds(byteOffset, look)) await window.load(byteOffset, look);
  const startsStream = isStreamStart(window.slice(byteOffset, look));
  return { tableOffset, byteOffset, byteLength, whole: length === byteLength, startsStream };
}

/** JPEG and JPEG-LS SOI, JPEG 2000 SOC + SIZ, JPEG XL codestream, and the boxes of JP2, JPH and JXL files. */
function isStreamStart(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xd8 && c === 0xff) return true;
  if (a === 0xff && b === 0x4f && c === 0xff && d === 0x51) return true;
  if (a === 0xff && b === 0x0a) return true;
  return a === 0 && b === 0 && c === 0 && d === 0x0c && (bytes[4] === 0x6a || bytes[4] === 0x4a);
}
