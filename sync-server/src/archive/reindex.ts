import type { Archive } from './archive.ts';
import { adoptBlob } from './store-instance.ts';

export interface ReindexOutcome {
  readonly added: number;
  readonly there: number;
  /** Blobs whose bytes do not match their name, or are no DICOM instance: left as they are. */
  readonly unusable: readonly string[];
}

/** Makes the index again where it was lost: an empty one beside blobs is never an archive's true state. */
export async function recoverIndex(archive: Archive): Promise<ReindexOutcome | null> {
  return (await archive.index.headSeq()) === 0 ? await reindexArchive(archive) : null;
}

/**
 * Brings every blob that the index does not have into it, the longest stored first, so that what was first
 * under a SOP Instance UID is so again. What only the index knew (who brought an instance) is gone.
 */
async function reindexArchive(archive: Archive): Promise<ReindexOutcome> {
  const blobs: { readonly sha256: string; readonly storedAtMs: number }[] = [];
  for await (const blob of archive.blobs.list()) blobs.push(blob);
  blobs.sort((a, b) => a.storedAtMs - b.storedAtMs || (a.sha256 < b.sha256 ? -1 : 1));
  let added = 0;
  let there = 0;
  const unusable: string[] = [];
  for (const { sha256, storedAtMs } of blobs) {
    if ((await archive.index.instanceByDigest(sha256)) !== null) {
      there += 1;
      continue;
    }
    const receivedAt = new Date(storedAtMs).toISOString();
    const adopted = await adoptBlob(archive, sha256, { deviceId: '', receivedAt });
    if (adopted?.ok === true) added += 1;
    else unusable.push(sha256);
  }
  return { added, there, unusable };
}
