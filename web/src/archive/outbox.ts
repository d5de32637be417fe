import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { FeedHead } from '#shared/sync/protocol.ts';
import { nextSeq, type Archive } from './archive.ts';
import type { OutboxRow } from './archive-rows.ts';
import { attempt } from './attempt.ts';
import { isCurrentLife, noteHead, type ServerLife } from './server-life.ts';

/** What waits for the server. */
export type OutboxEntry = OutboxRow;

/** What the outbox comes to, for people. */
export interface OutboxSummary {
  readonly instanceCount: number;
  readonly byteLength: number;
  readonly opCount: number;
  /** Entries whose last try failed. */
  readonly failedCount: number;
  /** Instances waiting, by key of their study. */
  readonly instanceCountByStudy: Readonly<Record<string, number>>;
  /** Keys of the studies of which an instance waits for a person, not for the network. */
  readonly refusedStudies: readonly string[];
}

/** Failure codes of an entry that the same try again will not mend. */
const refusals: ReadonlySet<string> = new Set<SyncFailure['code']>(['REFUSED', 'LOCAL_STORE']);

export const emptyOutbox: OutboxSummary = {
  instanceCount: 0,
  byteLength: 0,
  opCount: 0,
  failedCount: 0,
  instanceCountByStudy: {},
  refusedStudies: [],
};

/** Entries of one kind: operations in the order of their streams' numbers, instances as they came. */
export function readOutbox(
  archive: Archive,
  kind: OutboxEntry['kind'],
  countMax: number,
): Promise<Result<readonly OutboxEntry[], ArchiveFailure>> {
  return attempt(archive, 'read outbox', () =>
    archive.db.outbox
      .where('[kind+group+order]')
      // An array sorts after every text and number.
      .between([kind], [kind, []])
      .limit(countMax)
      .toArray(),
  );
}

/** Instances whose next try is due, the longest due first. */
export function readDueInstances(
  archive: Archive,
  nowMs: number,
  countMax: number,
): Promise<Result<readonly OutboxEntry[], ArchiveFailure>> {
  return attempt(archive, 'read outbox', () =>
    archive.db.outbox
      .where('[kind+nextAtMs]')
      .between(['instance'], ['instance', nowMs], true, true)
      .limit(countMax)
      .toArray(),
  );
}

/** Notes that a try failed, and when the next is due. */
export function markOutboxTry(
  archive: Archive,
  ref: string,
  next: { readonly nextAtMs: number; readonly code: string | null },
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'note try', async () => {
    const { outbox } = archive.db;
    await archive.db.transaction('rw', outbox, async () => {
      const row = await outbox.get(ref);
      if (row !== undefined) await outbox.put({ ...row, ...next, tries: row.tries + 1 });
    });
  });
}

/** Makes everything due now: a person has asked, or the network is back. */
export function retryOutboxNow(archive: Archive): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'retry', async () => {
    await archive.db.outbox.toCollection().modify({ nextAtMs: 0 });
  });
}

/**
 * The server has these operations; they stay in the log, and leave the outbox. The word of a life of the
 * server that has ended here changes nothing ([RCPT3]).
 */
export function markOpsSent(
  archive: Archive,
  ids: readonly string[],
  hub: ServerLife,
  head: FeedHead,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'note sent', async () => {
    const { meta, outbox } = archive.db;
    await archive.db.transaction('rw', meta, outbox, async () => {
      if (!(await isCurrentLife(archive, hub))) return;
      await outbox.bulkDelete([...ids]);
      await noteHead(archive, head);
    });
  });
}

/**
 * The server holds the content of an instance, though not these very bytes (it had another transfer
 * syntax of it first): nothing is left to be sent.
 */
export function markOnServer(
  archive: Archive,
  instanceId: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'note sent', async () => {
    const { db } = archive;
    await db.transaction('rw', db.meta, db.study, db.instance, db.outbox, async () => {
      await db.outbox.delete(instanceId);
      await setOnServer(archive, [instanceId]);
    });
  });
}

/** Marks instances as being on the server, their studies' counts with them; inside a transaction. */
export async function setOnServer(archive: Archive, instanceIds: readonly string[]): Promise<void> {
  const { db } = archive;
  const rows = (await db.instance.bulkGet([...instanceIds])).filter((row) => row !== undefined);
  const fresh = rows.filter(({ server }) => server === 0);
  if (fresh.length === 0) return;
  const seq = await nextSeq(db);
  await db.instance.bulkPut(fresh.map((row) => ({ ...row, server: 1 })));
  for (const key of new Set(fresh.map(({ study }) => study))) {
    const study = await db.study.get(key);
    if (study === undefined) continue;
    const added = fresh.filter((row) => row.study === key).length;
    await db.study.put({ ...study, serverCount: study.serverCount + added, seq });
  }
}

/** Adds up the whole outbox. */
function summariseOutbox(rows: readonly OutboxRow[]): OutboxSummary {
  const byStudy = new Map<string, number>();
  const refused = new Set<string>();
  let byteLength = 0;
  let failedCount = 0;
  for (const row of rows) {
    if (row.code !== null) failedCount += 1;
    if (row.kind === 'op') continue;
    byteLength += row.byteLength;
    if (row.code !== null && refusals.has(row.code)) refused.add(row.group);
    byStudy.set(row.group, (byStudy.get(row.group) ?? 0) + 1);
  }
  const instanceCount = [...byStudy.values()].reduce((sum, count) => sum + count, 0);
  return {
    instanceCount,
    byteLength,
    opCount: rows.length - instanceCount,
    failedCount,
    instanceCountByStudy: Object.fromEntries(byStudy),
    refusedStudies: [...refused],
  };
}

/** What waits, added up. */
export function readOutboxSummary(
  archive: Archive,
): Promise<Result<OutboxSummary, ArchiveFailure>> {
  return attempt(archive, 'read outbox', async () =>
    summariseOutbox(await archive.db.outbox.toArray()),
  );
}
