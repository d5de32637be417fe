import { unfinishedName } from '../workers/export/export-api.ts';

/** `nothing`: no mark of that export lies there. `left`: some of it could not be taken away. */
export type Removal = 'removed' | 'nothing' | 'left';

/** What Satchel itself puts at the top of a file-set (PS3.10 8.6). */
const topNames = ['DICOM', 'DICOMDIR'];
/** A writer that was ended a moment ago may still hold its file. */
const tries = 5;
const pauseMs = 200;

/** Not yet in the types of the browsers' library. */
type Listed = FileSystemDirectoryHandle & { values(): AsyncIterable<FileSystemHandle> };

/**
 * Takes away what an export has left in the folder that was chosen for it, known by the mark that lies beside an
 * unfinished one; without that mark nothing is touched.
 */
export async function removeUnfinished(
  chosen: FileSystemDirectoryHandle,
  id: string,
): Promise<Removal> {
  const mark = unfinishedName(id);
  try {
    if (await holdsFile(chosen, mark)) {
      for (const name of [...topNames, mark]) await removePersistently(chosen, name);
      return 'removed';
    }
    for await (const entry of (chosen as Listed).values()) {
      if (entry.kind !== 'directory' || !entry.name.startsWith('satchel-')) continue;
      const folder = await chosen.getDirectoryHandle(entry.name);
      if (!(await holdsFile(folder, mark))) continue;
      await removePersistently(chosen, entry.name);
      return 'removed';
    }
    return 'nothing';
  } catch {
    return 'left';
  }
}

async function holdsFile(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  return folder.getFileHandle(name).then(
    () => true,
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotFoundError') return false;
      throw error;
    },
  );
}

async function removePersistently(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let left = tries; ; left -= 1) {
    try {
      return await folder.removeEntry(name, { recursive: true });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return;
      if (left === 1) throw error;
      await new Promise((resolve) => void setTimeout(resolve, pauseMs));
    }
  }
}
