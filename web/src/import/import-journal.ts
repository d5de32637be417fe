import { base64FromBytes, bytesFromBase64 } from '#shared/dicom/element-access.ts';
import type { Archive } from '../archive/archive.ts';
import type { ImportOutcome } from '../archive/archive-types.ts';
import { currentPerson } from '../archive/people.ts';
import { randomId } from '../archive/random-id.ts';
import { readSetting, saveSetting } from '../archive/settings.ts';

/** A picked file as the journal knows it: names may be those of patients, so they are kept sealed. */
export interface JournalFile {
  readonly path: string;
  readonly size: number;
}

/** In place of the size of a file or folder that did not open. */
export const unreadSize = -1;

/** An import that ended without a word: the app was closed, killed or locked, or the store was full. */
export interface CutImport {
  readonly importId: string;
  readonly startedAtMs: number;
  /** Who picked the files; null where nobody was at the device, or before that was kept. */
  readonly pickedBy: Picker | null;
  readonly fileCount: number;
  readonly missing: readonly JournalFile[];
  readonly stored: readonly JournalFile[];
}

interface Picker {
  readonly id: string;
  readonly name: string;
}

export interface ImportJournal {
  /** A line of the report: its file need not be picked again, unless the store itself gave up. */
  note(outcome: ImportOutcome): void;
  /** The person has seen how it ended: nothing is left to be told. Kept when files were left over by a full store. */
  end(): Promise<void>;
  /** The keys go: what was noted stays for the next who unlocks. */
  abandon(): void;
}

interface Entry {
  readonly importId: string;
  readonly startedAtMs: number;
  readonly pickedBy?: Picker | null;
  readonly files: readonly (readonly [path: string, size: number])[];
}

const listName = 'import-journal';
/** Apart from the names, for it is written again and again: a bit for each file. */
const doneName = 'import-journal-done';
const noteEveryMs = 1500;
const storeFailures = new Set(['QUOTA_EXCEEDED', 'STORE_LOST', 'STORE_UNAVAILABLE', 'LOCKED']);

const lockOf = (importId: string): string => `satchel-import ${importId}`;

/** Writes down what was picked before the first file is read. */
export async function beginJournal(
  archive: Archive,
  picked: readonly JournalFile[],
): Promise<ImportJournal> {
  const importId = randomId();
  const files = picked.map(({ path, size }) => [path, size] as const);
  const indexes = new Map(picked.map(({ path }, index) => [path, index]));
  const bits = new Uint8Array(Math.ceil(picked.length / 8));
  let left = picked.length;
  let isStoreFull = false;
  const release = holdLock(lockOf(importId));
  const person = await currentPerson(archive);
  const pickedBy =
    person.ok && person.value !== null ? { id: person.value.id, name: person.value.name } : null;
  await changeEntries(archive, (entries) => [
    ...entries,
    { importId, startedAtMs: Date.now(), pickedBy, files },
  ]);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = async (): Promise<void> => {
    timer = null;
    await changeDone(archive, (done) => ({ ...done, [importId]: base64FromBytes(bits) }));
  };
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    release();
  };
  return {
    note({ fileName, outcome, code }) {
      const index = indexes.get(fileName);
      // What could not be read is not in: after a cut it is asked for again, not skipped.
      if (index === undefined || code === 'READ_FAILED' || code === 'FOLDER_UNREADABLE') return;
      if (outcome === 'refused' && storeFailures.has(code ?? '')) {
        isStoreFull = true;
        return;
      }
      const bit = 1 << (index & 7);
      if (((bits[index >> 3] ?? 0) & bit) === 0) left -= 1;
      bits[index >> 3] = (bits[index >> 3] ?? 0) | bit;
      timer ??= setTimeout(() => void write(), noteEveryMs);
    },
    async end() {
      stop();
      if (isStoreFull && left > 0) await write();
      else await forgetCutImport(archive, importId);
    },
    abandon: stop,
  };
}

/** The imports that were cut; those that some tab is still working on are not. */
export async function readCutImports(archive: Archive): Promise<readonly CutImport[]> {
  const [entries, done, alive] = await Promise.all([
    readEntries(archive),
    readDone(archive),
    heldLocks(),
  ]);
  return entries
    .filter(({ importId }) => !alive.has(lockOf(importId)))
    .map(({ importId, startedAtMs, pickedBy = null, files }) => {
      const bits = bytesFromBase64(done[importId] ?? '');
      const isStored = (index: number): boolean =>
        ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
      const named = files.map(([path, size]) => ({ path, size }));
      return {
        importId,
        startedAtMs,
        pickedBy,
        fileCount: files.length,
        missing: named.filter(
          (file, index) => !isStored(index) && !/(^|\/)DICOMDIR$/i.test(file.path),
        ),
        stored: named.filter((_, index) => isStored(index)),
      };
    });
}

/** Says no more of an import that was cut. */
export async function forgetCutImport(archive: Archive, importId: string): Promise<void> {
  await changeEntries(archive, (entries) => entries.filter((entry) => entry.importId !== importId));
  await changeDone(archive, (done) =>
    Object.fromEntries(Object.entries(done).filter(([id]) => id !== importId)),
  );
}

/**
 * What of newly picked files is not in yet, by the cut imports they take up again; and those of these
 * imports that nothing is missing of any more when the files are in.
 */
export function takeUpAgain<File extends JournalFile>(
  cuts: readonly CutImport[],
  picked: readonly File[],
): { readonly files: readonly File[]; readonly settled: readonly string[] } {
  const keyOf = ({ path, size }: JournalFile): string => `${size} ${path}`;
  const keys = new Set(picked.map(keyOf));
  const paths = new Set(picked.flatMap(({ path }) => pathAndFolders(path)));
  const isPicked = (file: JournalFile): boolean =>
    file.size === unreadSize ? paths.has(file.path) : keys.has(keyOf(file));
  const taken = cuts.filter(({ missing }) => missing.some(isPicked));
  const stored = new Set(taken.flatMap((cut) => cut.stored.map(keyOf)));
  return {
    files: picked.filter((file) => !stored.has(keyOf(file))),
    settled: taken.filter(({ missing }) => missing.every(isPicked)).map(({ importId }) => importId),
  };
}

/** `a/b/c`, `a/b`, `a`. */
function pathAndFolders(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, names.length - index).join('/'));
}

async function readEntries(archive: Archive): Promise<readonly Entry[]> {
  const read = await readSetting(archive, listName);
  return read.ok && Array.isArray(read.value) ? (read.value as readonly Entry[]) : [];
}

async function readDone(archive: Archive): Promise<Readonly<Record<string, string>>> {
  const read = await readSetting(archive, doneName);
  const isRecord = read.ok && typeof read.value === 'object' && read.value !== null;
  return isRecord ? (read.value as Readonly<Record<string, string>>) : {};
}

function changeEntries(
  archive: Archive,
  change: (entries: readonly Entry[]) => readonly Entry[],
): Promise<void> {
  return oneAtATime(async () => {
    await saveSetting(archive, listName, change(await readEntries(archive)));
  });
}

function changeDone(
  archive: Archive,
  change: (done: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Promise<void> {
  return oneAtATime(async () => {
    await saveSetting(archive, doneName, change(await readDone(archive)));
  });
}

/** Reading, changing and writing must not cross those of another tab. */
async function oneAtATime(work: () => Promise<void>): Promise<void> {
  if (!hasLocks()) return work();
  await navigator.locks.request('satchel-import-journal', work);
}

function hasLocks(): boolean {
  return typeof navigator !== 'undefined' && 'locks' in navigator;
}

/** Held until it is released, or the page is gone. */
function holdLock(name: string): () => void {
  if (!hasLocks()) return () => undefined;
  const released = Promise.withResolvers<void>();
  void navigator.locks.request(name, () => released.promise);
  return () => released.resolve();
}

async function heldLocks(): Promise<ReadonlySet<string>> {
  if (!hasLocks()) return new Set();
  const { held = [], pending = [] } = await navigator.locks.query();
  return new Set([...held, ...pending].map(({ name }) => name ?? ''));
}
