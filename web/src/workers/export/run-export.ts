import { memoryByteSource, type ByteSource } from '#shared/dicom/byte-source.ts';
import {
  directoryFile,
  type DirectoryFile,
  writeDirectory,
} from '#shared/dicom/write-directory.ts';
import { uidFromRandom } from '#shared/dicom/uid.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { Archive } from '../../archive/archive.ts';
import { failureOf } from '../../archive/attempt.ts';
import { readInstance } from '../../archive/find-studies.ts';
import { instanceByteSource } from '../../archive/read-frame.ts';
import { suspiciousPreamble } from '../ingest/sniff-content.ts';
import type { ExportFailure, ExportProgress, ExportReport, NotExported } from './export-api.ts';
import type { ExportSink } from './export-sink.ts';
import type { PlannedFile, PlannedPart } from './plan-export.ts';

export interface ExportPorts {
  readonly archive: Archive;
  readonly sink: ExportSink;
  readonly report: (progress: ExportProgress) => void;
  readonly isCancelled: () => boolean;
}

/** Up to here a file is decrypted once and written from memory; a larger one is read twice. */
const wholeBytesMax = 64 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

/** Failures after which no other file would fare better. */
const endings = new Set(['LOCKED', 'STORE_LOST', 'STORE_UNAVAILABLE']);

interface Ready {
  readonly source: ByteSource;
  readonly entry: DirectoryFile | null;
  readonly isNeutralised: boolean;
}

/**
 * Writes the files of a part, byte for byte as they came, and a DICOMDIR that lists them (PS3.10 8.6). A file
 * that cannot be read is told and left out; what a place refuses to take ends the export.
 */
export async function runExport(
  part: PlannedPart,
  ports: ExportPorts,
): Promise<Result<ExportReport, ExportFailure>> {
  const failed: NotExported[] = [];
  const entries: DirectoryFile[] = [];
  const counts = { written: 0, unlisted: 0, neutralised: 0, bytes: 0 };
  const { sink, isCancelled } = ports;
  const endOf = (phase: ExportReport['phase']): Result<ExportReport, ExportFailure> =>
    ok({
      phase,
      filesWritten: counts.written,
      failed,
      unlistedCount: counts.unlisted,
      neutralisedCount: counts.neutralised,
      isLeftBehind,
      subfolder: null,
    });
  let isLeftBehind = false;
  const stopped = async (): Promise<Result<ExportReport, ExportFailure>> => {
    isLeftBehind = !(await arrives(() => sink.abort()));
    return endOf('cancelled');
  };
  const broken = async (failure: ExportFailure): Promise<Result<never, ExportFailure>> => {
    await arrives(() => sink.abort());
    return fail(failure);
  };
  for (const [index, file] of part.files.entries()) {
    if (isCancelled()) return stopped();
    const ready = await makeReady(ports.archive, file);
    if (ready.ok) {
      const { source, entry, isNeutralised } = ready.value;
      if (!(await arrives(() => sink.file(file.fileId, source))))
        return broken(targetFailed('write file'));
      counts.written += 1;
      if (entry === null) counts.unlisted += 1;
      else entries.push(entry);
      if (isNeutralised) counts.neutralised += 1;
    } else {
      if (endings.has(ready.failure.code)) return broken(ready.failure);
      failed.push(notExported(file, ready.failure.code));
    }
    counts.bytes += file.instance.byteLength;
    ports.report({
      filesDone: index + 1,
      fileCount: part.files.length,
      bytesDone: counts.bytes,
      byteCount: part.byteLength,
    });
  }
  if (isCancelled()) return stopped();
  const uid = uidFromRandom(crypto.getRandomValues(new Uint8Array(16)));
  const directory = memoryByteSource(writeDirectory(entries, uid));
  const isClosed = await arrives(async () => {
    await sink.file(['DICOMDIR'], directory);
    await sink.close();
  });
  return isClosed ? endOf('done') : broken(targetFailed('write directory'));
}

function notExported(file: PlannedFile, code: string): NotExported {
  const { studyKey, SeriesDescription, instance } = file;
  return { studyKey, SeriesDescription, InstanceNumber: instance.InstanceNumber, code };
}

function targetFailed(step: string): ExportFailure {
  return { code: 'TARGET_FAILED', step };
}

/** The bytes have all been decrypted once when it answers: a damaged chunk must not end up half in a ZIP. */
async function makeReady(
  archive: Archive,
  file: PlannedFile,
): Promise<Result<Ready, ArchiveFailure>> {
  const record = await readInstance(archive, file.instance.id);
  if (!record.ok) return record;
  const opened = await instanceByteSource(archive, file.instance.id);
  if (!opened.ok) return opened;
  try {
    const proven = await provenSource(opened.value);
    const head = await proven.read(0, Math.min(132, proven.byteLength));
    const isPart10 = String.fromCharCode(...head.subarray(128)) === 'DICM';
    const isNeutralised = isPart10 && suspiciousPreamble(head.subarray(0, 128)) !== null;
    const entry = isPart10
      ? directoryFile(record.value.dataset, {
          fileId: file.fileId,
          patientKey: file.patientKey,
          SOPClassUID: file.instance.SOPClassUID,
          SOPInstanceUID: file.instance.SOPInstanceUID,
          TransferSyntaxUID: file.instance.TransferSyntaxUID,
        })
      : null;
    return ok({ source: isNeutralised ? withoutPreamble(proven) : proven, entry, isNeutralised });
  } catch (error) {
    const failure = failureOf(error, 'export');
    if (failure === null) throw error;
    return fail(failure);
  }
}

async function provenSource(source: ByteSource): Promise<ByteSource> {
  if (source.byteLength <= wholeBytesMax) {
    return memoryByteSource(await source.read(0, source.byteLength));
  }
  for (let at = 0; at < source.byteLength; at += pieceBytes) {
    await source.read(at, Math.min(pieceBytes, source.byteLength - at));
  }
  return source;
}

/** The 128 bytes that belong to no data set (PS3.10 7.1) become zeros. */
function withoutPreamble(source: ByteSource): ByteSource {
  return {
    byteLength: source.byteLength,
    async read(byteOffset, byteLength) {
      const bytes = Uint8Array.from(await source.read(byteOffset, byteLength));
      if (byteOffset < 128) bytes.fill(0, 0, Math.min(128 - byteOffset, byteLength));
      return bytes;
    },
  };
}

/** False when the place took no more: full, taken away, forbidden. */
async function arrives(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    // Our own store may fail under a large file's second reading.
    const failure = failureOf(error, 'export');
    if (failure !== null || error instanceof DOMException || error instanceof Error) return false;
    throw error;
  }
}
