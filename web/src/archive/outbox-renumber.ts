import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Op } from '#shared/sync/op.ts';
import { parseOpId, type OpIdParts } from '#shared/sync/op-id.ts';
import { renumberOps, withNewReferences } from '#shared/sync/renumber-ops.ts';
import { fenceKeys, nextSeq, readSeq, type Archive } from './archive.ts';
import { PlanStale } from './archive-error.ts';
import type { InstallRow, OpCountRow, OpRow, OutboxRow } from './archive-rows.ts';
import { attempt, replan } from './attempt.ts';
import { readInstall, readOpCount, renewedInstall } from './check-witness.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { lookupKey } from './lookup-key.ts';
import { topicOf } from './op-topic.ts';
import { randomId } from './random-id.ts';
import { openRow, sealRow } from './seal.ts';

/**
 * The server holds other operations under the numbers of a stream that waits here: this store was set back,
 * or is a copy of another. What waits gets new numbers, in a new epoch when it is the current one; the feed
 * is read again from its beginning, as the server's own under these numbers were passed over. One transaction.
 */
export function renumberOutbox(
  archive: Archive,
  stream: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'renumber', () => replan(() => renumberOnce(archive, stream)));
}

async function renumberOnce(archive: Archive, stream: string): Promise<void> {
  const { db } = archive;
  const bundle = needKeys(archive.session, 'renumber');
  const seq = await readSeq(db);
  const waiting = await db.outbox.where('[kind+group+order]').between(['op'], ['op', []]).toArray();
  const moving = waiting.filter(({ group }) => group === stream);
  if (moving.length === 0) return;
  const install = await readInstall(db);
  const count = await readOpCount(db, 'ops');
  const isCurrent = stream === `${install.deviceId}.${install.epoch}`;
  const renewed = isCurrent ? renewedInstall(install, randomId()) : install;
  const { deviceId, epoch } = renewed;
  const last: OpIdParts = { deviceId, epoch, n: isCurrent ? 0 : count.n };
  const ops = await readWaiting(archive, bundle, waiting);
  const isMoving = new Set(moving.map(({ ref }) => ref));
  const moved = renumberOps(
    ops.filter(({ id }) => isMoving.has(id)),
    last,
  );
  const ids = new Map([...moved].map(([from, { id }]) => [from, id]));
  const others = ops.filter(({ id }) => !isMoving.has(id));
  const touched = others
    .map((op) => ({ op, next: withNewReferences(op, ids) }))
    .flatMap(({ op, next }) => (op === next ? [] : [next]));
  const rows = await Promise.all([...moved.values(), ...touched].map((op) => opRow(bundle, op)));
  const entries = [...moved.values()].map(outboxRow);
  const counted: OpCountRow = { ...count, n: last.n + moved.size };
  await db.transaction('rw', db.meta, db.op, db.outbox, async () => {
    await fenceKeys(db, bundle);
    const here = await db.outbox.bulkGet(moving.map(({ ref }) => ref));
    if ((await readSeq(db)) !== seq || here.includes(undefined)) throw new PlanStale();
    await nextSeq(db);
    await db.op.bulkDelete([...isMoving]);
    await db.outbox.bulkDelete([...isMoving]);
    await db.op.bulkPut(rows);
    await db.outbox.bulkPut(entries);
    await db.meta.put(counted);
    if (isCurrent) await noteSetBack(archive, renewed, moving);
    const feed = await db.meta.get('feed');
    if (feed?.name === 'feed') await db.meta.put({ ...feed, cursor: 0 });
  });
}

async function readWaiting(
  archive: Archive,
  bundle: KeyBundle,
  waiting: readonly OutboxRow[],
): Promise<readonly Op[]> {
  const rows = await archive.db.op.bulkGet(waiting.map(({ ref }) => ref));
  const here = rows.filter((row) => row !== undefined);
  return Promise.all(here.map((row) => openRow<Op>(bundle, 'op', row.id, row)));
}

async function noteSetBack(
  archive: Archive,
  install: InstallRow,
  moving: readonly OutboxRow[],
): Promise<void> {
  const lastOpN = moving.reduce((last, { order }) => Math.max(last, order), 0);
  const noticedAtMs = archive.clock();
  await archive.db.meta.bulkPut([
    install,
    { name: 'loss', kind: 'set-back', lastOpN, noticedAtMs },
  ]);
}

async function opRow({ active }: KeyBundle, op: Op): Promise<OpRow> {
  const study = await lookupKey(active, 'study-uid', op.target.StudyInstanceUID);
  return { id: op.id, study, ...topicOf(op), ...(await sealRow(active, 'op', op.id, op)) };
}

function outboxRow(op: Op): OutboxRow {
  const { deviceId = '', epoch = '', n = 0 } = parseOpId(op.id) ?? {};
  return {
    ref: op.id,
    kind: 'op',
    order: n,
    group: `${deviceId}.${epoch}`,
    byteLength: JSON.stringify(op).length,
    tries: 0,
    nextAtMs: 0,
    code: null,
  };
}
