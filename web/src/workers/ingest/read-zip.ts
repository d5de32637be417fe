import {
  BlobReader,
  configure,
  Uint8ArrayWriter,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import type { ImportCode } from './ingest-api.ts';
import { entryOfBlob, type ImportEntry } from './import-entry.ts';
import { importLimits } from './import-limits.ts';

// Already in a worker; zip.js's own ones come from blob: addresses, which the security policy forbids.
configure({ useWebWorkers: false });

/** An entry that will not be looked into, or (`isWhole`) the end of the whole picked archive. */
export interface ZipRefusal {
  readonly name: string;
  readonly code: ImportCode;
  readonly detail: string;
  readonly progressBytes: number;
  readonly isWhole: boolean;
  /** Entries of the picked archive that nobody will come to any more. */
  readonly restCount?: number;
}

/** Counts over one picked archive, the nested ones in it included. */
export interface ZipBudget {
  /** Entries that the picked archive itself says it has, its folders included. */
  listedCount: number;
  /** Of these, told of so far, or folders. */
  passedCount: number;
  entryCount: number;
  byteLength: number;
}

/**
 * Lists the files of an archive, reading its directory alone. Names are labels: nothing is ever written
 * under one. Sizes are checked before anything is unpacked, and unpacking ends at the size that was said.
 */
export async function* readZip(
  blob: Blob,
  name: string,
  depth: number,
  budget: ZipBudget,
): AsyncGenerator<ImportEntry | ZipRefusal> {
  const refusal = (code: ImportCode, detail: string): ZipRefusal => ({
    name,
    code,
    detail,
    progressBytes: 0,
    isWhole: true,
  });
  const reader = new ZipReader(new BlobReader(blob), {
    filenameValidation: 'tolerant',
    strictness: 'balanced',
    checkSignature: true,
  });
  let count = 0;
  const noteListed = (_: number, total: number): void => {
    if (depth === 1) budget.listedCount = total;
  };
  try {
    for await (const entry of reader.getEntriesGenerator({ onprogress: noteListed })) {
      if (entry.directory) {
        if (depth === 1) budget.passedCount += 1;
        continue;
      }
      count += 1;
      budget.entryCount += 1;
      budget.byteLength += entry.uncompressedSize;
      if (budget.entryCount > importLimits.zipEntryCountMax) {
        yield refusal('ZIP_TOO_LARGE', `more than ${importLimits.zipEntryCountMax} entries`);
        return;
      }
      if (budget.byteLength > importLimits.zipBytesMax) {
        yield refusal('ZIP_TOO_LARGE', `more than ${importLimits.zipBytesMax} bytes`);
        return;
      }
      yield await entryOrRefusal(blob, entry, name, depth);
    }
    if (count === 0) yield refusal('ZIP_EMPTY', '');
  } catch (error) {
    yield refusal('ZIP_DAMAGED', error instanceof Error ? error.message : String(error));
  } finally {
    await reader.close();
  }
}

async function entryOrRefusal(
  blob: Blob,
  entry: FileEntry,
  archiveName: string,
  depth: number,
): Promise<ImportEntry | ZipRefusal> {
  const { uncompressedSize, compressedSize } = entry;
  const name = `${archiveName}!/${entry.filename}`;
  const refusal = (code: ImportCode, detail: string): ZipRefusal => ({
    name,
    code,
    detail,
    progressBytes: compressedSize,
    isWhole: false,
  });
  if (entry.encrypted) return refusal('ZIP_ENCRYPTED', '');
  const ratio = uncompressedSize / Math.max(1, compressedSize);
  if (uncompressedSize > importLimits.zipRatioFreeBytes && ratio > importLimits.zipRatioMax) {
    return refusal('ZIP_TOO_LARGE', `${Math.round(ratio)}:1`);
  }
  const isStored = entry.compressionMethod === 0 && compressedSize === uncompressedSize;
  // Too large for memory, but lying there as it is: random access without unpacking.
  if (isStored && uncompressedSize > importLimits.wholeBytesMax) {
    return entryOfBlob(await storedSlice(blob, entry), name, depth, compressedSize);
  }
  return packedEntry(entry, name, depth);
}

function packedEntry(entry: FileEntry, name: string, depth: number): ImportEntry {
  const byteLength = entry.uncompressedSize;
  let whole: Promise<Uint8Array<ArrayBuffer>> | null = null;
  const unpack = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = await entry.getData(new Uint8ArrayWriter(byteLength));
    if (bytes.byteLength !== byteLength) throw new Error('unpacks to another size than it says');
    return Uint8Array.from(bytes);
  };
  return {
    name,
    byteLength,
    progressBytes: entry.compressedSize,
    depth,
    blob: null,
    // Sniffed and then read: unpacked once.
    readWhole: () => (whole ??= unpack()),
    async pipeTo(write) {
      let left = byteLength;
      const sink = new WritableStream<Uint8Array>({
        async write(bytes) {
          left -= bytes.byteLength;
          if (left < 0) throw new Error('unpacks to another size than it says');
          await write(bytes);
        },
      });
      await entry.getData(sink);
      if (left !== 0) throw new Error('unpacks to another size than it says');
    },
  };
}

/** Where the bytes of an entry lie that is not compressed (APPNOTE 4.3.7: 30 bytes, name, extra field). */
async function storedSlice(blob: Blob, entry: FileEntry): Promise<Blob> {
  const header = new DataView(await blob.slice(entry.offset, entry.offset + 30).arrayBuffer());
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) {
    throw new Error('local header missing');
  }
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const slice = blob.slice(start, start + entry.uncompressedSize);
  if (slice.size !== entry.uncompressedSize) throw new Error('entry is cut off');
  return slice;
}
