import type { Archive } from '../archive/archive.ts';
import type { ImportOutcome, ImportProgress } from '../archive/archive-types.ts';
import { type UnderCover, underCover } from '../archive/under-cover.ts';
import { askToPersist } from './ask-to-persist.ts';
import {
  beginJournal,
  forgetCutImport,
  type ImportJournal,
  readCutImports,
  takeUpAgain,
  unreadSize,
} from './import-journal.ts';
import {
  endImportSession,
  forgetImportSession,
  idleSession,
  type ImportMoment,
  importMoment,
  type ImportSession,
  isForgottenSince,
  isImportOfOthers,
  isStoppedSince,
  onImportStop,
  publishImportSession as publish,
  readImportSession,
} from './import-session.ts';
import type { Picked, PickedFile, UnreadEntry } from './picked-files.ts';

/** 10 000 lines must not mean 10 000 renderings. */
const publishEveryMs = 120;

interface Batch extends Picked {
  /** Keeps its keys while the import is finished behind a closed lock. */
  readonly archive: Archive;
  readonly journal: ImportJournal | null;
  readonly moment: ImportMoment;
  readonly isSample?: boolean;
  /** It could not be begun: each of its files gets a line that says so. */
  readonly fault?: unknown;
}

let waiting: readonly Batch[] = [];
/** Somebody works through the batches, and will come to those that wait. */
let isDraining = false;

/** Imports the sample's files; answers with the lines when it is through, null when another import is running. */
export async function runImport(
  archive: Archive,
  files: readonly PickedFile[],
  options: { readonly isSample?: boolean } = {},
): Promise<readonly ImportOutcome[] | null> {
  if (readImportSession().isRunning) return null;
  const moment = importMoment();
  publish({ ...idleSession, isRunning: true });
  isDraining = true;
  const held = keepUnderCover(archive);
  const outcomes = await runBatch({
    ...options,
    archive: held,
    files,
    unread: [],
    journal: null,
    moment,
  });
  await runWaiting();
  return outcomes;
}

/**
 * Writes down what was picked, and imports it: at once, or after what is being imported. Files that a cut
 * import has stored already are left out; answers how many.
 */
export async function addBatch(archive: Archive, picked: Picked): Promise<number> {
  const moment = importMoment();
  // Shown at once, while what was picked is still being written down.
  if (!readImportSession().isRunning) publish({ ...idleSession, isRunning: true });
  let batch: Batch;
  try {
    batch = await written(archive, picked, moment);
  } catch (fault) {
    // Left to itself the screen would say "running" for ever.
    batch = { ...picked, archive, journal: null, moment, fault };
  }
  if (isForgottenSince(moment)) {
    batch.journal?.abandon();
    return 0;
  }
  waiting = [...waiting, batch];
  if (isDraining) publish({ waitingCount: waiting.length });
  else void runWaiting();
  return picked.files.length - batch.files.length;
}

async function written(archive: Archive, picked: Picked, moment: ImportMoment): Promise<Batch> {
  const sized = picked.files.map((one) => ({ ...one, size: one.file.size }));
  const { files, settled } = takeUpAgain(await readCutImports(archive), sized);
  const held = keepUnderCover(archive);
  const unread = picked.unread.map(({ path }) => ({ path, size: unreadSize }));
  const journal = await beginJournal(held, [...files, ...unread]);
  // The new journal names what the old one missed: only now may the old one go.
  for (const importId of settled) await forgetCutImport(archive, importId);
  return { archive: held, files, unread: picked.unread, journal, moment };
}

/** One batch after the other; the lines of the one before stay above those of the next. */
async function runWaiting(): Promise<void> {
  isDraining = true;
  for (let [batch] = waiting; batch !== undefined; [batch] = waiting) {
    waiting = waiting.slice(1);
    publish({ isRunning: true, waitingCount: waiting.length });
    await runBatch(batch);
  }
  isDraining = false;
  endImportSession();
}

const kept = new WeakSet<UnderCover>();

/** The archive under whose cover an import may come to its end; once that has lost its keys, nothing is known here. */
function keepUnderCover(archive: Archive): Archive {
  const cover = underCover(archive);
  if (!kept.has(cover)) {
    kept.add(cover);
    cover.addWork(() => readImportSession().isRunning);
    cover.subscribe(() => {
      if (cover.state().phase !== 'closed') return;
      for (const { journal } of waiting) journal?.abandon();
      waiting = [];
      forgetImportSession();
    });
  }
  return cover.archive;
}

async function runBatch(batch: Batch): Promise<readonly ImportOutcome[]> {
  const { archive, journal, moment } = batch;
  const outcomes: ImportOutcome[] = [];
  let progress: ImportProgress | null = null;
  let told = 0;
  const earlier = readImportSession().outcomes;
  const lines = (): readonly ImportOutcome[] =>
    isImportOfOthers() ? [] : [...earlier, ...outcomes];
  const tell = (change: Partial<ImportSession>): void => {
    if (!isForgottenSince(moment)) publish(change);
  };
  const timer = setInterval(() => {
    // A list of 2 000 lines is copied only when it has grown.
    if (told !== outcomes.length) tell({ progress, outcomes: lines() });
    else tell({ progress });
    told = outcomes.length;
  }, publishEveryMs);
  try {
    outcomes.push(...batch.unread.map(unreadLine));
    progress = await readBatch(batch, outcomes, (next) => {
      progress = next;
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
  }
  if (outcomes.some(({ outcome }) => outcome === 'stored')) void askToPersist();
  return outcomes;
}

/** A line for each file, by the worker or, where it did not come to it, by what kept it from it. */
async function readBatch(
  batch: Batch,
  outcomes: ImportOutcome[],
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportProgress> {
  const { archive, files, journal, moment } = batch;
  const add = (outcome: ImportOutcome): void => {
    outcomes.push(outcome);
    journal?.note(outcome);
  };
  if (batch.fault !== undefined) {
    for (const { path } of files) outcomes.push(lineOf(path, 'refused', 'NOT_BEGUN'));
    throw batch.fault;
  }
  if (isStoppedSince(moment)) {
    for (const { path } of files) add(lineOf(path, 'cancelled', null));
    return stoppedProgress(batch);
  }
  const current = new AbortController();
  const leave = onImportStop(() => current.abort());
  try {
    // The worker's client comes with the first import, not with the first screen.
    const { startImport } = await import('../workers/ingest/ingest-client.ts');
    const done = await startImport(archive, files, {
      isSample: batch.isSample === true,
      signal: current.signal,
      onProgress: (next) => onProgress(withUnread(next, batch)),
      onOutcome: add,
    });
    return withUnread(done, batch);
  } finally {
    leave();
  }
}

function lineOf(
  fileName: string,
  outcome: ImportOutcome['outcome'],
  code: string | null,
): ImportOutcome {
  return { fileName, outcome, code, warnings: [], studyKey: null };
}

function unreadLine({ path, kind }: UnreadEntry): ImportOutcome {
  return lineOf(path, 'refused', kind === 'folder' ? 'FOLDER_UNREADABLE' : 'READ_FAILED');
}

/** What did not open was looked at too: it counts as refused. */
function withUnread(progress: ImportProgress, { unread }: Batch): ImportProgress {
  if (unread.length === 0) return progress;
  const { counts, fileCount, filesDone } = progress;
  return {
    ...progress,
    fileCount: fileCount + unread.length,
    filesDone: filesDone + unread.length,
    counts: { ...counts, refused: counts.refused + unread.length },
  };
}

/** Of a batch that was stopped before it was come to. */
function stoppedProgress({ files, unread }: Batch): ImportProgress {
  const count = files.length + unread.length;
  return {
    importId: '',
    phase: 'cancelled',
    fileCount: count,
    filesDone: count,
    byteCount: 0,
    bytesDone: 0,
    counts: {
      stored: 0,
      duplicate: 0,
      variant: 0,
      ignored: 0,
      refused: unread.length,
      cancelled: files.length,
    },
  };
}
