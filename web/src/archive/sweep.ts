import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { attempt } from './attempt.ts';
import { heldLeases } from './lease.ts';

/**
 * Deletes what a killed import has left half-way, sparing what another tab or worker is writing now.
 * Answers with the count of blobs; needs no keys. Seen by nobody, so no start waits for it.
 */
export function sweepArchive(archive: Archive): Promise<Result<number, ArchiveFailure>> {
  return attempt(archive, 'sweep', async () =>
    archive.blobs.sweep(await heldLeases(archive.clock())),
  );
}
