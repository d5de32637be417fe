import { proxy, releaseProxy, wrap } from 'comlink';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, type Result } from '#shared/failure/result.ts';
import type { Archive } from '../../archive/archive.ts';
import type {
  ExportApi,
  ExportChoice,
  ExportFailure,
  ExportPlan,
  ExportProgress,
  ExportReport,
  FolderOrder,
  TakeBytes,
} from './export-api.ts';

/** An export in a worker of its own, from its plan to its last part. */
export interface Exporter {
  plan(
    choices: readonly ExportChoice[],
    partBytesMax: number,
  ): Promise<Result<ExportPlan, ArchiveFailure>>;
  writeZip(
    part: number,
    take: TakeBytes,
    report: (progress: ExportProgress) => void,
  ): Promise<Result<ExportReport, ExportFailure>>;
  writeFolder(
    folder: FileSystemDirectoryHandle,
    order: FolderOrder,
    report: (progress: ExportProgress) => void,
  ): Promise<Result<ExportReport, ExportFailure>>;
  /** The file being written is still written. */
  cancel(): void;
  close(): void;
}

/** Starts the worker. Closing the lock ends it at once: what it does then answers LOCKED. */
export function startExporter(archive: Archive): Exporter {
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<ExportApi>(worker);
  const ended = Promise.withResolvers<Result<never, ArchiveFailure>>();
  const leave = archive.subscribeLock(() => {
    const keys = archive.keys();
    if (keys === null) close({ code: 'LOCKED', step: 'export' });
    else void api.exchangeKeys(keys).catch(() => undefined);
  });
  let isClosed = false;
  const close = (failure: ArchiveFailure): void => {
    // The lock has been here before the dialog was taken down: the proxy throws when it is used again.
    if (isClosed) return;
    isClosed = true;
    ended.resolve(fail(failure));
    leave();
    worker.terminate();
    api[releaseProxy]();
  };
  worker.addEventListener('error', () => close({ code: 'STORE_UNAVAILABLE', step: 'export' }));
  const keys = archive.keys();
  const opened =
    keys === null
      ? Promise.resolve(fail<ArchiveFailure>({ code: 'LOCKED', step: 'export' }))
      : api.open(keys);
  const call = async <Value, Failure>(
    work: () => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure | ArchiveFailure>> => {
    const open = await Promise.race([opened, ended.promise]);
    return open.ok ? Promise.race([work(), ended.promise]) : open;
  };
  const told = (report: (progress: ExportProgress) => void) =>
    proxy((progress: ExportProgress) => {
      report(progress);
      return Promise.resolve();
    });
  return {
    plan: (choices, partBytesMax) => call(() => api.plan(choices, partBytesMax)),
    writeZip: (part, take, report) => call(() => api.writeZip(part, proxy(take), told(report))),
    writeFolder: (folder, order, report) =>
      call(() => api.writeFolder(folder, order, told(report))),
    cancel() {
      if (!isClosed) api.cancel().catch(() => undefined);
    },
    close: () => close({ code: 'CANCELLED', step: 'export' }),
  };
}
