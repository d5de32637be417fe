import { canonicalText } from '#shared/sync/canonical-text.ts';
import type { Op } from '#shared/sync/op.ts';
import { parseOpId } from '#shared/sync/op-id.ts';
import type { ChangeRow } from '#shared/sync/protocol.ts';
import { instanceChange } from '../instance-change.ts';
import type { InstanceRow, OpsOutcome } from './archive-index.ts';
import { nextSeq, type SqliteDatabase } from './sqlite-database.ts';

/** Operations and the change feed; every function runs inside one transaction. */
export function sqliteOps(
  database: SqliteDatabase,
  applyRejection: (StudyInstanceUID: string) => void,
) {
  const lastN = database.prepare<[string, string], { n: number | null }>(
    'select max(n) as n from op where deviceId = ? and epoch = ?',
  );
  const byOpId = database.prepare<[string], { seq: number; body: string }>(
    'select seq, body from op where opId = ?',
  );
  const insert = database.prepare(
    `insert into op (opId, deviceId, epoch, n, StudyInstanceUID, seq, body)
     values (@opId, @deviceId, @epoch, @n, @StudyInstanceUID, @seq, @body)`,
  );
  const log = database.prepare(`insert into change_log (seq, kind, ref) values (?, 'op', ?)`);
  const opById = database.prepare<[number], { body: string }>('select body from op where id = ?');
  const changes = database.prepare<[number, number], { seq: number; kind: string; ref: number }>(
    'select * from change_log where seq > ? order by seq limit ?',
  );

  const appendOne = (op: Op): OpsOutcome['results'][number] => {
    const parts = parseOpId(op.id);
    if (parts === null) throw new Error('an operation without a valid id reached the index');
    const there = byOpId.get(op.id);
    if (there !== undefined) {
      // The same number with other content: the device lost its store and kept its epoch. Never taken for the first.
      if (there.body !== canonicalText(op))
        throw new OperationGapError(lastNOf(parts.deviceId, parts.epoch) + 1);
      return { id: op.id, outcome: 'duplicate', seq: there.seq };
    }
    const expectedN = lastNOf(parts.deviceId, parts.epoch) + 1;
    if (parts.n !== expectedN) throw new OperationGapError(expectedN);
    const seq = nextSeq(database);
    const { StudyInstanceUID } = op.target;
    const { lastInsertRowid } = insert.run({
      opId: op.id,
      deviceId: parts.deviceId,
      epoch: parts.epoch,
      n: parts.n,
      StudyInstanceUID,
      seq,
      body: canonicalText(op),
    });
    log.run(seq, lastInsertRowid);
    if (op.target.type === 'study') applyRejection(StudyInstanceUID);
    return { id: op.id, outcome: 'applied', seq };
  };
  const lastNOf = (deviceId: string, epoch: string): number => lastN.get(deviceId, epoch)?.n ?? 0;
  const append = database.transaction((ops: readonly Op[]): OpsOutcome => {
    const results = ops.map(appendOne);
    const last = parseOpId(ops.at(-1)?.id ?? '');
    return { results, lastOpN: last === null ? 0 : lastNOf(last.deviceId, last.epoch) };
  });

  return {
    append(ops: readonly Op[]): OpsOutcome | { readonly expectedN: number } {
      try {
        return append(ops);
      } catch (error) {
        if (error instanceof OperationGapError) return { expectedN: error.expectedN };
        throw error;
      }
    },
    lastN: lastNOf,
    headSeq: () => nextSeq(database) - 1,
    changesAfter(
      cursor: number,
      limit: number,
      instanceById: (id: number) => InstanceRow | null,
    ): ChangeRow[] {
      return changes.all(cursor, limit).map(({ seq, kind, ref }): ChangeRow => {
        if (kind === 'op')
          return { seq, kind: 'op', op: JSON.parse(opById.get(ref)?.body ?? 'null') as Op };
        const instance = instanceById(ref);
        if (instance === null)
          throw new Error('the change log names an instance that the index has not');
        return { seq, kind: 'instance', instance: instanceChange(instance) };
      });
    },
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
