import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Archive } from '../../archive/archive.ts';
import { ArchiveError } from '../../archive/archive-error.ts';
import type { ImportProgress } from '../../archive/archive-types.ts';
import type { LeaseHolder } from '../../archive/lease.ts';
import { createBatchWriter, type BatchWriter } from './batch-writer.ts';
import { expandFiles, type Expanded, type SniffedEntry } from './expand-files.ts';
import { importLimits } from './import-limits.ts';
import { createImportTally, type ImportTally } from './import-tally.ts';
import { failedLine, refusedLine, stoppedLine } from './outcome-lines.ts';
import type { ImportJob, ImportReport } from './ingest-api.ts';
import { inspectEntry, type InspectContext, type Inspected } from './inspect-entry.ts';
import { mapAhead } from './map-ahead.ts';
import { foldName, mediaOutcomes, type MediaDirectory } from './media-directory.ts';

export interface ImportPorts {
  readonly archive: Archive;
  readonly lease: LeaseHolder;
  readonly report: (report: ImportReport) => void;
  readonly isCancelled: () => boolean;
}

/**
 * Imports picked files: looks into each by content, stores the instances, and says of every file (and every
 * file in an archive) in one line what became of it. One broken file stops nothing; a full or locked store
 * stops the rest, with a line each.
 */
export async function runImport(job: ImportJob, ports: ImportPorts): Promise<ImportProgress> {
  const { archive, lease } = ports;
  const { addedBy, addedById, isSample } = job;
  const tally = createImportTally(job, ports.report);
  const context: InspectContext = { archive, lease, addedBy, addedById, isSample };
  const names = new Set<string>();
  const directories: MediaDirectory[] = [];
  const writer = createBatchWriter(archive, (instance, result) => {
    if (result.ok) tally.stored(instance, result.value);
    else tally.line(instance.entry.progressBytes, failedLine(instance.entry.name, result.failure));
  });
  const state: { failure: ArchiveFailure | null } = { failure: null };
  const stopCode = (): string | null =>
    ports.isCancelled() ? 'CANCELLED' : ((state.failure ?? writer.stopped())?.code ?? null);
  // What was picked after the end is not even opened.
  const files = noting(expandFiles(job.files), names, tally, () => stopCode() !== null);
  const limits = {
    countMax: importLimits.aheadCountMax,
    bytesMax: importLimits.aheadBytesMax,
    bytesOf: ({ entry }: SniffedEntry) => Math.min(entry.byteLength, importLimits.wholeBytesMax),
  };
  const inspecting = mapAhead(files, limits, (sniffed) =>
    inspectOrStop(context, sniffed, stopCode(), (failure) => {
      state.failure = failure;
    }),
  );
  for await (const inspected of inspecting) await take(inspected, tally, writer, directories);
  await writer.finish();
  const code = stopCode();
  for (const directory of directories) {
    const outcomes = mediaOutcomes(directory, names);
    // After a stop nobody knows what is missing: the rest of the disc was not looked at.
    for (const outcome of code === null ? outcomes : outcomes.slice(0, 1)) tally.line(0, outcome);
  }
  if (code !== null) tally.rest(code);
  return tally.end(ports.isCancelled());
}

async function take(
  inspected: Inspected,
  tally: ImportTally,
  writer: BatchWriter,
  directories: MediaDirectory[],
): Promise<void> {
  switch (inspected.kind) {
    case 'outcome':
      tally.line(inspected.entry.progressBytes, inspected.outcome);
      return;
    case 'directory':
      directories.push(inspected.directory);
      tally.passed(inspected.entry.progressBytes);
      return;
    case 'instance':
      await writer.add(inspected);
  }
}

/** Hands on what is to be inspected, and settles at once what is not. */
async function* noting(
  expanded: AsyncIterable<Expanded>,
  names: Set<string>,
  tally: ImportTally,
  isStopped: () => boolean,
): AsyncGenerator<SniffedEntry> {
  for await (const found of expanded) {
    if (isStopped()) return;
    if ('archive' in found) tally.opened(found.archive.name, found.isOpen, found.restCount);
    else if ('code' in found) {
      const { name, code, detail, progressBytes, restCount = 0 } = found;
      const line = refusedLine(name, code, detail);
      tally.line(progressBytes, restCount === 0 ? line : { ...line, restCount });
    } else {
      names.add(foldName(found.entry.name));
      tally.found(found.entry);
      if ('content' in found) yield found;
      else {
        const { name, progressBytes } = found.entry;
        tally.line(progressBytes, refusedLine(name, 'READ_FAILED', found.detail));
      }
    }
  }
}

async function inspectOrStop(
  context: InspectContext,
  sniffed: SniffedEntry,
  stopCode: string | null,
  onFailure: (failure: ArchiveFailure) => void,
): Promise<Inspected> {
  const { entry } = sniffed;
  if (stopCode !== null) {
    return { kind: 'outcome', entry, outcome: stoppedLine(entry.name, stopCode) };
  }
  try {
    return await inspectEntry(context, sniffed);
  } catch (error) {
    // Staging met the store's limits, or the lock.
    if (error instanceof ArchiveError) {
      onFailure(error.failure);
      return { kind: 'outcome', entry, outcome: failedLine(entry.name, error.failure) };
    }
    const detail = error instanceof Error ? error.name : '';
    return { kind: 'outcome', entry, outcome: refusedLine(entry.name, 'READ_FAILED', detail) };
  }
}
