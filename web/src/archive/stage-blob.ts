import { fenceKeys, type Archive } from './archive.ts';
import { ArchiveError } from './archive-error.ts';
import type { ArrivingBytes } from './arrival.ts';
import { attempt } from './attempt.ts';
import { shapeOf, type BlobShape } from './blob-store/blob-store.ts';
import { needKeys, type Keys } from './key-session.ts';
import type { LeaseHolder } from './lease.ts';
import { randomId } from './random-id.ts';
import { chunkPlace, sealBytes, type Sealed } from './seal.ts';

/** Chunks per staging transaction: 8 MiB, so that one can be written while the next is being encrypted. */
const chunksAtOnce = 8;

/**
 * Takes the bytes of one large instance piece by piece and stages them, encrypted. Nothing of it is
 * visible; a writer that dies leaves chunks that the next sweep deletes. Rejects with ArchiveError.
 */
export interface BlobWriter {
  /** Bytes in order; the caller may use its buffer again when this resolves. */
  write(bytes: Uint8Array): Promise<void>;
  /** All bytes are there: what `storeInstances` takes as `source`. */
  finish(): Promise<ArrivingBytes>;
  /** Deletes what was staged. */
  discard(): Promise<void>;
}

export function createBlobWriter(
  archive: Archive,
  lease: LeaseHolder,
  byteLength: number,
): BlobWriter {
  const blobId = randomId();
  const shape = shapeOf(byteLength);
  let sealedCount = 0;
  let stagedCount = 0;
  let written = 0;
  let chunk = newChunk(shape, 0);
  let filled = 0;
  let waiting: WaitingChunk[] = [];
  let staging: Promise<void> = Promise.resolve();

  const seal = (): void => {
    const place = chunkPlace(blobId, sealedCount, shape.chunkCount);
    waiting.push(waitingChunk(needKeys(archive.session, 'stage').active, place, chunk));
    sealedCount += 1;
    chunk = newChunk(shape, sealedCount);
    filled = 0;
  };
  const flush = async (): Promise<void> => {
    const chunks = waiting;
    waiting = [];
    // One transaction at a time: the next is encrypted meanwhile, and no more than two wait in memory.
    await staging;
    const firstIndex = stagedCount;
    stagedCount += chunks.length;
    staging = stageChunks(archive, blobId, shape, lease, firstIndex, chunks);
    staging.catch(() => undefined);
  };
  return {
    async write(bytes) {
      if (written + bytes.byteLength > byteLength)
        throw new RangeError('more bytes than announced');
      written += bytes.byteLength;
      for (let offset = 0; offset < bytes.byteLength;) {
        const count = Math.min(chunk.byteLength - filled, bytes.byteLength - offset);
        chunk.set(bytes.subarray(offset, offset + count), filled);
        filled += count;
        offset += count;
        if (filled === chunk.byteLength) seal();
        if (waiting.length === chunksAtOnce) await flush();
      }
    },
    async finish() {
      if (written !== byteLength) throw new RangeError('fewer bytes than announced');
      if (byteLength === 0) seal();
      await flush();
      await staging;
      return { blobId, shape, stagedCount, chunks: () => Promise.resolve([]) };
    },
    async discard() {
      await Promise.allSettled([staging]);
      await removeStaged(archive, blobId);
    },
  };
}

function newChunk(shape: BlobShape, index: number): Uint8Array<ArrayBuffer> {
  const left = Math.max(0, shape.byteLength - index * shape.chunkByteLength);
  return new Uint8Array(Math.min(left, shape.chunkByteLength));
}

/** Encrypted in advance; anew when the keys are exchanged before it is written. */
type WaitingChunk = (keys: Keys) => Promise<Sealed>;

function waitingChunk(keys: Keys, place: string, plain: Uint8Array<ArrayBuffer>): WaitingChunk {
  const early = sealBytes(keys, place, plain);
  early.catch(() => undefined);
  return (current) => (current.keyId === keys.keyId ? early : sealBytes(current, place, plain));
}

async function stageChunks(
  archive: Archive,
  blobId: string,
  shape: BlobShape,
  lease: LeaseHolder,
  firstIndex: number,
  waiting: readonly WaitingChunk[],
): Promise<void> {
  const { db, blobs } = archive;
  const staged = await attempt(archive, 'stage', async () => {
    const bundle = needKeys(archive.session, 'stage');
    const chunks = await Promise.all(waiting.map((chunk) => chunk(bundle.active)));
    // Through already, and only the answer was lost with the connection.
    if ((await blobs.readChunk(blobId, firstIndex)) !== null) return;
    await db.transaction('rw', db.meta, db.blob, db.chunk, async () => {
      await fenceKeys(db, bundle);
      await blobs.stage(blobId, shape, lease.lease(), firstIndex, chunks);
    });
  });
  if (!staged.ok) throw new ArchiveError(staged.failure);
}

/** Deletes a staged blob that no instance has taken: its content was here already, or could not be stored. */
export async function discardStaged(
  archive: Archive,
  bytes: ArrivingBytes,
  instanceId: string | null,
): Promise<void> {
  const row = instanceId === null ? undefined : await archive.db.instance.get(instanceId);
  if (row?.blob !== bytes.blobId) await removeStaged(archive, bytes.blobId);
}

async function removeStaged(archive: Archive, blobId: string): Promise<void> {
  const { db, blobs } = archive;
  await db.transaction('rw', db.blob, db.chunk, () => blobs.remove(blobId));
}
