import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { importLimits } from './import-limits.ts';
import { sniffByteLength } from './sniff-content.ts';

/** One file to look at: picked, or inside an archive. */
export interface ImportEntry {
  /** As picked, and inside an archive `a.zip!/b`: a label, never a path to anything. */
  readonly name: string;
  readonly byteLength: number;
  /** What it counts for in the progress: its size on the disk. */
  readonly progressBytes: number;
  /** 0: picked; 1: in an archive; … */
  readonly depth: number;
  /** Random access, where the bytes lie as they are. */
  readonly blob: Blob | null;
  /** All bytes, where they may be held in memory; rejects when they can't be read. */
  readonly readWhole: () => Promise<Uint8Array<ArrayBuffer>>;
  /** All bytes in order, for what is too large for that. */
  readonly pipeTo: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>;
}

export function entryOfBlob(
  blob: Blob,
  name: string,
  depth: number,
  progressBytes = blob.size,
): ImportEntry {
  return {
    name,
    byteLength: blob.size,
    progressBytes,
    depth,
    blob,
    readWhole: async () => new Uint8Array(await blob.arrayBuffer()),
    async pipeTo(write) {
      const source = blobSource(blob);
      for (let at = 0; at < blob.size; at += pieceBytes) {
        await write(await source.read(at, Math.min(pieceBytes, blob.size - at)));
      }
    },
  };
}

const pieceBytes = 1024 * 1024;

/** The first bytes of an entry, for sniffing. */
export async function headOf(entry: ImportEntry): Promise<Uint8Array> {
  if (entry.blob !== null) {
    return new Uint8Array(await entry.blob.slice(0, sniffByteLength).arrayBuffer());
  }
  if (entry.byteLength <= importLimits.wholeBytesMax) {
    return (await entry.readWhole()).subarray(0, sniffByteLength);
  }
  return headOfStream(entry);
}

class Enough extends Error {}

async function headOfStream(entry: ImportEntry): Promise<Uint8Array> {
  const head = new Uint8Array(sniffByteLength);
  let filled = 0;
  try {
    await entry.pipeTo((bytes) => {
      const count = Math.min(bytes.byteLength, head.byteLength - filled);
      head.set(bytes.subarray(0, count), filled);
      filled += count;
      return filled === head.byteLength ? Promise.reject(new Enough()) : Promise.resolve();
    });
  } catch (error) {
    if (filled < head.byteLength) throw error;
  }
  return head.subarray(0, filled);
}

/** Random access to a picked file; reads reject when it was changed or taken away meanwhile. */
export function blobSource(blob: Blob): ByteSource {
  return {
    byteLength: blob.size,
    async read(byteOffset, byteLength) {
      if (byteOffset < 0 || byteLength < 0 || byteOffset + byteLength > blob.size) {
        throw new RangeError('read past the end of the bytes');
      }
      return new Uint8Array(await blob.slice(byteOffset, byteOffset + byteLength).arrayBuffer());
    },
  };
}
