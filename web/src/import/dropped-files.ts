import { type DroppedEntry, filesOf, type PickedFile } from './picked-files.ts';

/** What lay in a drop, taken out of it; the folders are still to be looked through. */
export interface Dropped {
  readonly entries: readonly DroppedEntry[];
  readonly files: readonly PickedFile[];
}

/** Called before the first await: the browser empties the transfer when the event is over. */
export function takeOut(transfer: DataTransfer): Dropped {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const entries: DroppedEntry[] = [];
  const loose: File[] = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry as unknown as DroppedEntry);
    if (file !== null) loose.push(file);
  }
  return { entries, files: filesOf(items.length === 0 ? transfer.files : loose) };
}
