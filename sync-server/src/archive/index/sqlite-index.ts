import { MediumFullError } from '../blob-store/blob-store.ts';
import type { ArchiveIndex, NewInstance } from './archive-index.ts';
import { groupCommit } from './group-commit.ts';
import { sqliteAccess } from './sqlite-access.ts';
import { openSqlite, settled, sqliteFailureOf, type SqliteDatabase } from './sqlite-database.ts';
import { fillSearchTexts, sqliteFind } from './sqlite-find.ts';
import { sqliteInstances } from './sqlite-instances.ts';
import { sqliteOps } from './sqlite-ops.ts';
import { sqliteScope } from './sqlite-scope.ts';
import { schemaVersions } from './sqlite-schema.ts';
import { sqliteSearch } from './sqlite-search.ts';

/**
 * Opens (and brings up to date) the index in a SQLite file, or `:memory:`. WAL with `synchronous=FULL`: a
 * transaction that returned is on the disk. One writer: SQLite calls are synchronous, so two transactions
 * of this process cannot interleave.
 */
export function openSqliteIndex(file: string): ArchiveIndex {
  const database = openSqlite(file);
  database.exec(`
    pragma journal_mode = WAL;
    pragma synchronous = FULL;
    pragma foreign_keys = ON;
    pragma busy_timeout = 5000;
    pragma cache_size = -32768;
  `);
  migrate(database);
  fillSearchTexts(database);
  const scope = sqliteScope(database);
  const instances = sqliteInstances(database, scope);
  const ops = sqliteOps(database, scope, (id) => instances.changeOf(id));
  const search = sqliteSearch(database);
  const find = sqliteFind(database);
  const addAll = database.transaction((batch: readonly NewInstance[]) => batch.map(instances.add));
  const readMeta = database.prepare<[string], { value: string }>(
    'select value from meta where key = ?',
  );
  const writeMeta = database.prepare(
    'insert into meta values (?, ?) on conflict (key) do update set value = excluded.value',
  );
  return {
    close: () => settled(() => database.close()),
    readMeta: (key) => settled(() => readMeta.get(key)?.value ?? null),
    writeMeta: (key, value) => settled(() => void writeMeta.run(key, value)),
    addInstances: groupCommit((batch) => orFull(() => addAll(batch))),
    instanceByDigest: (sha256) => settled(() => instances.byDigest(sha256)),
    instancesOfSop: (uid) => settled(() => instances.ofSop(uid)),
    instancesOf: (...names) => settled(() => instances.of(...names)),
    metadataOf: (...names) => settled(() => instances.metadataOf(...names)),
    layoutOf: (sha256) => settled(() => instances.layoutOf(sha256)),
    storedDigests: (sha256) => settled(() => instances.storedDigests(sha256)),
    saveDamage: (...damage) => settled(() => instances.saveDamage(...damage)),
    findStudies: (finding) => settled(() => find(finding)),
    search: (query) => settled(() => search(query)),
    appendOps: (list) => settled(() => orFull(() => ops.append(list))),
    lastOpN: (deviceId, epoch) => settled(() => ops.lastN(deviceId, epoch)),
    changesAfter: (cursor, limit) => settled(() => ops.changesAfter(cursor, limit)),
    scopedChangesAfter: (deviceId, page) =>
      settled(() => {
        const { rows, to } = orFull(() => scope.rowsAfter(deviceId, page));
        const owed = scope.owed(deviceId, page.pulled, page.cursor);
        return { rows: rows.map(ops.changeRow), to, scope: scope.head(deviceId), owed };
      }),
    studyChanges: (uid, after, limit) =>
      settled(() => scope.studyRows(uid, after, limit).map(ops.changeRow)),
    carryStudies: (deviceId, studies) =>
      settled(() => {
        orFull(() => scope.carry(deviceId, studies));
        return scope.head(deviceId);
      }),
    carryDigests: (deviceId, sha256) =>
      settled(() => orFull(() => scope.carryDigests(deviceId, sha256))),
    carriedNameAt: (deviceId, seq) => settled(() => scope.nameAt(deviceId, seq)),
    headSeq: () => settled(() => ops.headSeq()),
    nameAt: (seq) => settled(() => ops.nameAt(seq)),
    ...accessCalls(database),
  };
}

/** Uploads, tokens and pairings. */
function accessCalls(database: SqliteDatabase) {
  const access = sqliteAccess(database);
  return {
    uploadOf: (sha256) => settled(() => access.uploadOf(sha256)),
    saveUpload: (...upload) => settled(() => orFull(() => access.saveUpload(...upload))),
    dropUpload: (sha256) => settled(() => access.dropUpload(sha256)),
    addToken: (token, secret) => settled(() => access.addToken(token, secret)),
    tokenBySecret: (secret) => settled(() => access.tokenBySecret(secret)),
    touchToken: (id, usedAt) => settled(() => access.touchToken(id, usedAt)),
    tokens: (kind) => settled(() => access.tokens(kind)),
    revokeToken: (id, at) => settled(() => access.revokeToken(id, at)),
    savePairing: (code, expiresAt) => settled(() => access.savePairing(code, expiresAt)),
    redeemPairing: (code, nowMs) => settled(() => access.redeemPairing(code, nowMs)),
  } satisfies Partial<ArchiveIndex>;
}

/** The index is of a version that this program does not know. */
export class UnknownIndexError extends Error {
  readonly found: number;
  readonly known: number;
  constructor(found: number, known: number) {
    super('the index is of an unknown version');
    this.found = found;
    this.known = known;
  }
}

/** A database of something else lies in the index's place. */
class ForeignIndexError extends Error {}

/** Whether opening or reading failed because the file is no whole index. */
export function isDamagedIndex(error: unknown): boolean {
  if (error instanceof ForeignIndexError) return true;
  const failure = sqliteFailureOf(error);
  return failure === 'CORRUPT' || failure === 'NOTADB';
}

/** A disk without room is an expected failure; the transaction left nothing behind. */
function orFull<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw sqliteFailureOf(error) === 'FULL'
      ? new MediumFullError('the index has no room on the disk')
      : error;
  }
}

function migrate(database: SqliteDatabase): void {
  const version =
    database.prepare<[], { user_version: number }>('pragma user_version').get()?.user_version ?? 0;
  if (version < 0 || version > schemaVersions.length)
    throw new UnknownIndexError(version, schemaVersions.length);
  const tables = database.prepare('select 1 from sqlite_schema limit 1').all();
  if (version === 0 && tables.length > 0) throw new ForeignIndexError('this is no index');
  for (let next = version; next < schemaVersions.length; next += 1) {
    database.transaction(() => {
      database.exec(schemaVersions[next] ?? '');
      database.exec(`pragma user_version = ${next + 1}`);
    })();
  }
}
