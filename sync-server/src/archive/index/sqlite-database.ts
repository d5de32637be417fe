import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** A statement with the shapes of what it takes and gives. */
interface SqliteStatement<Values extends readonly unknown[], Row> {
  get(...values: Values): Row | undefined;
  all(...values: Values): Row[];
  run(...values: Values): { readonly changes: number; readonly lastInsertRowid: number };
}

/** The one door to SQLite: Node's own, synchronous. */
export interface SqliteDatabase {
  exec(sql: string): void;
  prepare<Values extends readonly unknown[] = readonly unknown[], Row = unknown>(
    sql: string,
  ): SqliteStatement<Values, Row>;
  /** Makes one transaction of a function: it commits when the function returns and undoes everything when it throws. */
  transaction<Values extends readonly unknown[], Value>(
    work: (...values: Values) => Value,
  ): (...values: Values) => Value;
  close(): void;
}

export function openSqlite(file: string): SqliteDatabase {
  const database = new DatabaseSync(file);
  return {
    exec: (sql) => database.exec(sql),
    prepare<Values extends readonly unknown[], Row>(sql: string): SqliteStatement<Values, Row> {
      const statement = database.prepare(sql);
      // Rows are handed over whole; a statement takes of them what it names.
      statement.setAllowUnknownNamedParameters(true);
      // The types of values and rows are the statement's word: SQLite's strict tables hold it to them.
      const bound = (values: Values): SQLInputValue[] =>
        values as readonly unknown[] as SQLInputValue[];
      return {
        get: (...values) => statement.get(...bound(values)) as Row | undefined,
        all: (...values) => statement.all(...bound(values)) as Row[],
        run(...values) {
          const { changes, lastInsertRowid } = statement.run(...bound(values));
          return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
        },
      };
    },
    transaction:
      (work) =>
      (...values) => {
        database.exec('begin immediate');
        try {
          const value = work(...values);
          database.exec('commit');
          return value;
        } catch (error) {
          // A full disk has undone it already.
          if (database.isTransaction) database.exec('rollback');
          throw error;
        }
      },
    close: () => database.close(),
  };
}

/** SQLite's own result codes that somebody can do something about (sqlite.org/rescode.html). */
const failureNames = new Map([
  [5, 'BUSY'],
  [8, 'READONLY'],
  [10, 'IOERR'],
  [11, 'CORRUPT'],
  [13, 'FULL'],
  [14, 'CANTOPEN'],
  [26, 'NOTADB'],
] as const);

export type SqliteFailure = typeof failureNames extends Map<number, infer Name> ? Name : never;

/** Which of its expected failures SQLite had; null for faults, and for what is no failure of SQLite. */
export function sqliteFailureOf(error: unknown): SqliteFailure | null {
  if (!(error instanceof Error && 'errcode' in error)) return null;
  // The low byte is the code, the rest says more of it.
  const code = Number(error.errcode) & 0xff;
  return new Map<number, SqliteFailure>(failureNames).get(code) ?? null;
}

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
