import type Database from 'better-sqlite3';

export type SqliteDatabase = Database.Database;

/** The next number of the change log: asked inside the writing transaction, so the log has no gaps. */
export function sequence(database: SqliteDatabase): () => number {
  const last = database.prepare<[], { seq: number | null }>(
    'select max(seq) as seq from change_log',
  );
  return () => (last.get()?.seq ?? 0) + 1;
}

/** SQLite answers at once; the interface is asynchronous for the stores that do not. */
export function settled<Value>(work: () => Value): Promise<Value> {
  return new Promise((resolve) => resolve(work()));
}
