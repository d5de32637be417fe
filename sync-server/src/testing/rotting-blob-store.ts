import { createHash } from 'node:crypto';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import type { BlobStore, BlobWrite, SealedWrite } from '../archive/blob-store/blob-store.ts';

/** A store whose medium loses bytes: what `rotten` holds under a digest is what is read, until it is written anew. */
export function rottingBlobStore(inner: BlobStore, rotten: Map<string, Uint8Array>): BlobStore {
  const healing = (sealed: SealedWrite): SealedWrite => ({
    ...sealed,
    async commit() {
      await sealed.commit();
      rotten.delete(sealed.sha256);
    },
  });
  return {
    ...inner,
    async beginWrite(): Promise<BlobWrite> {
      const write = await inner.beginWrite();
      return { ...write, seal: async () => healing(await write.seal()) };
    },
    sealParts: async (sha256) => healing(await inner.sealParts(sha256)),
    open(sha256) {
      const bytes = rotten.get(sha256);
      if (bytes === undefined) return inner.open(sha256);
      return Promise.resolve({ ...memoryByteSource(bytes), close: () => Promise.resolve() });
    },
    digestOnMedium(sha256) {
      const bytes = rotten.get(sha256);
      if (bytes === undefined) return inner.digestOnMedium(sha256);
      return Promise.resolve(createHash('sha256').update(bytes).digest('hex'));
    },
  };
}
