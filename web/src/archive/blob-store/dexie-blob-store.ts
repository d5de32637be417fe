import type { ArchiveDb } from '../archive-db.ts';
import type { ChunkRow } from '../archive-rows.ts';
import type { Sealed } from '../seal.ts';
import type { BlobStore, BlobToStore, PlacedChunk } from './blob-store.ts';

/** The store over IndexedDB: chunks share the transaction of the rows that make them visible. */
export function dexieBlobStore(db: ArchiveDb): BlobStore {
  return {
    async stage(blobId, shape, lease, firstIndex, chunks) {
      await db.transaction('rw', db.blob, db.chunk, async () => {
        await db.blob.put({
          id: blobId,
          state: 'staged',
          lease: lease.id,
          leaseUntilMs: lease.untilMs,
          ...shape,
        });
        await db.chunk.bulkAdd(rowsOf(blobId, shape.chunkCount, firstIndex, chunks));
      });
    },

    store: (blobs) => storeBlobs(db, blobs),

    async shape(blobId) {
      const row = await db.blob.get(blobId);
      if (row?.state !== 'stored') return null;
      const { byteLength, chunkByteLength, chunkCount } = row;
      return { byteLength, chunkByteLength, chunkCount };
    },

    async readChunk(blobId, index) {
      const row = await db.chunk.get([blobId, index]);
      return row === undefined ? null : sealedOf(row);
    },

    async replaceChunks(chunks) {
      await db.transaction('rw', db.chunk, async () => {
        const known = await db.chunk.bulkGet(chunks.map(({ blobId, index }) => [blobId, index]));
        const rows = chunks.filter((_, position) => known[position] !== undefined).map(rowOf);
        await db.chunk.bulkPut(rows);
      });
    },

    async chunksUnder(keyId, countMax) {
      const keys = await db.chunk.where('k').equals(keyId).limit(countMax).primaryKeys();
      const rows = await db.chunk.bulkGet(keys);
      return rows.filter((row) => row !== undefined).map(placedOf);
    },

    countUnder: (keyId) => db.chunk.where('k').equals(keyId).count(),

    async remove(blobId) {
      await chunksOf(db, blobId).delete();
      await db.blob.delete(blobId);
    },

    sweep: (isLeaseHeld) =>
      db.transaction('rw', db.blob, db.chunk, async () => {
        const staged = await db.blob.where('state').equals('staged').toArray();
        const orphans = staged.filter(
          (row) => !isLeaseHeld({ id: row.lease, untilMs: row.leaseUntilMs }),
        );
        await db.blob.bulkDelete(orphans.map(({ id }) => id));
        const known = new Set(await db.blob.toCollection().primaryKeys());
        const chunks = await db.chunk.toCollection().primaryKeys();
        const lost = chunks.filter(([blobId]) => !known.has(blobId));
        await db.chunk.bulkDelete(lost);
        return new Set([...orphans.map(({ id }) => id), ...lost.map(([id]) => id)]).size;
      }),
  };
}

async function storeBlobs(db: ArchiveDb, blobs: readonly BlobToStore[]): Promise<void> {
  // Two writes for all of them: a trip to the database for each would be half the time of an import.
  await db.chunk.bulkAdd(
    blobs.flatMap(({ blobId, shape, firstIndex, chunks }) =>
      rowsOf(blobId, shape.chunkCount, firstIndex, chunks),
    ),
  );
  for (const { blobId, shape, firstIndex, chunks } of blobs) {
    if (firstIndex > 0) {
      const count = await chunksOf(db, blobId).count();
      if (count !== shape.chunkCount) throw new Error('a staged blob has lost chunks');
    } else if (chunks.length !== shape.chunkCount) {
      throw new Error('a blob is not whole');
    }
  }
  await db.blob.bulkPut(
    blobs.map(({ blobId, shape }) => ({
      id: blobId,
      state: 'stored',
      lease: '',
      leaseUntilMs: 0,
      ...shape,
    })),
  );
}

function rowsOf(
  blobId: string,
  n: number,
  first: number,
  chunks: readonly Sealed[],
): readonly ChunkRow[] {
  return chunks.map((chunk, offset) => ({ blob: blobId, i: first + offset, n, ...chunk }));
}

// An array sorts after every number.
function chunksOf(db: ArchiveDb, blobId: string) {
  return db.chunk.where('[blob+i]').between([blobId], [blobId, []]);
}

function sealedOf(row: ChunkRow): Sealed {
  return { k: row.k, iv: row.iv, bytes: row.bytes };
}

function placedOf(row: ChunkRow): PlacedChunk {
  return { blobId: row.blob, index: row.i, chunkCount: row.n, sealed: sealedOf(row) };
}

function rowOf(chunk: PlacedChunk): ChunkRow {
  return { blob: chunk.blobId, i: chunk.index, n: chunk.chunkCount, ...chunk.sealed };
}
