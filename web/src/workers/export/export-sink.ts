import { memoryByteSource, type ByteSource } from '#shared/dicom/byte-source.ts';
import {
  configure,
  Reader,
  Uint8ArrayReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { type FolderOrder, type TakeBytes, unfinishedName } from './export-api.ts';

/** Where exported files go; methods reject when the place takes no more. */
export interface ExportSink {
  /** A file whose bytes have been read once without a fault. */
  file(path: readonly string[], source: ByteSource): Promise<void>;
  close(): Promise<void>;
  /** Takes away what was written, as it is not whole. */
  abort(): Promise<void>;
}

const pieceBytes = 1024 * 1024;

// Already in a worker; zip.js's own ones come from blob: addresses, which the security policy forbids.
configure({ useWebWorkers: false, chunkSize: pieceBytes });

class SourceReader extends Reader<ByteSource> {
  private readonly source: ByteSource;
  constructor(source: ByteSource) {
    super(source);
    this.source = source;
    this.size = source.byteLength;
  }
  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.source.read(index, Math.min(length, this.source.byteLength - index));
  }
}

/**
 * A ZIP that is handed on while it is made; beyond 4 GB by ZIP64. Files are stored as they are: images are
 * packed already or pack badly, and a stored file can be opened without unpacking the rest. `startsAt`: bytes
 * that come before it in the same file.
 */
export function zipSink(take: TakeBytes, startsAt = 0): ExportSink {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const hand = async (): Promise<void> => {
    const joined = new Uint8Array(waitingBytes);
    let at = 0;
    for (const piece of waiting) {
      joined.set(piece, at);
      at += piece.byteLength;
    }
    waiting = [];
    waitingBytes = 0;
    await take(joined);
  };
  const stream = new WritableStream<Uint8Array>({
    async write(piece) {
      // The writer may use its buffer again.
      waiting.push(piece.slice());
      waitingBytes += piece.byteLength;
      if (waitingBytes >= pieceBytes) await hand();
    },
    async close() {
      if (waitingBytes > 0) await hand();
    },
  });
  const zip = new ZipWriter(stream, {
    level: 0,
    keepOrder: true,
    extendedTimestamp: false,
    offset: startsAt,
  });
  return {
    async file(path, source) {
      const isSmall = source.byteLength <= pieceBytes * 64;
      const reader = isSmall
        ? new Uint8ArrayReader(await source.read(0, source.byteLength))
        : new SourceReader(source);
      await zip.add(path.join('/'), reader);
    },
    async close() {
      await zip.close();
    },
    // Who takes the bytes knows where they are.
    abort: () => Promise.resolve(),
  };
}

/** Where a file-set lies in a folder that a person has chosen. */
export interface FolderSink extends ExportSink {
  /** Of the folder made in it; null where the files lie in the chosen one itself. */
  readonly subfolder: string | null;
}

/** What a file-set has at its top (PS3.10 8.6). */
const topNames = ['DICOM', 'DICOMDIR'];

/**
 * A folder that a person has chosen; where a file-set lies there already, one of its own in it: nothing is ever
 * replaced, files of two exports never mix, and what was begun can be taken away whole. A mark lies there until
 * it is complete.
 */
export async function folderSink(
  chosen: FileSystemDirectoryHandle,
  { name, id }: FolderOrder,
): Promise<FolderSink> {
  const isTaken = await holdsAny(chosen, topNames);
  const own = isTaken ? await freeName(chosen, name) : null;
  const root = own === null ? chosen : await chosen.getDirectoryHandle(own, { create: true });
  const mark = unfinishedName(id);
  await writeFile(
    await root.getFileHandle(mark, { create: true }),
    memoryByteSource(new TextEncoder().encode(markWords)),
  );
  const known = new Map<string, FileSystemDirectoryHandle>();
  const folderAt = async (path: readonly string[]): Promise<FileSystemDirectoryHandle> => {
    const last = path.at(-1);
    if (last === undefined) return root;
    const key = path.join('/');
    const found = known.get(key);
    if (found !== undefined) return found;
    const parent = await folderAt(path.slice(0, -1));
    const made = await parent.getDirectoryHandle(last, { create: true });
    known.set(key, made);
    return made;
  };
  return {
    subfolder: own,
    async file(path, source) {
      const folder = await folderAt(path.slice(0, -1));
      await writeFile(await folder.getFileHandle(path.at(-1) ?? '', { create: true }), source);
    },
    close: () => root.removeEntry(mark),
    async abort() {
      if (own !== null) return chosen.removeEntry(own, { recursive: true });
      for (const top of [...topNames, mark]) {
        await root.removeEntry(top, { recursive: true }).catch((error: unknown) => {
          if (!(error instanceof DOMException) || error.name !== 'NotFoundError') throw error;
        });
      }
    },
  };
}

/** For whoever opens the folder on another computer: in English, as the names of files are. */
const markWords =
  'Satchel has not finished this export: it is still being written, or it was cut off.\r\n' +
  'What lies here is not complete. Satchel takes this file away when it is.\r\n';

/** The name, or with a number where it is taken: another export of the same minute, say. */
async function freeName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${String(number)}`;
    if (!(await holdsAny(folder, [candidate]))) return candidate;
  }
}

async function holdsAny(
  folder: FileSystemDirectoryHandle,
  names: readonly string[],
): Promise<boolean> {
  for (const name of names) {
    const answer = await folder.getFileHandle(name).then(
      () => 'there',
      (error: unknown) => (error instanceof DOMException ? error.name : 'unknown'),
    );
    // A folder of that name is a TypeMismatchError.
    if (answer !== 'NotFoundError') return true;
  }
  return false;
}

async function writeFile(handle: FileSystemFileHandle, source: ByteSource): Promise<void> {
  const writable = await handle.createWritable();
  try {
    for (let at = 0; at < source.byteLength; at += pieceBytes) {
      const count = Math.min(pieceBytes, source.byteLength - at);
      await writable.write(Uint8Array.from(await source.read(at, count)));
    }
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => undefined);
    throw error;
  }
}
