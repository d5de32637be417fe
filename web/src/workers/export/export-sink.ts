import type { ByteSource } from '#shared/dicom/byte-source.ts';
import {
  configure,
  Reader,
  Uint8ArrayReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import type { TakeBytes } from './export-api.ts';

/** Where exported files go; methods reject when the place takes no more. */
export interface ExportSink {
  /** A file whose bytes have been read once without a fault. */
  file(path: readonly string[], source: ByteSource): Promise<void>;
  close(): Promise<void>;
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
 * packed already or pack badly, and a stored file can be opened without unpacking the rest.
 */
export function zipSink(take: TakeBytes): ExportSink {
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
  const zip = new ZipWriter(stream, { level: 0, keepOrder: true, extendedTimestamp: false });
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
  };
}

/** A folder that a person has chosen. A file that is there under the same name is replaced. */
export function folderSink(root: FileSystemDirectoryHandle): ExportSink {
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
    async file(path, source) {
      const folder = await folderAt(path.slice(0, -1));
      const handle = await folder.getFileHandle(path.at(-1) ?? '', { create: true });
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
    },
    close: () => Promise.resolve(),
  };
}
