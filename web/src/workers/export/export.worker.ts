import { expose, transfer } from 'comlink';
import { fail, ok } from '#shared/failure/result.ts';
import type { Archive } from '../../archive/archive.ts';
import { openArchiveInWorker } from '../../archive/open-archive.ts';
import type { ExportApi, ExportProgress } from './export-api.ts';
import { type ExportSink, folderSink, type FolderSink, zipSink } from './export-sink.ts';
import { planExport, type PlannedExport } from './plan-export.ts';
import { runExport } from './run-export.ts';

/** Time between two reports: fast enough to look alive, slow enough to cost nothing. */
const reportIntervalMs = 100;

let archive: Archive | null = null;
let planned: PlannedExport = { parts: [], elsewhereCount: 0 };
let isCancelled = false;

function write(
  part: number,
  sink: ExportSink,
  report: (progress: ExportProgress) => Promise<void>,
): ReturnType<typeof runExport> {
  const files = planned.parts[part];
  if (archive === null || files === undefined) throw new Error('written before it was planned');
  let reportedAtMs = 0;
  return runExport(files, {
    archive,
    sink,
    isCancelled: () => isCancelled,
    report(progress) {
      const isLast = progress.filesDone === progress.fileCount;
      if (!isLast && Date.now() - reportedAtMs < reportIntervalMs) return;
      reportedAtMs = Date.now();
      report(progress).catch(() => undefined);
    },
  });
}

const api: ExportApi = {
  async open(keys) {
    const opened = await openArchiveInWorker(keys);
    if (!opened.ok) return fail(opened.failure);
    archive = opened.value;
    return ok(undefined);
  },
  exchangeKeys(keys) {
    archive?.session.set('unlocked', keys);
  },
  async plan(choices, partBytesMax) {
    if (archive === null) throw new Error('plan before open');
    const made = await planExport(archive, choices, partBytesMax);
    if (!made.ok) return made;
    planned = made.value;
    const { parts, elsewhereCount } = planned;
    return ok({
      parts: parts.map(({ files, byteLength }) => ({ fileCount: files.length, byteLength })),
      elsewhereCount,
    });
  },
  writeZip: (part, take, report) =>
    write(
      part,
      zipSink((bytes) => take(transfer(bytes, [bytes.buffer]))),
      report,
    ),
  async writeFolder(folder, order, report) {
    let sink: FolderSink;
    try {
      sink = await folderSink(folder, order);
    } catch {
      return fail({ code: 'TARGET_FAILED', step: 'open folder' });
    }
    const written = await write(0, sink, report);
    return written.ok ? ok({ ...written.value, subfolder: sink.subfolder }) : written;
  },
  cancel() {
    isCancelled = true;
  },
};

expose(api);
