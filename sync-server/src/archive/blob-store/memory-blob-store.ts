import { createHash } from 'node:crypto';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import type { BlobStore, BlobWrite, SealedWrite } from './blob-store.ts';

/** Blobs in memory: for tests and the simulator, held to the same suite as the files. */
export function createMemoryBlobStore(now: () => number = Date.now): BlobStore {
  const blobs = new Map<string, { readonly bytes: Uint8Array; readonly storedAtMs: number }>();
  const parts = new Map<string, Uint8Array>();
  const sealed = (bytes: Uint8Array): SealedWrite => {
    const sha256 = digestOf(bytes);
    return {
      sha256,
      byteLength: bytes.byteLength,
      source: memoryByteSource(bytes),
      commit() {
        blobs.set(sha256, { bytes, storedAtMs: now() });
        parts.delete(sha256);
        return Promise.resolve();
      },
      abort: () => Promise.resolve(),
    };
  };
  const beginWrite = (): BlobWrite => {
    const pieces: Uint8Array[] = [];
    return {
      append(bytes) {
        pieces.push(bytes);
        return Promise.resolve();
      },
      seal: () => Promise.resolve(sealed(joined(pieces))),
      abort: () => Promise.resolve(),
    };
  };
  return {
    beginWrite: () => Promise.resolve(beginWrite()),
    byteLengthOf: (sha256) => Promise.resolve(blobs.get(sha256)?.bytes.byteLength ?? null),
    open(sha256) {
      const blob = blobs.get(sha256);
      if (blob === undefined) return Promise.resolve(null);
      return Promise.resolve({ ...memoryByteSource(blob.bytes), close: () => Promise.resolve() });
    },
    digestOnMedium(sha256) {
      const blob = blobs.get(sha256);
      return Promise.resolve(blob === undefined ? null : digestOf(blob.bytes));
    },
    async *list() {
      for (const [sha256, { storedAtMs }] of blobs) yield { sha256, storedAtMs };
    },
    partLength: (sha256) => Promise.resolve(parts.get(sha256)?.byteLength ?? 0),
    appendPart(sha256, byteOffset, bytes) {
      const before = parts.get(sha256) ?? new Uint8Array(0);
      parts.set(sha256, joined([before.subarray(0, byteOffset), bytes]));
      return Promise.resolve();
    },
    sealParts(sha256) {
      const whole = sealed(parts.get(sha256) ?? new Uint8Array(0));
      const abort = (): Promise<void> => {
        parts.delete(sha256);
        return Promise.resolve();
      };
      return Promise.resolve({ ...whole, abort });
    },
    dropParts(sha256) {
      parts.delete(sha256);
      return Promise.resolve();
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
