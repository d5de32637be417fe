import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Receipt } from '#shared/sync/protocol.ts';
import { fenceKeys, type Archive } from './archive.ts';
import { attempt } from './attempt.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { lookupKeys } from './lookup-key.ts';
import { setOnServer } from './outbox.ts';
import { openRow, sealRow } from './seal.ts';

/**
 * Keeps the server's signed word on instances, takes them out of the outbox and counts them as being on
 * the server, in one strict transaction. The caller has verified the signature under the pinned key.
 */
export function saveReceipts(
  archive: Archive,
  receipts: readonly Receipt[],
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'save receipts', async () => {
    const { db } = archive;
    const bundle = needKeys(archive.session, 'save receipts');
    const found = await Promise.all(
      receipts.map(async (receipt) => ({ receipt, id: await idOf(archive, bundle, receipt) })),
    );
    const rows = await Promise.all(
      found.flatMap(({ receipt, id }) =>
        id === null
          ? []
          : [sealRow(bundle.active, 'receipt', id, receipt).then((sealed) => ({ id, ...sealed }))],
      ),
    );
    const tables = [db.meta, db.study, db.instance, db.outbox, db.receipt];
    await db.transaction('rw', tables, async () => {
      await fenceKeys(db, bundle);
      const ids = rows.map(({ id }) => id);
      const here = await db.instance.bulkGet(ids);
      await db.receipt.bulkPut(rows.filter((_, index) => here[index] !== undefined));
      await db.outbox.bulkDelete(ids);
      await setOnServer(archive, ids);
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
