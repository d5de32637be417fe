import type { Archive } from '../archive/archive.ts';
import type { ImportOutcome } from '../archive/archive-types.ts';
import { readStudyDetail, readStudySummaries } from '../archive/find-studies.ts';
import { holdLease } from '../archive/lease.ts';
import { runImport } from '../workers/ingest/run-import.ts';
import { valueOf } from './test-archive.ts';

/** Imports files as the ingest worker does, and gives the lines of its report. */
export async function importFiles(
  archive: Archive,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Promise<readonly ImportOutcome[]> {
  const lease = await holdLease();
  const lines: ImportOutcome[] = [];
  await runImport(
    {
      importId: 'test',
      files: files.map(({ path, bytes }) => ({
        path,
        file: new File([Uint8Array.from(bytes)], path),
      })),
      isSample: false,
      addedBy: 'Ada',
      addedById: '',
    },
    {
      archive,
      lease,
      report: ({ outcomes }) => void lines.push(...outcomes),
      isCancelled: () => false,
    },
  );
  lease.release();
  return lines;
}

/** SHA-256 of every instance of an archive, in order of the digests. */
export async function digestsIn(archive: Archive): Promise<readonly string[]> {
  const studies = valueOf(await readStudySummaries(archive, 0)).studies;
  const details = await Promise.all(
    studies.map(async ({ key }) => valueOf(await readStudyDetail(archive, key))),
  );
  return details
    .flatMap(({ series }) => series.flatMap(({ instances }) => instances))
    .map(({ sha256 }) => sha256)
    .toSorted();
}
