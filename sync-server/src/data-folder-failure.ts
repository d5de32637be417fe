import { statfsSync } from 'node:fs';
import path from 'node:path';
import { isDamagedIndex, UnknownIndexError } from './archive/index/sqlite-index.ts';
import { sqliteFailureOf } from './archive/index/sqlite-database.ts';
import { DamagedKeyError } from './archive/hub-identity.ts';

/** A data folder that cannot be used, as one sentence: which folder, and what to do. */
export class DataFolderError extends Error {}

/** Somebody else (a running server, a command) has the data folder. */
export class DataFolderInUseError extends DataFolderError {}

const elsewhere = 'set SATCHEL_DATA to another folder';

/** Below this nothing can be begun: SQLite asks for as much before its first page. */
const roomBytesMin = 256 * 1024;

/**
 * What a failure at the opening of a data folder means to the person who started the server; null for what
 * is no state of the folder but a fault of the program.
 */
export function dataFolderError(folder: string, error: unknown): DataFolderError | null {
  if (error instanceof DataFolderError) return error;
  const sentence = sentenceOf(folder, error);
  return sentence === null ? null : new DataFolderError(sentence, { cause: error });
}

function sentenceOf(folder: string, error: unknown): string | null {
  const index = path.join(folder, 'index.sqlite');
  if (error instanceof UnknownIndexError)
    return `${index} is of another version of Satchel (${error.found}, this one knows up to ${error.known}); start the version that wrote it, or a newer one, or ${elsewhere}.`;
  if (error instanceof DamagedKeyError)
    return `${error.file} is damaged; put it back from a backup: without it no device knows this server.`;
  if (isDamagedIndex(error))
    return `${index} is damaged; put index.sqlite back from a backup, or move it and the files index.sqlite-wal and index.sqlite-shm away: the next start makes it again from the stored studies, but marks, pairings and tokens stand in it alone.`;
  const code = sqliteFailureOf(error) ?? systemCodeOf(error);
  if (code === null) return null;
  if (isFull(folder, code))
    return `The disk of ${folder} is full; make room on it, or ${elsewhere}.`;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `${folder} is not a folder, or a file lies where one of its folders should be; move that away, or ${elsewhere}.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    // What Node makes of EROFS where it makes folders.
    case 'ENOENT':
    case 'READONLY':
    case 'CANTOPEN':
      return `${folder} may not be written by this account; give the account the folder and all that lies in it, or ${elsewhere}.`;
    default:
      return `${folder} cannot be used (${code}); look at its disk, or ${elsewhere}.`;
  }
}

/** SQLite says of a full disk what its last step could not do: the disk itself is asked too. */
function isFull(folder: string, code: string): boolean {
  if (['ENOSPC', 'EDQUOT', 'FULL'].includes(code)) return true;
  if (code !== 'IOERR' && code !== 'CANTOPEN') return false;
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < roomBytesMin;
  } catch {
    return false;
  }
}

/** Code of a failed system call; null for every other error. */
function systemCodeOf(error: unknown): string | null {
  const isSystem = error instanceof Error && 'code' in error && 'syscall' in error;
  return isSystem ? String(error.code) : null;
}
