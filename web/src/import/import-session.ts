import type { ImportOutcome, ImportProgress } from '../archive/archive-types.ts';
import { forgetAtHandOver } from '../live/hand-over.ts';

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

export const idleSession: ImportSession = {
  isRunning: false,
  progress: null,
  outcomes: [],
  error: null,
  waitingCount: 0,
};

let session = idleSession;
const listeners = new Set<() => void>();

export function readImportSession(): ImportSession {
  return session;
}

export function subscribeImportSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes what is told of the import; for the queue alone. */
export function publishImportSession(change: Partial<ImportSession>): void {
  session = { ...session, ...change };
  for (const listener of listeners) listener();
}

/** Whoever picked the files has handed the device over: the next one is told counts, and no names of files. */
let isOthers = false;
/** Each Stop ends whatever was handed over before it, what waits too. */
let stopCount = 0;
let forgottenCount = 0;
const stopping = new Set<() => void>();

/** Whether a later person is at the device than the one whose files are being added. */
export function isImportOfOthers(): boolean {
  return isOthers;
}

/** What an import began in: told from later times by `isStoppedSince` and `isForgottenSince`. */
export interface ImportMoment {
  readonly stopCount: number;
  readonly forgottenCount: number;
}

export function importMoment(): ImportMoment {
  return { stopCount, forgottenCount };
}

/** Somebody has pressed Stop since. */
export function isStoppedSince(moment: ImportMoment): boolean {
  return moment.stopCount !== stopCount;
}

/** Everything was forgotten since: what began before tells nothing any more. */
export function isForgottenSince(moment: ImportMoment): boolean {
  return moment.forgottenCount !== forgottenCount;
}

/** Runs with the next Stop; answers with the way to leave. */
export function onImportStop(run: () => void): () => void {
  stopping.add(run);
  return () => stopping.delete(run);
}

/** Nothing is being added any more, nor waits. */
export function endImportSession(): void {
  isOthers = false;
}

/** What is finished stays; the rest, and all that waits, gets lines that say it was not read. */
export function stopImport(): void {
  stopCount += 1;
  for (const run of stopping) run();
}

/** The lines hold names of files, and those are often names of patients. */
export function forgetImportSession(): void {
  forgottenCount += 1;
  isOthers = false;
  stopImport();
  publishImportSession(idleSession);
}

forgetAtHandOver((reason) => {
  // Who comes back after the lock finds their report; what is locked for good has none.
  if (reason === 'lock') return;
  isOthers = session.isRunning;
  publishImportSession(isOthers ? { outcomes: [] } : idleSession);
});
