import type Database from 'better-sqlite3';

export type SqliteDatabase = Database.Database;

/** The next number of the change log: asked inside the writing transaction, so the log has no gaps. */
export function nextSeq(database: SqliteDatabase): number {
  const row = database
    .prepare<[], { seq: number | null }>('select max(seq) as seq from change_log')
    .get();
  return (row?.seq ?? 0) + 1;
}
