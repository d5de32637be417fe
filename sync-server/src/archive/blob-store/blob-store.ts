import type { ByteSource } from '#shared/dicom/byte-source.ts';

/**
 * Where the bytes of instances lie, addressed by their SHA-256 (64 lower-case hex digits). What `commit`
 * has resolved for survives a power cut; nothing else is ever visible. File, memory and later S3 pass the
 * same suite.
 */
export interface BlobStore {
  /** Opens a place to write to; nothing is visible until `commit`. */
  beginWrite(): Promise<BlobWrite>;
  /** Length of a committed blob, null when there is none. */
  byteLengthOf(sha256: string): Promise<number | null>;
  /** Random access to a committed blob; null when there is none. `close` it. */
  open(sha256: string): Promise<OpenBlob | null>;
  /** Hashes the bytes as they lie on the medium now; null when there is no such blob. */
  digestOnMedium(sha256: string): Promise<string | null>;
  /** Every committed blob, in no particular order: what an index is rebuilt from. */
  list(): AsyncIterable<StoredBlob>;
  /** Safe length of an unfinished upload in parts, 0 when there is none. */
  partLength(sha256: string): Promise<number>;
  /** Appends a part at `byteOffset`; what lies behind the offset from a broken attempt is dropped. Durable when resolved. */
  appendPart(sha256: string, byteOffset: number, bytes: Uint8Array): Promise<void>;
  /** All parts together as sealed bytes, with their own digest: the caller compares it with the one announced. */
  sealParts(sha256: string): Promise<SealedWrite>;
  dropParts(sha256: string): Promise<void>;
}

export interface StoredBlob {
  readonly sha256: string;
  readonly storedAtMs: number;
}

export interface OpenBlob extends ByteSource {
  close(): Promise<void>;
}

export interface BlobWrite {
  /** Takes bytes over: the caller does not change them any more. */
  append(bytes: Uint8Array): Promise<void>;
  /** Ends the writing: flushes to the medium, reads back, and answers with the digest of what was read. */
  seal(): Promise<SealedWrite>;
  /** Gives up; nothing remains. */
  abort(): Promise<void>;
}

export interface SealedWrite {
  readonly sha256: string;
  readonly byteLength: number;
  /** Random access to the sealed bytes before they are committed. */
  readonly source: ByteSource;
  /** Makes the blob visible and durable; the same bytes again are no error. */
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/** The medium did not give back what was written to it: the bytes are not stored. */
export class MediumMismatchError extends Error {}

/** There is no room for the bytes. */
export class MediumFullError extends Error {}
