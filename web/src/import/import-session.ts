import type { Archive } from '../archive/archive.ts';
import type { ImportOutcome, ImportProgress } from '../archive/archive-types.ts';
import { askToPersist } from './ask-to-persist.ts';
import type { ImportJournal } from './import-journal.ts';
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
  /** Batches that were picked meanwhile, and come after it. */
  readonly waitingCount: number;
}

const idle: ImportSession = {
  isRunning: false,
  progress: null,
  outcomes: [],
  error: null,
  waitingCount: 0,
};

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

interface Batch {
  readonly archive: Archive;
  readonly files: readonly PickedFile[];
  readonly journal: ImportJournal | null;
}

let waiting: readonly Batch[] = [];
/** Somebody works through the batches, and will come to those that wait. */
let isDraining = false;

/** Imports the sample's files; answers with the lines when it is through, null when another import is running. */
export async function runImport(
  archive: Archive,
  files: readonly PickedFile[],
  options: StartOptions = {},
): Promise<readonly ImportOutcome[] | null> {
  if (session.isRunning) return null;
  publish({ ...idle, isRunning: true });
  isDraining = true;
  const outcomes = await runBatch({ archive, files, journal: null }, options);
  await runWaiting();
  return outcomes;
}

/**
 * Writes down what was picked, and imports it: at once, or after what is being imported. Files that a cut
 * import has stored already are left out; answers how many.
 */
export async function addBatch(archive: Archive, picked: readonly PickedFile[]): Promise<number> {
  // Shown at once, while what was picked is still being written down.
  if (!session.isRunning) publish({ ...idle, isRunning: true });
  const { beginJournal, forgetCutImport, readCutImports, takeUpAgain } =
    await import('./import-journal.ts');
  const sized = picked.map((one) => ({ ...one, size: one.file.size }));
  const cuts = await readCutImports(archive);
  const { files, settled } = takeUpAgain(cuts, sized);
  const journal = await beginJournal(archive, files);
  // The new journal names what the old one missed: only now may the old one go.
  for (const importId of settled) await forgetCutImport(archive, importId);
  waiting = [...waiting, { archive, files, journal }];
  if (isDraining) publish({ waitingCount: waiting.length });
  else void runWaiting();
  return picked.length - files.length;
}

/** One batch after the other; the lines of the one before stay above those of the next. */
async function runWaiting(): Promise<void> {
  isDraining = true;
  for (let [batch] = waiting; batch !== undefined; [batch] = waiting) {
    waiting = waiting.slice(1);
    publish({ isRunning: true, waitingCount: waiting.length });
    await runBatch(batch, {});
  }
  isDraining = false;
}

async function runBatch(
  { archive, files, journal }: Batch,
  options: StartOptions,
): Promise<readonly ImportOutcome[]> {
  const current = new AbortController();
  abort = current;
  const earlier = session.outcomes;
  const outcomes: ImportOutcome[] = [];
  let progress: ImportProgress | null = null;
  let told = 0;
  const lines = (): readonly ImportOutcome[] => [...earlier, ...outcomes];
  const timer = setInterval(() => {
    // A list of 2 000 lines is copied only when it has grown.
    if (told !== outcomes.length) publish({ progress, outcomes: lines() });
    else publish({ progress });
    told = outcomes.length;
  }, publishEveryMs);
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
        journal?.note(outcome);
      },
    });
    // A closed lock has taken the keys: what is missing is told to the next who opens it.
    if (archive.keys() === null) journal?.abandon();
    else await journal?.end();
    publish({ isRunning: waiting.length > 0, progress, outcomes: lines() });
  } catch (error) {
    journal?.abandon();
    publish({ isRunning: waiting.length > 0, progress, outcomes: lines(), error });
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
  for (const { journal } of waiting) journal?.abandon();
  waiting = [];
  stopImport();
  publish(idle);
}
