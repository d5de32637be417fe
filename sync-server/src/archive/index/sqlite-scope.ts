import { createHash } from 'node:crypto';
import type { ScopeState } from '#shared/sync/protocol.ts';
import type { CarriedStudies, ScopedRows } from './archive-index.ts';
import { sqliteFailureOf, type SqliteDatabase } from './sqlite-database.ts';

/** A row of the change log: which study it is of, and which instance or operation it tells of. */
export interface LogRow {
  readonly seq: number;
  readonly kind: string;
  readonly ref: number;
}

/** Studies of the feed, and which of them each device carries ([SCOPE1] and those that follow). */
export type SqliteScope = ReturnType<typeof sqliteScope>;

/** So many rows of the log are looked at for one page, however few of them are in scope. */
const windowRows = 20_000;
/** Studies that an answer names as owed; the rest is named when these were pulled. */
const owedMax = 20;

const recentDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** What counts as of the last 30 days: arrived since an ISO time, or of a day between two DICOM dates. */
function recentAt(nowMs: number) {
  const arrived = new Date(nowMs - recentDays * dayMs).toISOString();
  const last = new Date(nowMs + recentDays * dayMs).toISOString();
  return { arrived, firstDay: dayOf(arrived), lastDay: dayOf(last) };
}

function dayOf(iso: string): string {
  return iso.slice(0, 10).replaceAll('-', '');
}

interface FoundRow extends LogRow {
  readonly study: number;
  readonly isCarried: number;
}

const noEntry = { seq: 0, name: '' };

interface Entry {
  readonly StudyInstanceUID: string;
  readonly chain: string;
}

/** Names an entry of a list together with those before it: another list that ends alike is another one. */
function nameOf({ StudyInstanceUID, chain }: Entry): string {
  return chain === '' ? StudyInstanceUID : `${StudyInstanceUID} ${chain}`;
}

/** Every function runs inside one transaction, or makes one. */
export function sqliteScope(database: SqliteDatabase) {
  const { studyOf, addStudy, noteArrival, head, nameAt, owed } = studyStatements(database);
  const { end, found, ofStudy, ofDigest } = logStatements(database);
  const idOf = (StudyInstanceUID: string): number =>
    studyOf.get(StudyInstanceUID)?.id ?? addStudy.run(StudyInstanceUID).lastInsertRowid;
  const addOne = listAdder(database);
  const addNew = database.transaction((deviceId: string, studies: ReadonlySet<number>): void => {
    for (const study of studies) addOne(deviceId, study, false);
  });

  return {
    idOf,
    noteArrival(study: number, receivedAt: string, StudyDate: string): void {
      noteArrival.run(receivedAt, StudyDate, study);
    },
    /** A device speaks of a study: it carries it from now on. Must run inside a transaction. */
    carryStudy(deviceId: string, study: number): void {
      addOne(deviceId, study, false);
    },
    carry: database.transaction((deviceId: string, studies: CarriedStudies): void => {
      for (const uid of studies.uids) addOne(deviceId, idOf(uid), studies.isTold);
    }),
    carryDigests: database.transaction((deviceId: string, sha256: readonly string[]): boolean => {
      let isNew = false;
      for (const digest of sha256) {
        const study = ofDigest.get(digest)?.study;
        if (study !== undefined && addOne(deviceId, study, false)) isNew = true;
      }
      return isNew;
    }),
    head(deviceId: string): { readonly seq: number; readonly name: string } {
      const last = head.get(deviceId);
      return last === undefined ? noEntry : { seq: last.seq, name: nameOf(last) };
    },
    nameAt(deviceId: string, seq: number): string | null {
      const entry = nameAt.get(deviceId, seq);
      return entry === undefined ? null : nameOf(entry);
    },
    owed: (deviceId: string, pulled: number, cursor: number) =>
      owed.all(deviceId, pulled, cursor, owedMax),
    /** Rows above the cursor that a device is told; studies that come into its scope by them are carried. */
    rowsAfter(
      deviceId: string,
      page: { readonly cursor: number; readonly limit: number; readonly nowMs: number },
    ): ScopedRows<LogRow> {
      const { cursor, limit } = page;
      const until = Math.min(cursor + windowRows, end.get()?.seq ?? 0);
      const recent = recentAt(page.nowMs);
      const rows = found.all({ deviceId, cursor, until, limit, ...recent });
      const entered = rows.filter(({ isCarried: isKnown }) => isKnown === 0);
      try {
        if (entered.length > 0) addNew(deviceId, new Set(entered.map(({ study }) => study)));
      } catch (error) {
        const known = knownRows(rows);
        if (known === null || sqliteFailureOf(error) !== 'FULL') throw error;
        return known;
      }
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return { rows, to: Math.max(cursor, last?.seq ?? until) };
    },
    studyRows(StudyInstanceUID: string, after: number, limit: number): readonly LogRow[] {
      const study = studyOf.get(StudyInstanceUID);
      return study === undefined ? [] : ofStudy.all(study.id, after, limit);
    },
  };
}

/** Puts a study at the end of a device's list; false where it is there already. Must run inside a transaction. */
function listAdder(
  database: SqliteDatabase,
): (deviceId: string, study: number, isTold: boolean) => boolean {
  const { head } = studyStatements(database);
  const { carry, isCarried, lastOf } = logStatements(database);
  // All of it: how far the device has read by now is not known here, as a request may arrive once more, long after.
  const owedOf = (study: number): number => lastOf.get(study)?.seq ?? 0;
  return (deviceId, study, isTold) => {
    if (isCarried.get(deviceId, study) !== undefined) return false;
    const last = head.get(deviceId);
    const { seq, name } = last === undefined ? noEntry : { seq: last.seq, name: nameOf(last) };
    const chain = createHash('sha256').update(`${name} ${study}`).digest('base64url');
    carry.run({ deviceId, study, seq: seq + 1, owedTo: isTold ? 0 : owedOf(study), chain });
    return true;
  };
}

/** Without room to note what is new to a device, it hears of what it carries, up to there; null: of nothing. */
function knownRows(rows: readonly FoundRow[]): ScopedRows<LogRow> | null {
  const known = rows.slice(
    0,
    rows.findIndex(({ isCarried }) => isCarried === 0),
  );
  const end = known.at(-1);
  return end === undefined ? null : { rows: known, to: end.seq };
}

function studyStatements(database: SqliteDatabase) {
  const studyOf = database.prepare<[string], { id: number }>(
    'select id from feed_study where StudyInstanceUID = ?',
  );
  const addStudy = database.prepare(
    `insert into feed_study (StudyInstanceUID, arrivedAt, StudyDate) values (?, '', '')`,
  );
  const noteArrival = database.prepare(
    'update feed_study set arrivedAt = max(arrivedAt, ?), StudyDate = max(StudyDate, ?) where id = ?',
  );
  const head = database.prepare<[string], Entry & { readonly seq: number }>(
    `select seq, StudyInstanceUID, chain from carried join feed_study on id = study
     where deviceId = ? order by seq desc limit 1`,
  );
  const nameAt = database.prepare<[string, number], Entry>(
    `select StudyInstanceUID, chain from carried join feed_study on id = study where deviceId = ? and seq = ?`,
  );
  // Where none of its rows is below the cursor, the feed will tell all of them.
  const owed = database.prepare<[string, number, number, number], ScopeState['owed'][number]>(
    `select k.seq, StudyInstanceUID from carried k join feed_study on id = k.study
     where k.deviceId = ? and k.seq > ? and k.owedTo > 0 and exists
       (select 1 from change_log c where c.study = k.study and c.seq <= min(k.owedTo, ?))
     order by k.seq limit ?`,
  );
  return { studyOf, addStudy, noteArrival, head, nameAt, owed };
}

function logStatements(database: SqliteDatabase) {
  const carry = database.prepare(
    `insert into carried (deviceId, study, seq, owedTo, chain)
     values (@deviceId, @study, @seq, @owedTo, @chain)
     on conflict (deviceId, study) do nothing`,
  );
  const isCarried = database.prepare<[string, number], { one: number }>(
    'select 1 as one from carried where deviceId = ? and study = ?',
  );
  const lastOf = database.prepare<[number], { seq: number | null }>(
    'select max(seq) as seq from change_log where study = ?',
  );
  const end = database.prepare<[], { seq: number | null }>(
    'select max(seq) as seq from change_log',
  );
  const found = database.prepare<[object], FoundRow>(
    `select c.seq, c.kind, c.ref, c.study, k.study is not null as isCarried
     from change_log c join feed_study f on f.id = c.study
       left join carried k on k.deviceId = @deviceId and k.study = c.study
     where c.seq > @cursor and c.seq <= @until
       and (k.study is not null or f.arrivedAt >= @arrived or f.arrivedAt = ''
         or f.StudyDate between @firstDay and @lastDay)
     order by c.seq limit @limit`,
  );
  const ofStudy = database.prepare<[number, number, number], LogRow>(
    'select seq, kind, ref from change_log where study = ? and seq > ? order by seq limit ?',
  );
  const ofDigest = database.prepare<[string], { study: number }>(
    `select f.id as study from instance i join feed_study f on f.StudyInstanceUID = i.StudyInstanceUID
     where i.sha256 = ?`,
  );
  return { carry, isCarried, lastOf, end, found, ofStudy, ofDigest };
}
