/** A file that a person handed over, and where in their folder it was. Matches what the ingest client takes. */
export interface PickedFile {
  readonly file: File;
  readonly path: string;
}

export type PickKind = 'files' | 'folder' | 'zip';

/**
 * Opens the browser's picker; resolves with nothing when the person cancels. No `accept` for files: DICOM
 * files mostly have no ending, and iOS greys out what it does not know.
 */
export function pickFiles(kind: PickKind): Promise<readonly PickedFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.hidden = true;
    if (kind !== 'folder') input.multiple = true;
    if (kind === 'folder') input.webkitdirectory = true;
    if (kind === 'zip') input.accept = '.zip,application/zip';
    const settle = (): void => {
      input.remove();
      resolve(filesOf(input.files ?? []));
    };
    input.addEventListener('change', settle);
    input.addEventListener('cancel', settle);
    // Safari forgets an input that is nowhere in the document, and its answer with it.
    document.body.append(input);
    input.click();
  });
}

export function filesOf(files: Iterable<File>): readonly PickedFile[] {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** What of `FileSystemEntry` is used; given for tests. */
export type DroppedEntry =
  | {
      readonly isFile: true;
      readonly isDirectory: false;
      readonly fullPath: string;
      file: FileReader;
    }
  | {
      readonly isFile: false;
      readonly isDirectory: true;
      readonly fullPath: string;
      createReader(): { readEntries: EntriesReader };
    };
type FileReader = (done: (file: File) => void, failed: (error: unknown) => void) => void;
type EntriesReader = (
  done: (entries: readonly DroppedEntry[]) => void,
  failed: (error: unknown) => void,
) => void;

/**
 * All files of a drop or paste, folders walked through. The entries must be taken out before the first
 * await: the browser empties the transfer when the event is over.
 */
export function droppedFiles(transfer: DataTransfer): Promise<readonly PickedFile[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const entries = items.flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry === null ? [] : [entry as unknown as DroppedEntry];
  });
  // Pasted files have no entries in some browsers; the plain list has them.
  if (entries.length === 0) return Promise.resolve(filesOf(transfer.files));
  return walkEntries(entries);
}

/** Goes through folders without recursion; what cannot be read is left out, the rest goes on. */
export async function walkEntries(
  entries: readonly DroppedEntry[],
): Promise<readonly PickedFile[]> {
  const found: PickedFile[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    if (entry.isFile) {
      const file = await fileOf(entry.file.bind(entry));
      if (file !== null) found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    } else {
      const reader = entry.createReader();
      waiting.push(...(await allEntriesOf(reader.readEntries.bind(reader))));
    }
  }
  return found;
}

function fileOf(read: FileReader): Promise<File | null> {
  return new Promise((resolve) => {
    read(resolve, () => resolve(null));
  });
}

/** A reader answers with at most 100 entries at a time, and with none when it is through. */
async function allEntriesOf(readEntries: EntriesReader): Promise<readonly DroppedEntry[]> {
  const all: DroppedEntry[] = [];
  for (;;) {
    const batch = await new Promise<readonly DroppedEntry[]>((resolve) => {
      readEntries(resolve, () => resolve([]));
    });
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}
