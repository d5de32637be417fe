import {
  MediumFullError,
  type BlobStore,
  type BlobWrite,
  type SealedWrite,
} from '../archive/blob-store/blob-store.ts';

export type WriteStep = 'append' | 'seal' | 'commit' | 'part';

/** A store whose medium is full whenever `fullAt` names the step: nothing of the write remains, as on a disk. */
export function fullBlobStore(inner: BlobStore, fullAt: () => WriteStep | null): BlobStore {
  const check = (step: WriteStep): void => {
    if (fullAt() === step) throw new MediumFullError('no room');
  };
  const guarded = (sealed: SealedWrite): SealedWrite => ({
    ...sealed,
    async commit() {
      check('commit');
      await sealed.commit();
    },
  });
  return {
    ...inner,
    async beginWrite(): Promise<BlobWrite> {
      const write = await inner.beginWrite();
      return {
        ...write,
        async append(bytes) {
          check('append');
          await write.append(bytes);
        },
        async seal() {
          check('seal');
          return guarded(await write.seal());
        },
      };
    },
    async appendPart(...part) {
      check('part');
      await inner.appendPart(...part);
    },
    sealParts: async (sha256) => guarded(await inner.sealParts(sha256)),
  };
}
