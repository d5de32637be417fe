import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { canonicalText } from '#shared/sync/canonical-text.ts';
import { mergeHlc, tickHlc } from '#shared/sync/hlc.ts';
import type { Op } from '#shared/sync/op.ts';
import { formatOpId, numberOp, type OpDraft, type OpIdParts } from '#shared/sync/op-id.ts';
import { readSeq, type Archive } from './archive.ts';
import { PlanStale } from './archive-error.ts';
import type { OpCountRow, OutboxRow } from './archive-rows.ts';
import { attempt, replan } from './attempt.ts';
import { emptyPlan } from './change-plan.ts';
import { readInstall, readOpCount } from './check-witness.ts';
import { commitPlan } from './commit-plan.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { lookupKeys } from './lookup-key.ts';
import { planOps, readOpsOfStudy } from './plan-ops.ts';
import { openRow } from './seal.ts';

/** Makes a draft from what is known in this moment; called again when others wrote meanwhile. */
export type DraftOp = (opsOfStudy: readonly Op[]) => OpDraft;

/**
 * Appends an operation of this device: its number, itself and its outbox entry in one strict transaction,
 * so that numbers have no gaps and none is given twice, whatever happens ([STORE2]).
 */
export function appendOp(
  archive: Archive,
  StudyInstanceUID: string,
  draft: DraftOp,
): Promise<Result<Op, ArchiveFailure>> {
  let tried: Op | null = null;
  return attempt(archive, 'append operation', async () => {
    // The connection died after the transaction was through: it must not be made twice.
    const op =
      (await findSameOp(archive, tried)) ??
      (await replan(() =>
        appendOnce(archive, StudyInstanceUID, draft, (op) => {
          tried = op;
        }),
      ));
    await noteWitness(archive);
    return op;
  });
}

/** Every operation known on a study, of this device and others, in no order. */
export function readOps(
  archive: Archive,
  { StudyInstanceUID }: { readonly StudyInstanceUID: string },
): Promise<Result<readonly Op[], ArchiveFailure>> {
  return attempt(archive, 'read operations', () =>
    readOpsOfStudy(archive, needKeys(archive.session, 'read operations'), StudyInstanceUID),
  );
}

/** Operations by id, in the order asked for; those that are not here are left out. */
export function readOpsById(
  archive: Archive,
  ids: readonly string[],
): Promise<Result<readonly Op[], ArchiveFailure>> {
  return attempt(archive, 'read operations', async () => {
    const rows = await archive.db.op.bulkGet([...ids]);
    const bundle = needKeys(archive.session, 'read operations');
    const here = rows.filter((row) => row !== undefined);
    return Promise.all(here.map((row) => openRow<Op>(bundle, 'op', row.id, row)));
  });
}

/** Lets the clock of this device's next operation be later than those just read; inside a transaction. */
export async function mergeClock(archive: Archive, ops: readonly Op[]): Promise<void> {
  const count = await readOpCount(archive.db, 'ops');
  const wallMs = archive.clock();
  const hlc = ops.reduce((last, op) => mergeHlc(last, op.hlc, wallMs), count.hlc);
  if (hlc !== count.hlc) await archive.db.meta.put({ ...count, hlc });
}

async function findSameOp(archive: Archive, tried: Op | null): Promise<Op | null> {
  if (tried === null) return null;
  const row = await archive.db.op.get(tried.id);
  if (row === undefined) return null;
  const bundle = needKeys(archive.session, 'append operation');
  const op = await openRow<Op>(bundle, 'op', row.id, row);
  return canonicalText(op) === canonicalText(tried) ? op : null;
}

async function appendOnce(
  archive: Archive,
  StudyInstanceUID: string,
  draft: DraftOp,
  onWrite: (op: Op) => void,
): Promise<Op> {
  const { db } = archive;
  const bundle = needKeys(archive.session, 'append operation');
  const isSample = await isSampleStudy(archive, bundle, StudyInstanceUID);
  const countName = isSample ? 'sample-ops' : 'ops';
  const seq = await readSeq(db);
  const count = await readOpCount(db, countName);
  const parts = await nextParts(archive, count, isSample);
  const known = await readOpsOfStudy(archive, bundle, StudyInstanceUID);
  const hlc = tickHlc(count.hlc, archive.clock(), parts.deviceId);
  const op = numberOp(draft(known), parts, hlc);
  const plan = emptyPlan(seq);
  await planOps(archive, bundle, plan, [op]);
  // A number that is taken although the count says it is free: a database put together from two.
  if (plan.ops.length === 0) throw new PlanStale();
  if (!isSample) plan.outbox.push(outboxRow(op, parts));
  onWrite(op);
  await commitPlan(archive, bundle, plan, async () => {
    const now = await readOpCount(db, countName);
    const { epoch } = await readInstall(db);
    if (now.n !== count.n || now.hlc !== count.hlc || !parts.epoch.startsWith(epoch)) {
      throw new PlanStale();
    }
    const next: OpCountRow = { name: countName, n: parts.n, hlc };
    await db.meta.put(next);
  });
  return op;
}

// Samples never reach a server, so their operations must not leave gaps in the numbers of those that do.
async function nextParts(
  archive: Archive,
  count: OpCountRow,
  isSample: boolean,
): Promise<OpIdParts> {
  const { deviceId, epoch } = await readInstall(archive.db);
  return { deviceId, epoch: isSample ? `${epoch}-sample` : epoch, n: count.n + 1 };
}

function outboxRow(op: Op, parts: OpIdParts): OutboxRow {
  return {
    ref: formatOpId(parts),
    kind: 'op',
    order: parts.n,
    group: `${parts.deviceId}.${parts.epoch}`,
    byteLength: JSON.stringify(op).length,
    tries: 0,
    nextAtMs: 0,
    code: null,
  };
}

async function isSampleStudy(
  archive: Archive,
  bundle: KeyBundle,
  StudyInstanceUID: string,
): Promise<boolean> {
  const keys = await lookupKeys(bundle, 'study-uid', StudyInstanceUID);
  const rows = await archive.db.study
    .where('uid')
    .anyOf([...keys])
    .toArray();
  return rows.length > 0 && rows.every(({ sample }) => sample === 1);
}

/** Tells the note outside the database how far the numbers have come. */
async function noteWitness(archive: Archive): Promise<void> {
  const { deviceId, epoch } = await readInstall(archive.db);
  const { n } = await readOpCount(archive.db, 'ops');
  archive.witness.write({ deviceId, epoch, lastOpN: n });
}
