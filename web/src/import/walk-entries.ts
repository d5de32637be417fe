import type {
  DroppedEntry,
  EntriesReader,
  FileReader,
  Picked,
  PickedFile,
  UnreadEntry,
} from './picked-files.ts';

/** Goes through folders without recursion; what cannot be read is named, the rest goes on. */
export async function walkEntries(entries: readonly DroppedEntry[]): Promise<Picked> {
  const files: PickedFile[] = [];
  const unread: UnreadEntry[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    const path = entry.fullPath.replace(/^\//, '');
    if (entry.isFile) {
      const file = await fileOf(entry.file.bind(entry));
      if (file === null) unread.push({ path, kind: 'file' });
      else files.push({ file, path });
    } else {
      const reader = entry.createReader();
      const listed = await allEntriesOf(reader.readEntries.bind(reader));
      waiting.push(...listed.entries);
      if (!listed.isWhole) unread.push({ path, kind: 'folder' });
    }
  }
  return { files, unread };
}

function fileOf(read: FileReader): Promise<File | null> {
  return new Promise((resolve) => {
    read(resolve, () => resolve(null));
  });
}

interface Listed {
  readonly entries: readonly DroppedEntry[];
  /** False when the folder did not open, or broke off in its middle. */
  readonly isWhole: boolean;
}

/** A reader answers with at most 100 entries at a time, and with none when it is through. */
async function allEntriesOf(readEntries: EntriesReader): Promise<Listed> {
  const entries: DroppedEntry[] = [];
  for (;;) {
    const batch = await new Promise<readonly DroppedEntry[] | null>((resolve) => {
      readEntries(resolve, () => resolve(null));
    });
    if (batch === null) return { entries, isWhole: false };
    if (batch.length === 0) return { entries, isWhole: true };
    entries.push(...batch);
  }
}
