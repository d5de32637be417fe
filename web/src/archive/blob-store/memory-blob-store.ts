import type { Sealed } from '../seal.ts';
import type { BlobLease, BlobShape, BlobStore, PlacedChunk } from './blob-store.ts';

interface MemoryBlob {
  shape: BlobShape;
  state: 'staged' | 'stored';
  lease: BlobLease;
  readonly chunks: Map<number, Sealed>;
}

const noLease: BlobLease = { id: '', untilMs: 0 };

/** The same contract without a disk: for tests, and for looking at files in a window that may keep nothing. */
export function memoryBlobStore(): BlobStore {
  const blobs = new Map<string, MemoryBlob>();
  const add = (blob: MemoryBlob, firstIndex: number, chunks: readonly Sealed[]): void => {
    for (const [offset, chunk] of chunks.entries()) {
      if (blob.chunks.has(firstIndex + offset)) throw new Error('a chunk is there already');
      blob.chunks.set(firstIndex + offset, chunk);
    }
  };
  function* placed(keyId: string): Generator<PlacedChunk> {
    for (const [blobId, { chunks, shape }] of blobs) {
      for (const [index, sealed] of chunks) {
        if (sealed.k === keyId) yield { blobId, index, chunkCount: shape.chunkCount, sealed };
      }
    }
  }
  return {
    async stage(blobId, shape, lease, firstIndex, chunks) {
      const blob = blobs.get(blobId) ?? { shape, state: 'staged', lease, chunks: new Map() };
      blob.lease = lease;
      add(blob, firstIndex, chunks);
      blobs.set(blobId, blob);
    },
    async store(stored) {
      for (const { blobId, shape, firstIndex, chunks } of stored) {
        const chunksBefore = blobs.get(blobId)?.chunks ?? new Map<number, Sealed>();
        if (
          chunksBefore.size + chunks.length !== shape.chunkCount ||
          firstIndex !== chunksBefore.size
        ) {
          throw new Error('a blob is not whole');
        }
        const blob: MemoryBlob = {
          shape,
          state: 'stored',
          lease: noLease,
          chunks: new Map(chunksBefore),
        };
        add(blob, firstIndex, chunks);
        blobs.set(blobId, blob);
      }
    },
    shape(blobId) {
      const blob = blobs.get(blobId);
      return Promise.resolve(blob?.state === 'stored' ? blob.shape : null);
    },
    readChunk: (blobId, index) => Promise.resolve(blobs.get(blobId)?.chunks.get(index) ?? null),
    replaceChunks(chunks) {
      for (const { blobId, index, sealed } of chunks) {
        const known = blobs.get(blobId)?.chunks;
        if (known?.has(index) === true) known.set(index, sealed);
      }
      return Promise.resolve();
    },
    chunksUnder: (keyId, countMax) => Promise.resolve([...placed(keyId)].slice(0, countMax)),
    countUnder: (keyId) => Promise.resolve([...placed(keyId)].length),
    remove(blobId) {
      blobs.delete(blobId);
      return Promise.resolve();
    },
    sweep(isLeaseHeld) {
      const orphans = [...blobs].filter(
        ([, blob]) => blob.state === 'staged' && !isLeaseHeld(blob.lease),
      );
      for (const [id] of orphans) blobs.delete(id);
      return Promise.resolve(orphans.length);
    },
  };
}
