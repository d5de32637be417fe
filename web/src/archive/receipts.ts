import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { FeedHead, Receipt } from '#shared/sync/protocol.ts';
import { fenceKeys, type Archive } from './archive.ts';
import { attempt } from './attempt.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { lookupKeys } from './lookup-key.ts';
import { setOnServer } from './outbox.ts';
import { openRow, sealRow } from './seal.ts';
import { isCurrentLife, noteHead } from './server-life.ts';

/**
 * Keeps the server's signed word on instances, takes them out of the outbox and counts them as being on
 * the server, in one strict transaction, with the end of the feed that the server showed with them. The caller has verified the signature under the pinned key.
 * Gives the SHA-256 of those that count: none of a life of the server that has ended here ([RCPT3]).
 */
export function saveReceipts(
  archive: Archive,
  receipts: readonly Receipt[],
  head: FeedHead,
): Promise<Result<readonly string[], ArchiveFailure>> {
  return attempt(archive, 'save receipts', async () => {
    const { db } = archive;
    const bundle = needKeys(archive.session, 'save receipts');
    const found = await Promise.all(
      receipts.map(async (receipt) => ({ receipt, id: await idOf(archive, bundle, receipt) })),
    );
    const here = found.flatMap(({ receipt, id }) => (id === null ? [] : [{ receipt, id }]));
    const sealed = await Promise.all(
      here.map(async ({ receipt, id }) => ({
        receipt,
        id,
        row: { id, ...(await sealRow(bundle.active, 'receipt', id, receipt)) },
      })),
    );
    const tables = [db.meta, db.study, db.instance, db.outbox, db.receipt];
    return db.transaction('rw', tables, async () => {
      await fenceKeys(db, bundle);
      const counting = await currentOf(archive, receipts);
      const ids = sealed.flatMap(({ id, receipt }) => (counting.includes(receipt) ? [id] : []));
      const rows = sealed.flatMap(({ row, receipt }) => (counting.includes(receipt) ? [row] : []));
      const present = await db.instance.bulkGet(ids);
      await db.receipt.bulkPut(rows.filter((_, index) => present[index] !== undefined));
      await db.outbox.bulkDelete(ids);
      await setOnServer(archive, ids);
      if (counting.length > 0) await noteHead(archive, head);
      return counting.map(({ sha256 }) => sha256);
    });
  });
}

/** The receipt of an instance; null when there is none. */
export function readReceipt(
  archive: Archive,
  instanceId: string,
): Promise<Result<Receipt | null, ArchiveFailure>> {
  return attempt(archive, 'read receipt', async () => {
    const row = await archive.db.receipt.get(instanceId);
    if (row === undefined) return null;
    const bundle = needKeys(archive.session, 'read receipt');
    return openRow<Receipt>(bundle, 'receipt', row.id, row);
  });
}

async function currentOf(
  archive: Archive,
  receipts: readonly Receipt[],
): Promise<readonly Receipt[]> {
  const current: Receipt[] = [];
  for (const receipt of receipts) {
    if (await isCurrentLife(archive, receipt)) current.push(receipt);
  }
  return current;
}

async function idOf(
  archive: Archive,
  bundle: KeyBundle,
  { sha256 }: Receipt,
): Promise<string | null> {
  const lookups = await lookupKeys(bundle, 'instance', sha256);
  const row = await archive.db.instance
    .where('lookup')
    .anyOf([...lookups])
    .first();
  return row?.id ?? null;
}
