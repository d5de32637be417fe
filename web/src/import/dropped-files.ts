import { type DroppedEntry, filesOf, type Picked } from './picked-files.ts';

/**
 * All files of a drop, folders walked through. The entries must be taken out before the first await: the
 * browser empties the transfer when the event is over.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<Picked> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const entries: DroppedEntry[] = [];
  const loose: File[] = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry as unknown as DroppedEntry);
    if (file !== null) loose.push(file);
  }
  if (entries.length === 0) return { files: filesOf(transfer.files), unread: [] };
  const { walkEntries } = await import('./walk-entries.ts');
  const { files, unread } = await walkEntries(entries);
  return { files: [...filesOf(loose), ...files], unread };
}
