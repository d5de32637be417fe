import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { MediumFullError, MediumMismatchError } from './blob-store.ts';

const readBytesMax = 1024 * 1024;

/** Writes all bytes at `byteOffset`; a disk that takes no more is a MediumFullError. */
export async function writeAt(
  handle: FileHandle,
  pieces: readonly Uint8Array[],
  byteOffset: number,
): Promise<number> {
  const byteLength = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  let written = 0;
  let left = pieces;
  while (written < byteLength) {
    const { bytesWritten } = await handle.writev(left, byteOffset + written);
    if (bytesWritten === 0) throw new MediumFullError('the disk takes no more bytes');
    written += bytesWritten;
    left = dropped(left, bytesWritten);
  }
  return byteLength;
}

/** What remains of pieces after the first `byteLength` bytes. */
function dropped(pieces: readonly Uint8Array[], byteLength: number): readonly Uint8Array[] {
  let skip = byteLength;
  let at = 0;
  while (at < pieces.length && skip >= (pieces[at]?.byteLength ?? 0)) {
    skip -= pieces[at]?.byteLength ?? 0;
    at += 1;
  }
  return pieces.slice(at).map((piece, index) => (index === 0 ? piece.subarray(skip) : piece));
}

/** Hashes a file as it lies on the disk now, with constant memory. */
export async function digestOfFile(handle: FileHandle): Promise<string> {
  const { size } = await handle.stat();
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(readBytesMax, size)));
  let position = 0;
  while (position < size) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, position);
    if (bytesRead === 0) throw new MediumMismatchError('the file is shorter than it was');
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return hash.digest('hex');
}

/** Random access to an open file. */
export function fileSource(handle: FileHandle, byteLength: number): ByteSource {
  return {
    byteLength,
    async read(byteOffset, length) {
      if (byteOffset < 0 || length < 0 || byteOffset + length > byteLength) {
        throw new RangeError('read past the end of the file');
      }
      const bytes = new Uint8Array(length);
      let got = 0;
      while (got < length) {
        const { bytesRead } = await handle.read(bytes, got, length - got, byteOffset + got);
        if (bytesRead === 0) throw new MediumMismatchError('the file is shorter than it was');
        got += bytesRead;
      }
      return bytes;
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

export function missingAsNull(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

/** A disk without room (or a file that may grow no further) is an expected failure. */
export function asFull(error: unknown): unknown {
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error));
  return isFull ? new MediumFullError('there is no room on the disk') : error;
}
