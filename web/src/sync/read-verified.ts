import { createSHA256 } from 'hash-wasm';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';

const pieceBytes = 1024 * 1024;

/** What was read from the store is not what was put there: sent on, it would be believed elsewhere. */
export const damagedFailure: SyncFailure = {
  code: 'LOCAL_STORE',
  step: 'read',
  retry: 'person',
  detail: 'BYTES_DAMAGED',
};

/**
 * Reads all bytes of a source into `target` at `at` and proves their SHA-256 there, after they came back
 * from the disk ([PUSH9]). False: they are not what they should be, or could not be read.
 */
export async function readVerified(
  source: ByteSource,
  target: Uint8Array<ArrayBuffer>,
  at: number,
  sha256: string,
): Promise<boolean> {
  const { byteLength } = source;
  for (let done = 0; done < byteLength; done += pieceBytes) {
    const piece = await source.read(done, Math.min(pieceBytes, byteLength - done));
    target.set(piece, at + done);
  }
  const digest = await crypto.subtle.digest('SHA-256', target.subarray(at, at + byteLength));
  return hexOf(new Uint8Array(digest)) === sha256;
}

/** The same proof for bytes that are too many to be held at once. */
export async function isVerified(
  source: ByteSource,
  sha256: string,
  signal: AbortSignal,
): Promise<boolean> {
  const hasher = await createSHA256();
  for (let done = 0; done < source.byteLength; done += pieceBytes) {
    signal.throwIfAborted();
    hasher.update(await source.read(done, Math.min(pieceBytes, source.byteLength - done)));
  }
  return hasher.digest('hex') === sha256;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
