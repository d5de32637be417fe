import type { Sealed } from '../seal.ts';

/** How a blob is cut: every chunk but the last holds `chunkByteLength` bytes of plaintext. */
export interface BlobShape {
  readonly byteLength: number;
  readonly chunkByteLength: number;
  readonly chunkCount: number;
}

export interface BlobToStore {
  readonly blobId: string;
  readonly shape: BlobShape;
  /** 0-based; chunks before it have been staged. */
  readonly firstIndex: number;
  readonly chunks: readonly Sealed[];
}

/**
 * Keeps immutable ciphertext, in chunks. It sees no plaintext and no meaning. A blob is first `staged`
 * (its writer holds a lease, nobody reads it) and becomes `stored` by `store`, which takes part in the
 * transaction that makes the rows about it visible. Methods reject with the store's own errors.
 */
export interface BlobStore {
  /** Adds chunks from `firstIndex` on to a staged blob, making it if it is not there; on the disk when it resolves. */
  stage(
    blobId: string,
    shape: BlobShape,
    lease: BlobLease,
    firstIndex: number,
    chunks: readonly Sealed[],
  ): Promise<void>;
  /**
   * Makes blobs `stored`: adds `chunks` from `firstIndex` on, the earlier ones having been staged.
   * Rejects when the count is not whole. Called inside the caller's transaction, awaiting nothing else.
   */
  store(blobs: readonly BlobToStore[]): Promise<void>;
  /** Null when there is no stored blob of that id. */
  shape(blobId: string): Promise<BlobShape | null>;
  /** Null where the chunk is missing. Staged chunks can be read too: their writer verifies them. */
  readChunk(blobId: string, index: number): Promise<Sealed | null>;
  /** Exchanges ciphertext for that of the same plaintext under another key; passes over a chunk that is gone. */
  replaceChunks(chunks: readonly PlacedChunk[]): Promise<void>;
  /** Some chunks that lie under a key, for encrypting them anew. */
  chunksUnder(keyId: string, countMax: number): Promise<readonly PlacedChunk[]>;
  countUnder(keyId: string): Promise<number>;
  /** Deletes a blob and its chunks. Called inside the caller's transaction or alone. */
  remove(blobId: string): Promise<void>;
  /** Deletes staged blobs whose lease is held by nobody, and chunks without a blob; says how many blobs. */
  sweep(isLeaseHeld: (lease: BlobLease) => boolean): Promise<number>;
}

export interface BlobLease {
  readonly id: string;
  /** For browsers that cannot tell who is alive: after this time nobody is. */
  readonly untilMs: number;
}

export interface PlacedChunk {
  readonly blobId: string;
  readonly index: number;
  readonly chunkCount: number;
  readonly sealed: Sealed;
}

/** Plaintext bytes of a chunk: large enough that the cost per chunk is small, small enough for one record. */
const chunkByteLengthDefault = 1024 * 1024;

/** How bytes of a length are cut. An empty blob has one empty chunk, so that its ciphertext proves it is empty. */
export function shapeOf(byteLength: number, chunkByteLength = chunkByteLengthDefault): BlobShape {
  const chunkCount = Math.max(1, Math.ceil(byteLength / chunkByteLength));
  return { byteLength, chunkByteLength, chunkCount };
}
