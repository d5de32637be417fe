import type { Archive } from '../archive/archive.ts';
import type { ImportOutcome, ImportProgress } from '../archive/archive-types.ts';
import { askToPersist } from './ask-to-persist.ts';
import type { PickedFile } from './picked-files.ts';

/** The import that is going on or was the last; it goes on while other screens are open. */
export interface ImportSession {
  readonly isRunning: boolean;
  /** null before the first. */
  readonly progress: ImportProgress | null;
  /** One line a file, in the order they were finished. */
  readonly outcomes: readonly ImportOutcome[];
  /** It broke off as a whole; what was stored stays. */
  readonly error: unknown;
}

const idle: ImportSession = { isRunning: false, progress: null, outcomes: [], error: null };

/** 10 000 lines must not mean 10 000 renderings. */
const publishEveryMs = 120;

let session = idle;
let abort: AbortController | null = null;
const listeners = new Set<() => void>();

export function readImportSession(): ImportSession {
  return session;
}

export function subscribeImportSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(change: Partial<ImportSession>): void {
  session = { ...session, ...change };
  for (const listener of listeners) listener();
}

interface StartOptions {
  readonly isSample?: boolean;
}

/** Imports the files; answers with the lines when it is through, null when another import is running. */
export async function runImport(
  archive: Archive,
  files: readonly PickedFile[],
  options: StartOptions = {},
): Promise<readonly ImportOutcome[] | null> {
  if (session.isRunning) return null;
  const current = new AbortController();
  abort = current;
  const outcomes: ImportOutcome[] = [];
  let progress: ImportProgress | null = null;
  publish({ ...idle, isRunning: true });
  const timer = setInterval(() => publish({ progress, outcomes: [...outcomes] }), publishEveryMs);
  try {
    // The worker's client comes with the first import, not with the first screen.
    const { startImport } = await import('../workers/ingest/ingest-client.ts');
    progress = await startImport(archive, files, {
      isSample: options.isSample === true,
      signal: current.signal,
      onProgress(next) {
        progress = next;
      },
      onOutcome(outcome) {
        outcomes.push(outcome);
      },
    });
    publish({ isRunning: false, progress, outcomes: [...outcomes] });
  } catch (error) {
    publish({ isRunning: false, progress, outcomes: [...outcomes], error });
  } finally {
    clearInterval(timer);
    abort = null;
  }
  if (outcomes.some(({ outcome }) => outcome === 'stored')) void askToPersist();
  return outcomes;
}

/** What is finished stays; the rest gets a line that says it was not read. */
export function stopImport(): void {
  abort?.abort();
}

/** Called when the lock closes: the lines hold names of files, and those are often names of patients. */
export function forgetImportSession(): void {
  stopImport();
  publish(idle);
}
