/** A file that a person handed over, and where in their folder it was. Matches what the ingest client takes. */
export interface PickedFile {
  readonly file: File;
  readonly path: string;
}

/** Something handed over that did not open: a file or folder of a damaged stick, or one that has gone meanwhile. */
export interface UnreadEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** All that a person handed over: what cannot be read is told by its name, never left out in silence. */
export interface Picked {
  readonly files: readonly PickedFile[];
  readonly unread: readonly UnreadEntry[];
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
export type FileReader = (done: (file: File) => void, failed: (error: unknown) => void) => void;
export type EntriesReader = (
  done: (entries: readonly DroppedEntry[]) => void,
  failed: (error: unknown) => void,
) => void;
