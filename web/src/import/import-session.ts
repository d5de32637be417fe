import type { Archive } from '../archive/archive.ts';
import type { ImportOutcome, ImportProgress } from '../archive/archive-types.ts';
import type { UnderCover } from '../archive/under-cover.ts';
import { forgetAtHandOver } from '../live/hand-over.ts';
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
  /** Keeps its keys while the import is finished behind a closed lock. */
  readonly archive: Archive;
  readonly files: readonly PickedFile[];
  readonly journal: ImportJournal | null;
}

let waiting: readonly Batch[] = [];
/** Whoever picked the files has handed the device over: the next one is told counts, and no names of files. */
let isOthers = false;
/** Counts how often everything was forgotten: a batch of before tells nothing any more. */
let forgottenCount = 0;
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
  const held = await keepUnderCover(archive);
  const outcomes = await runBatch({ archive: held, files, journal: null }, options);
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
  const held = await keepUnderCover(archive);
  const journal = await beginJournal(held, files);
  // The new journal names what the old one missed: only now may the old one go.
  for (const importId of settled) await forgetCutImport(archive, importId);
  waiting = [...waiting, { archive: held, files, journal }];
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
  isOthers = false;
}

const kept = new WeakSet<UnderCover>();

/** The archive under whose cover an import may come to its end; once that has lost its keys, nothing is known here. */
async function keepUnderCover(archive: Archive): Promise<Archive> {
  const { underCover } = await import('../archive/under-cover.ts');
  const cover = underCover(archive);
  if (!kept.has(cover)) {
    kept.add(cover);
    cover.addWork(() => session.isRunning);
    cover.subscribe(() => {
      if (cover.state().phase === 'closed') forgetImportSession();
    });
  }
  return cover.archive;
}

async function runBatch(
  { archive, files, journal }: Batch,
  options: StartOptions,
): Promise<readonly ImportOutcome[]> {
  const current = new AbortController();
  abort = current;
  const begunIn = forgottenCount;
  const tell = (change: Partial<ImportSession>): void => {
    if (begunIn === forgottenCount) publish(change);
  };
  const earlier = session.outcomes;
  const outcomes: ImportOutcome[] = [];
  let progress: ImportProgress | null = null;
  let told = 0;
  const lines = (): readonly ImportOutcome[] => (isOthers ? [] : [...earlier, ...outcomes]);
  const timer = setInterval(() => {
    // A list of 2 000 lines is copied only when it has grown.
    if (told !== outcomes.length) tell({ progress, outcomes: lines() });
    else tell({ progress });
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
    tell({ isRunning: waiting.length > 0, progress, outcomes: lines() });
  } catch (error) {
    journal?.abandon();
    tell({ isRunning: waiting.length > 0, progress, outcomes: lines(), error });
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

/** The lines hold names of files, and those are often names of patients. */
function forgetImportSession(): void {
  for (const { journal } of waiting) journal?.abandon();
  waiting = [];
  forgottenCount += 1;
  isOthers = false;
  stopImport();
  publish(idle);
}

forgetAtHandOver((reason) => {
  // Who comes back after the lock finds their report; what is locked for good has none.
  if (reason === 'lock') return;
  isOthers = session.isRunning;
  publish(isOthers ? { outcomes: [] } : idle);
});
