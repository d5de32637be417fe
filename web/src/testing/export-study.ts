import type { Archive } from '../archive/archive.ts';
import { readStudySummaries } from '../archive/find-studies.ts';
import type { ExportReport } from '../workers/export/export-api.ts';
import { zipSink } from '../workers/export/export-sink.ts';
import { planExport } from '../workers/export/plan-export.ts';
import { runExport } from '../workers/export/run-export.ts';
import { valueOf } from './test-archive.ts';

/** Exports everything of an archive as one ZIP. */
export async function exportAll(
  archive: Archive,
): Promise<{ readonly zip: Uint8Array<ArrayBuffer>; readonly report: ExportReport }> {
  const studies = valueOf(await readStudySummaries(archive, 0)).studies;
  const choices = studies.map(({ key }) => ({ studyKey: key, series: null }));
  const { parts } = valueOf(await planExport(archive, choices, Number.MAX_SAFE_INTEGER));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const sink = zipSink((bytes) => Promise.resolve(void pieces.push(bytes)));
  const done = await runExport(parts[0] ?? { files: [], byteLength: 0 }, {
    archive,
    sink,
    report: () => undefined,
    isCancelled: () => false,
  });
  if (!done.ok) throw new Error(done.failure.code);
  return { zip: new Uint8Array(await new Blob(pieces).arrayBuffer()), report: done.value };
}
