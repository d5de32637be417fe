import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFileBlobStore } from './archive/blob-store/file-blob-store.ts';
import { openSqlite } from './archive/index/sqlite-database.ts';
import { openSqliteIndex } from './archive/index/sqlite-index.ts';
import type { Archive } from './archive/archive.ts';

/** The one writer of a data folder, from opening to `close`. */
export interface OpenDataFolder {
  readonly archive: Archive;
  close(): Promise<void>;
}

/** Somebody else (a running server, a command) has the data folder. */
export class DataFolderInUseError extends Error {}

/**
 * Opens everything below the data folder, refusing a second writer. The lock is SQLite's exclusive lock on
 * a file of its own: the system drops it when the process dies, however it dies.
 */
export async function openDataFolder(folder: string): Promise<OpenDataFolder> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = openSqlite(path.join(folder, 'lock.sqlite'));
  try {
    lock.exec('pragma locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive; create table if not exists held (one integer); commit;');
    lock.exec('begin exclusive');
  } catch {
    lock.close();
    throw new DataFolderInUseError('the data folder is in use');
  }
  const index = openSqliteIndex(path.join(folder, 'index.sqlite'));
  const blobs = await openFileBlobStore(folder);
  return {
    archive: { index, blobs },
    async close() {
      await index.close();
      lock.close();
    },
  };
}

/** Where the running server listens for commands; socket paths longer than the system takes go to the temporary folder. */
export function commandSocketPath(folder: string): string {
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\satchel-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  }
  const inFolder = path.join(folder, 'command.sock');
  if (Buffer.byteLength(inFolder) < 100) return inFolder;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return path.join(tmpdir(), `satchel-${name}.sock`);
}
