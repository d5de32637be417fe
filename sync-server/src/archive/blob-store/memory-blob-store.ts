import { createHash } from 'node:crypto';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import type { BlobStore, BlobWrite, SealedWrite } from './blob-store.ts';

/** Blobs in memory: for tests and the simulator, held to the same suite as the files. */
export function createMemoryBlobStore(): BlobStore {
  const blobs = new Map<string, Uint8Array>();
  const parts = new Map<string, Uint8Array>();
  const writeFrom = (start: Uint8Array): BlobWrite => {
    let bytes = start;
    return {
      append(more) {
        bytes = joined(bytes, more);
        return Promise.resolve();
      },
      seal(): Promise<SealedWrite> {
        const sha256 = digestOf(bytes);
        return Promise.resolve({
          sha256,
          byteLength: bytes.byteLength,
          source: memoryByteSource(bytes),
          commit() {
            blobs.set(sha256, bytes);
            parts.delete(sha256);
            return Promise.resolve();
          },
          abort: () => Promise.resolve(),
        });
      },
      abort: () => Promise.resolve(),
    };
  };
  return {
    beginWrite: () => Promise.resolve(writeFrom(new Uint8Array(0))),
    byteLengthOf: (sha256) => Promise.resolve(blobs.get(sha256)?.byteLength ?? null),
    open(sha256) {
      const bytes = blobs.get(sha256);
      if (bytes === undefined) return Promise.resolve(null);
      return Promise.resolve({ ...memoryByteSource(bytes), close: () => Promise.resolve() });
    },
    digestOnMedium(sha256) {
      const bytes = blobs.get(sha256);
      return Promise.resolve(bytes === undefined ? null : digestOf(bytes));
    },
    async *list() {
      yield* blobs.keys();
    },
    partLength: (sha256) => Promise.resolve(parts.get(sha256)?.byteLength ?? 0),
    appendPart(sha256, byteOffset, bytes) {
      const before = parts.get(sha256) ?? new Uint8Array(0);
      parts.set(sha256, joined(before.subarray(0, byteOffset), bytes));
      return Promise.resolve();
    },
    finishParts: (sha256) => Promise.resolve(writeFrom(parts.get(sha256) ?? new Uint8Array(0))),
    dropParts(sha256) {
      parts.delete(sha256);
      return Promise.resolve();
    },
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.byteLength + second.byteLength);
  bytes.set(first);
  bytes.set(second, first.byteLength);
  return bytes;
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
