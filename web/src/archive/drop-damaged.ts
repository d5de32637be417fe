import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { nextSeq, type Archive } from './archive.ts';
import { attempt } from './attempt.ts';
import { type DamagedInstance, noProof, noteProof } from './kept-studies.ts';

/**
 * Lets go of damaged bytes that the server has whole, so that they can be fetched anew. What the server has
 * not, or what has been replaced meanwhile, stays. Answers how many went.
 */
export async function dropDamaged(
  archive: Archive,
  key: string,
  damaged: readonly DamagedInstance[],
): Promise<Result<number, ArchiveFailure>> {
  const dropped = await attempt(archive, 'drop damaged', () => {
    const { db, blobs } = archive;
    const { meta, study, instance, blob, chunk } = db;
    return db.transaction('rw', [meta, study, instance, blob, chunk], async () => {
      const known = await study.get(key);
      if (known === undefined) return 0;
      let count = 0;
      for (const { id, blob: blobId } of damaged) {
        const row = await instance.get(id);
        if (row?.study !== key || row.blob !== blobId || row.server === 0) continue;
        await blobs.remove(blobId);
        await instance.put({ ...row, local: 0, blob: null });
        count += 1;
      }
      if (count === 0) return 0;
      const seq = await nextSeq(db);
      await study.put({ ...known, localCount: known.localCount - count, seq });
      return count;
    });
  });
  if (!dropped.ok || dropped.value === 0) return dropped;
  const noted = await noteProof(archive, key, noProof);
  return noted.ok ? dropped : noted;
}
