import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import type { Archive } from '../../archive/archive.ts';
import type { ImportOutcome, ImportProgress } from '../../archive/archive-types.ts';
import { currentPerson } from '../../archive/people.ts';
import { randomId } from '../../archive/random-id.ts';
import { createDecodePool } from '../decode/decode-client.ts';
import { stoppedLine } from './outcome-lines.ts';
import type { ImportReport, IngestApi, PickedFile } from './ingest-api.ts';
import { createPictureMaker } from './picture-maker.ts';

export interface ImportOptions {
  readonly isSample?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly onOutcome?: (outcome: ImportOutcome) => void;
  /** Keeps what is finished; the rest gets lines that say so. */
  readonly signal?: AbortSignal;
}

/**
 * Imports picked files in a worker of their own. Resolves when every file has its line and every series its
 * small pictures. Closing the lock ends it at once: keys and worker go,
 * and what had been stored by then is there.
 */
export async function startImport(
  archive: Archive,
  files: readonly PickedFile[],
  options: ImportOptions = {},
): Promise<ImportProgress> {
  const importId = randomId();
  const tracker = trackOutcomes(importId, files, options);
  const keys = archive.keys();
  if (keys === null) return tracker.endAll('LOCKED');
  const person = await currentPerson(archive);
  const worker = new Worker(new URL('./ingest.worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<IngestApi>(worker);
  const decoders = createDecodePool({ workersMax: 1 });
  const pictures = createPictureMaker(archive, decoders);
  const ending = whenEnded(archive, worker, api);
  const cancel = (): void => void api.cancel().catch(() => undefined);
  options.signal?.addEventListener('abort', cancel);
  if (options.signal?.aborted === true) cancel();
  let pictured: Promise<void> | null = null;
  const run = async (): Promise<ImportProgress> => {
    const opened = await api.open(keys);
    if (!opened.ok) return tracker.endAll(opened.failure.code);
    const job = {
      importId,
      files,
      isSample: options.isSample ?? false,
      addedBy: person.ok ? (person.value?.name ?? '') : '',
      addedById: person.ok ? (person.value?.id ?? '') : '',
    };
    const report = (news: ImportReport): Promise<void> => {
      tracker.take(news);
      pictures.add(news.stored);
      return Promise.resolve();
    };
    // The worker met a bug: what it had stored is stored, the rest is told as not.
    const done = await api.run(job, proxy(report)).catch(() => tracker.endAll('STORE_UNAVAILABLE'));
    // "Done" lets a person close the app: studies without a picture would stay so in the list.
    // A person who stops the import does not wait for them.
    pictured = pictures.finish();
    await Promise.race([pictured, whenAborted(options.signal)]);
    return done;
  };
  try {
    return await Promise.race([run(), ending.ended.then((code) => tracker.endAll(code))]);
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    ending.stop();
    api[releaseProxy]();
    worker.terminate();
    void (pictured ?? pictures.finish()).finally(() => decoders.close());
  }
}

/** Never resolves where there is no signal. */
function whenAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

interface Ending {
  /** Resolves with a code when the import can't go on: the lock has closed, or the worker died. */
  readonly ended: Promise<string>;
  readonly stop: () => void;
}

function whenEnded(archive: Archive, worker: Worker, api: Remote<IngestApi>): Ending {
  let stop = (): void => undefined;
  const ended = new Promise<string>((resolve) => {
    const leave = archive.subscribeLock(() => {
      const keys = archive.keys();
      if (keys === null) resolve('LOCKED');
      else void api.exchangeKeys(keys).catch(() => undefined);
    });
    worker.addEventListener('error', () => resolve('STORE_UNAVAILABLE'));
    stop = leave;
  });
  return { ended, stop: () => stop() };
}

/** Hands lines and counts on, and makes up the lines of an import that was cut off. */
function trackOutcomes(
  importId: string,
  files: readonly PickedFile[],
  { onOutcome, onProgress }: ImportOptions,
) {
  const told = new Set<string>();
  let last: ImportProgress = {
    importId,
    phase: 'reading',
    fileCount: files.length,
    filesDone: 0,
    byteCount: files.reduce((sum, { file }) => sum + file.size, 0),
    bytesDone: 0,
    counts: { stored: 0, duplicate: 0, variant: 0, ignored: 0, refused: 0, cancelled: 0 },
  };
  const tell = (progress: ImportProgress, outcomes: readonly ImportOutcome[]): void => {
    last = progress;
    for (const outcome of outcomes) {
      told.add(outcome.fileName);
      onOutcome?.(outcome);
    }
    onProgress?.(progress);
  };
  return {
    take: ({ progress, outcomes }: ImportReport) => tell(progress, outcomes),
    endAll(code: string): ImportProgress {
      const left = files.filter(({ path }) => !told.has(path));
      const lines = left.map(({ path }) => stoppedLine(path, code));
      const { counts } = last;
      const filesDone = last.filesDone + lines.length;
      const refused = counts.refused + lines.length;
      tell({ ...last, phase: 'done', filesDone, counts: { ...counts, refused } }, lines);
      return last;
    },
  };
}
