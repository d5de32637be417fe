import { createSHA256 } from 'hash-wasm';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { ArchiveError } from './archive-error.ts';
import type { InstanceBody, InstanceRow } from './archive-rows.ts';
import { attempt } from './attempt.ts';
import { digestBytes } from './digest-instance.ts';
import { needKeys } from './key-session.ts';
import type { DamagedInstance } from './kept-studies.ts';
import { blobByteSource } from './read-bytes.ts';
import { openRow } from './seal.ts';

/** What reading a study back from the disk has shown. */
export interface StudyProof {
  readonly instanceCount: number;
  /** Instances whose bytes lie here and have the digest that they came with. */
  readonly verifiedCount: number;
  /** Of those, as they came. */
  readonly verifiedBytes: number;
  /** Lie here and can't be read, or are other bytes. */
  readonly damaged: readonly DamagedInstance[];
}

interface VerifyOptions {
  readonly onProgress?: (verifiedCount: number, instanceCount: number) => void;
  readonly signal?: AbortSignal;
}

/** Up to this size the browser hashes in one piece, off the page's thread. */
const wholeBytesMax = 16 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

/** Reads every byte of a study that lies on this device, and proves its SHA-256; stops when told to, with what it has. */
export function verifyStudy(
  archive: Archive,
  key: string,
  { onProgress, signal }: VerifyOptions = {},
): Promise<Result<StudyProof, ArchiveFailure>> {
  return attempt(archive, 'verify study', async () => {
    const rows = await archive.db.instance.where('study').equals(key).toArray();
    let proof = { verifiedCount: 0, verifiedBytes: 0 };
    const damaged: DamagedInstance[] = [];
    for (const row of rows) {
      if (signal?.aborted === true) break;
      if (row.blob === null) continue;
      const isSound = await isInstanceSound(archive, row, row.blob);
      if (isSound) {
        proof = {
          verifiedCount: proof.verifiedCount + 1,
          verifiedBytes: proof.verifiedBytes + row.byteLength,
        };
      } else damaged.push({ id: row.id, blob: row.blob });
      onProgress?.(proof.verifiedCount, rows.length);
    }
    return { instanceCount: rows.length, ...proof, damaged };
  });
}

async function isInstanceSound(
  archive: Archive,
  row: InstanceRow,
  blobId: string,
): Promise<boolean> {
  const bundle = needKeys(archive.session, 'verify study');
  const { sha256 } = await openRow<InstanceBody>(bundle, 'instance', row.id, row);
  const shape = await archive.blobs.shape(blobId);
  if (shape === null || shape.byteLength !== row.byteLength) return false;
  try {
    return (await digestOf(blobByteSource(archive, blobId, shape))) === sha256;
  } catch (error) {
    if (error instanceof ArchiveError && error.failure.code === 'BYTES_DAMAGED') return false;
    throw error;
  }
}

async function digestOf(source: ByteSource): Promise<string> {
  const { byteLength } = source;
  if (byteLength <= wholeBytesMax) {
    const bytes = await source.read(0, byteLength);
    return digestBytes(Uint8Array.from(bytes));
  }
  const hasher = await createSHA256();
  for (let at = 0; at < byteLength; at += pieceBytes) {
    hasher.update(await source.read(at, Math.min(pieceBytes, byteLength - at)));
  }
  return hasher.digest('hex');
}
