import { assert } from '#shared/failure/assert.ts';
import { canonicalText } from '#shared/sync/canonical-text.ts';
import type { Op } from '#shared/sync/op.ts';
import { parseOpId } from '#shared/sync/op-id.ts';
import { patientTargetType, studyPatientTargetType } from '#shared/sync/patient-op.ts';
import type { ChangeRow, InstanceChange } from '#shared/sync/protocol.ts';
import type { OpsOutcome } from './archive-index.ts';
import { sequence, type SqliteDatabase } from './sqlite-database.ts';
import { searchTextWriter } from './sqlite-find.ts';
import { saidPatients } from './sqlite-said-patients.ts';
import type { LogRow, SqliteScope } from './sqlite-scope.ts';
import { rejectionWriter } from './sqlite-study-rows.ts';

/** Operations and the change feed; every function runs inside one transaction. */
export function sqliteOps(
  database: SqliteDatabase,
  scope: SqliteScope,
  changeOf: (instanceId: number) => InstanceChange | null,
) {
  const last = database.prepare<[string, string], { n: number | null }>(
    'select max(n) as n from op where deviceId = ? and epoch = ?',
  );
  const opById = database.prepare<[number], { body: string }>('select body from op where id = ?');
  const changes = database.prepare<[number, number], LogRow>(
    'select seq, kind, ref from change_log where seq > ? order by seq limit ?',
  );
  const names = database.prepare<[number], { name: string | null }>(
    `select iif(kind = 'op', (select opId from op where id = ref),
       (select sha256 from instance where id = ref)) as name
     from change_log where seq = ?`,
  );
  const nextSeq = sequence(database);
  const lastN: LastN = (deviceId, epoch) => last.get(deviceId, epoch)?.n ?? 0;
  const appendOne = opAppender(database, scope, lastN);
  const renewSearchTexts = searchTextRenewal(database);
  const append = database.transaction((ops: readonly Op[]): OpsOutcome => {
    const results = ops.map(appendOne);
    renewSearchTexts(ops);
    const parts = parseOpId(ops.at(-1)?.id ?? '');
    return { results, lastOpN: parts === null ? 0 : lastN(parts.deviceId, parts.epoch) };
  });

  const changeRow = ({ seq, kind, ref }: LogRow): ChangeRow => {
    if (kind === 'op') {
      const body = opById.get(ref)?.body;
      assert(body !== undefined, 'the operation that the change log names is there');
      return { seq, kind: 'op', op: JSON.parse(body) as Op };
    }
    const instance = changeOf(ref);
    assert(instance !== null, 'the instance that the change log names is there');
    return { seq, kind: 'instance', instance };
  };

  return {
    append(ops: readonly Op[]): OpsOutcome | { readonly expectedN: number } {
      try {
        return append(ops);
      } catch (error) {
        if (error instanceof OperationGapError) return { expectedN: error.expectedN };
        throw error;
      }
    },
    lastN,
    headSeq: () => nextSeq() - 1,
    nameAt: (seq: number) => names.get(seq)?.name ?? null,
    changesAfter: (cursor: number, limit: number): ChangeRow[] =>
      changes.all(cursor, limit).map(changeRow),
    changeRow,
  };
}

type LastN = (deviceId: string, epoch: string) => number;

/** Appends one operation; must run inside a transaction, which a gap undoes. */
function opAppender(
  database: SqliteDatabase,
  scope: SqliteScope,
  lastN: LastN,
): (op: Op) => OpsOutcome['results'][number] {
  const applyRejection = rejectionWriter(database);
  const nextSeq = sequence(database);
  const byOpId = database.prepare<[string], { seq: number; body: string }>(
    'select seq, body from op where opId = ?',
  );
  const insert = database.prepare(
    `insert into op (opId, deviceId, epoch, n, StudyInstanceUID, seq, body)
     values (@opId, @deviceId, @epoch, @n, @StudyInstanceUID, @seq, @body)`,
  );
  const log = database.prepare(
    `insert into change_log (seq, kind, ref, study) values (?, 'op', ?, ?)`,
  );
  return (op) => {
    const parts = parseOpId(op.id);
    if (parts === null) throw new Error('an operation without a valid id reached the index');
    const { deviceId, epoch, n } = parts;
    const expectedN = lastN(deviceId, epoch) + 1;
    const there = byOpId.get(op.id);
    const body = canonicalText(op);
    if (there !== undefined) {
      // The same number with other content: the device lost its store and kept its epoch. Never taken for the first.
      if (there.body !== body) throw new OperationGapError(expectedN);
      return { id: op.id, outcome: 'duplicate', seq: there.seq };
    }
    if (n !== expectedN) throw new OperationGapError(expectedN);
    const seq = nextSeq();
    const { StudyInstanceUID } = op.target;
    const row = { opId: op.id, deviceId, epoch, n, StudyInstanceUID, seq, body };
    const study = scope.idOf(StudyInstanceUID);
    // Whoever works on a study carries it; before its row, which is not owed: this device made it.
    scope.carryStudy(deviceId, study);
    log.run(seq, insert.run(row).lastInsertRowid, study);
    if (op.target.type === 'study') applyRejection(StudyInstanceUID);
    return { id: op.id, outcome: 'applied', seq };
  };
}

/** Studies of which operations may say another patient are found by what is shown now; each is written once. */
function searchTextRenewal(database: SqliteDatabase): (ops: readonly Op[]) => void {
  const write = searchTextWriter(database);
  const said = saidPatients(database);
  return (ops) => {
    const studies = new Set<string>();
    const patients = new Set<string>();
    for (const { target } of ops) {
      if (target.type === studyPatientTargetType) studies.add(target.StudyInstanceUID);
      if (target.type === patientTargetType) patients.add(target.id);
    }
    for (const id of patients) for (const study of said.studiesOf(id)) studies.add(study);
    for (const study of studies) write(study);
  };
}

/** Undoes the transaction; only `append` sees it. */
class OperationGapError extends Error {
  readonly expectedN: number;
  constructor(expectedN: number) {
    super('the numbers of the operations have a gap');
    this.expectedN = expectedN;
  }
}
