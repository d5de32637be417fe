import type { ByteSource } from './byte-source.ts';
import { ByteWindow } from './byte-window.ts';
import { Damage } from './damage.ts';
import { defaultCharset } from './charset.ts';
import type { DicomDataset, DicomElement } from './dicom-json.ts';
import { numberOf, textOf } from './element-access.ts';
import type { Encoding } from './element-header.ts';
import { readElementHeader } from './element-header.ts';
import { elementFromBytes } from './element-value.ts';
import { tags, vrOf } from './tag.ts';
import {
  explicitVrBigEndian,
  explicitVrLittleEndian,
  implicitVrLittleEndian,
  transferSyntaxOf,
} from './transfer-syntax.ts';
import { isVr } from './vr.ts';

/** No real File Meta Information comes near it (PS3.10 7.1). */
const metaElementBytesMax = 1024 * 1024;

/** What stands before the data set (PS3.10 7.1), and how the data set is written. */
export interface FileMeta {
  readonly meta: DicomDataset;
  readonly hasPreamble: boolean;
  readonly hasFileMeta: boolean;
  readonly datasetByteOffset: number;
  readonly TransferSyntaxUID: string;
  readonly encoding: Encoding;
  readonly deflated: boolean;
}

/** Reads preamble and group 0002, or finds out how a bare data set is written. Throws Damage. */
export async function readFileMeta(
  source: ByteSource,
  window: ByteWindow,
  warn: (code: string) => void,
): Promise<FileMeta> {
  if (source.byteLength === 0) throw new Damage({ code: 'EMPTY_FILE', step: 'sniff' });
  if (source.byteLength < 16) throw new Damage({ code: 'NOT_DICOM', step: 'sniff' });
  await window.load(0, Math.min(source.byteLength, 144));
  const start = findStart(window);
  if (start === null) throw new Damage({ code: 'NOT_DICOM', step: 'sniff' });
  const { meta, endOffset } = await readGroup2(window, start.offset, warn);
  const hasFileMeta = Object.keys(meta).length > 0;
  if (!start.hasPreamble) warn('PREAMBLE_MISSING');
  if (!hasFileMeta) warn('FILE_META_MISSING');
  if (!hasFileMeta && start.hasPreamble && (await looksLike(window, endOffset)) === null) {
    throw new Damage({ code: 'META_DAMAGED', step: 'meta', byteOffset: endOffset });
  }
  const told = textOf(meta, tags.TransferSyntaxUID);
  const settled = await settleSyntax(window, endOffset, told, warn);
  return {
    meta,
    hasPreamble: start.hasPreamble,
    hasFileMeta,
    datasetByteOffset: endOffset,
    ...settled,
  };
}

/** What stands in group 0002 of a file; nothing where it has none, or where it cannot be read. */
export async function readFileMetaGroup(source: ByteSource): Promise<DicomDataset> {
  try {
    return (await readFileMeta(source, new ByteWindow(source), () => undefined)).meta;
  } catch {
    return {};
  }
}

/** Where group 0002, or a bare data set, begins. */
function findStart(window: ByteWindow): { offset: number; hasPreamble: boolean } | null {
  if (window.holds(128, 4) && text(window, 128, 4) === 'DICM')
    return { offset: 132, hasPreamble: true };
  if (text(window, 0, 4) === 'DICM') return { offset: 4, hasPreamble: false };
  // A preamble whose `DICM` was wiped: group 0002 stands in its place all the same.
  if (window.holds(132, 8) && isGroup2Start(window, 132))
    return { offset: 132, hasPreamble: false };
  if (isGroup2Start(window, 0)) return { offset: 0, hasPreamble: false };
  return bareDatasetSyntax(window, 0) === null ? null : { offset: 0, hasPreamble: false };
}

function text(window: ByteWindow, byteOffset: number, byteLength: number): string {
  return String.fromCharCode(...window.slice(byteOffset, byteLength));
}

function isGroup2Start(window: ByteWindow, at: number): boolean {
  return (
    window.u16(at, false) === 2 &&
    window.u16(at + 2, false) <= 0x0102 &&
    isVr(text(window, at + 4, 2))
  );
}

/** Groups that a data set can begin with; anything else is not taken for DICOM without a header. */
function isFirstGroup(group: number): boolean {
  return group === 0x0008 || group === 0x0004;
}

/** Tells how the data set at `at` is written, from its first element; null when it does not look like one. */
function bareDatasetSyntax(window: ByteWindow, at: number): string | null {
  const isExplicit = isVr(text(window, at + 4, 2));
  const little = isFirstGroup(window.u16(at, false));
  const big = isFirstGroup(window.u16(at, true));
  if (isExplicit && little) return explicitVrLittleEndian;
  if (isExplicit && big) return explicitVrBigEndian;
  const length = window.u32(at + 4, false);
  const element = window.u16(at + 2, false);
  // Short first elements only: in group 0008 these are a length, a character set, dates, codes and UIDs.
  if (little && element < 0x0100 && length <= 1024) return implicitVrLittleEndian;
  return null;
}

async function looksLike(window: ByteWindow, at: number): Promise<string | null> {
  if (at + 8 > window.byteLength) return null;
  if (!window.holds(at, 8)) await window.load(at, 8);
  return bareDatasetSyntax(window, at);
}

async function readGroup2(
  window: ByteWindow,
  byteOffset: number,
  warn: (code: string) => void,
): Promise<{ meta: DicomDataset; endOffset: number }> {
  const meta: Record<string, DicomElement> = {};
  let at = byteOffset;
  let toldEnd = Number.NaN;
  // A deflated data set may begin with any bytes, so a group length that fits has the last word.
  while (at !== toldEnd && at + 8 <= window.byteLength) {
    if (!window.holds(at, 8)) await window.load(at, 8);
    if (window.u16(at, false) !== 2) break;
    const encoding = { explicit: isVr(text(window, at + 4, 2)), bigEndian: false };
    const header = await readElementHeader(window, at, encoding, vrOf, warn);
    const { tag, length, valueOffset } = header;
    if (length > metaElementBytesMax || valueOffset + length > window.byteLength) {
      const code = length > metaElementBytesMax ? 'META_DAMAGED' : 'TRUNCATED';
      throw new Damage({ code, step: 'meta', tag, byteOffset: at });
    }
    if (!window.holds(valueOffset, length)) await window.load(valueOffset, length);
    const bytes = window.slice(valueOffset, length);
    meta[tag] = elementFromBytes(header.vr, bytes, {
      bigEndian: false,
      charset: defaultCharset,
      warn,
    });
    at = valueOffset + length;
    if (tag === tags.FileMetaInformationGroupLength)
      toldEnd = at + (numberOf(meta, tag) ?? Number.NaN);
  }
  if (Object.keys(meta).length > 0 && at !== toldEnd) warn('META_LENGTH_WRONG');
  return { meta, endOffset: at };
}

interface SettledSyntax {
  readonly TransferSyntaxUID: string;
  readonly encoding: Encoding;
  readonly deflated: boolean;
}

/** What group 0002 says and what the first element shows, brought together: the bytes win. */
async function settleSyntax(
  window: ByteWindow,
  byteOffset: number,
  told: string,
  warn: (code: string) => void,
): Promise<SettledSyntax> {
  const shown = await looksLike(window, byteOffset);
  const syntax = transferSyntaxOf(told);
  if (syntax === undefined) {
    if (told !== '') {
      throw new Damage({
        code: 'TRANSFER_SYNTAX_UNKNOWN',
        step: 'meta',
        detail: told.slice(0, 64),
      });
    }
    if (shown === null) throw new Damage({ code: 'META_DAMAGED', step: 'meta', byteOffset });
    warn('TRANSFER_SYNTAX_GUESSED');
    return settled(shown);
  }
  const isTold =
    shown === null ||
    (syntax.deflated ? shown === implicitVrLittleEndian : shown === writtenAs(told));
  if (isTold) return settled(told);
  warn('TRANSFER_SYNTAX_DIFFERS');
  // Pixel data may still be encapsulated as told: only the way of writing elements is corrected.
  return syntax.encapsulated ? { ...settled(shown), TransferSyntaxUID: told } : settled(shown);
}

/** The uncompressed transfer syntax whose way of writing elements a transfer syntax shares. */
function writtenAs(uid: string): string {
  const syntax = transferSyntaxOf(uid);
  if (syntax?.bigEndian === true) return explicitVrBigEndian;
  return syntax?.explicit === false ? implicitVrLittleEndian : explicitVrLittleEndian;
}

function settled(uid: string): SettledSyntax {
  const syntax = transferSyntaxOf(uid);
  return {
    TransferSyntaxUID: uid,
    encoding: { explicit: syntax?.explicit ?? true, bigEndian: syntax?.bigEndian ?? false },
    deflated: syntax?.deflated ?? false,
  };
}
