import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFileBlobStore } from './archive/blob-store/file-blob-store.ts';
import {
  openSqlite,
  sqliteFailureOf,
  type SqliteDatabase,
} from './archive/index/sqlite-database.ts';
import { openSqliteIndex } from './archive/index/sqlite-index.ts';
import type { Archive } from './archive/archive.ts';
import { DataFolderError, DataFolderInUseError, dataFolderError } from './data-folder-failure.ts';

/** The one writer of a data folder, from opening to `close`. */
export interface OpenDataFolder {
  readonly archive: Archive;
  close(): Promise<void>;
}

/**
 * Opens everything below the data folder, refusing a second writer. The lock is SQLite's exclusive lock on
 * a file of its own: the system drops it when the process dies, however it dies.
 */
export async function openDataFolder(folder: string): Promise<OpenDataFolder> {
  return open(folder).catch((error: unknown) => {
    throw dataFolderError(folder, error) ?? error;
  });
}

async function open(folder: string): Promise<OpenDataFolder> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
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

function lockFolder(folder: string): SqliteDatabase {
  const file = path.join(folder, 'lock.sqlite');
  const lock = openSqlite(file);
  try {
    lock.exec('pragma locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive; create table if not exists held (one integer); commit;');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    const failure = sqliteFailureOf(error);
    if (failure === 'BUSY') {
      throw new DataFolderInUseError(
        `Another Satchel server is using ${folder}; stop it, or set SATCHEL_DATA to another folder.`,
      );
    }
    if (failure === 'NOTADB' || failure === 'CORRUPT')
      throw new DataFolderError(`${file} is damaged; remove it: nothing is kept in it.`);
    throw error;
  }
}

/** A place that only this account may write to is not to be had. */
export class UnsafeFolderError extends DataFolderError {}

/** Socket paths are shorter than file paths: about 100 bytes on every system. */
const socketPathBytesMax = 100;

/** Where the running server listens for commands; in a folder of this account where the data folder's path is too long. */
export function commandSocketPath(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\satchel-${name}`;
  const inFolder = path.join(folder, 'command.sock');
  if (Buffer.byteLength(inFolder) < socketPathBytesMax) return inFolder;
  const own = path.join(tmpdir(), `satchel-${process.getuid?.() ?? 0}`);
  claimFolder(own);
  return path.join(own, `${name}.sock`);
}

/** Anybody may put something under a name in the temporary folder: only a real folder of ours, closed to others, is used. */
function claimFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const found = lstatSync(folder);
  const isOurs = found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  if (!found.isDirectory() || !isOurs) {
    throw new UnsafeFolderError(
      `${folder} is not a folder of this account alone; remove it, or set SATCHEL_DATA to a shorter path.`,
    );
  }
}
