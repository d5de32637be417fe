import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import type { BlobShape } from './blob-store/blob-store.ts';
import { needKeys } from './key-session.ts';
import { chunkPlace, openBytes } from './seal.ts';

/** Decrypted chunks that a source keeps: reading a header and then a frame often hits the same one. */
const chunksKept = 2;

/** Random access to a stored blob; reads reject with ArchiveError (BYTES_DAMAGED, LOCKED). */
export function blobByteSource(archive: Archive, blobId: string, shape: BlobShape): ByteSource {
  const kept = new Map<number, Promise<Uint8Array>>();
  const chunkAt = (index: number): Promise<Uint8Array> => {
    const known = kept.get(index);
    if (known !== undefined) return known;
    const chunk = openChunk(archive, blobId, shape, index);
    kept.set(index, chunk);
    chunk.catch(() => kept.delete(index));
    for (const oldest of kept.keys()) {
      if (kept.size <= chunksKept) break;
      kept.delete(oldest);
    }
    return chunk;
  };
  return {
    byteLength: shape.byteLength,
    async read(byteOffset, byteLength) {
      if (byteOffset < 0 || byteLength < 0 || byteOffset + byteLength > shape.byteLength) {
        throw new RangeError('read past the end of the bytes');
      }
      const bytes = new Uint8Array(byteLength);
      for (let filled = 0; filled < byteLength;) {
        const at = byteOffset + filled;
        const index = Math.floor(at / shape.chunkByteLength);
        const chunk = await chunkAt(index);
        const piece = chunk.subarray(
          at - index * shape.chunkByteLength,
          at - index * shape.chunkByteLength + byteLength - filled,
        );
        bytes.set(piece, filled);
        filled += piece.byteLength;
      }
      return bytes;
    },
  };
}

async function openChunk(
  archive: Archive,
  blobId: string,
  shape: BlobShape,
  index: number,
): Promise<Uint8Array> {
  const sealed = await archive.blobs.readChunk(blobId, index);
  if (sealed === null) refuse('BYTES_DAMAGED', 'read bytes', `chunk ${index} is missing`);
  const bundle = needKeys(archive.session, 'read bytes');
  const plain = await openBytes(bundle, chunkPlace(blobId, index, shape.chunkCount), sealed);
  const expected = Math.min(
    shape.chunkByteLength,
    shape.byteLength - index * shape.chunkByteLength,
  );
  if (plain.byteLength !== expected) refuse('BYTES_DAMAGED', 'read bytes', `chunk ${index}`);
  return plain;
}
