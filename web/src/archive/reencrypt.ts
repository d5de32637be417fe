import type { Table } from 'dexie';
import { fenceKeys, type Archive } from './archive.ts';
import { ArchiveError } from './archive-error.ts';
import type { PlacedChunk } from './blob-store/blob-store.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { chunkPlace, resealBytes, type Sealed } from './seal.ts';
import { sealedTables, type SealedTable } from './sealed-tables.ts';

/** In rows; a chunk of bytes is a row. */
export interface ReencryptProgress {
  readonly done: number;
  readonly total: number;
}

const rowsAtOnce = 200;
/** Eight chunks of 1 MiB: half of what one transaction may hold. */
const chunksAtOnce = 8;

/**
 * Encrypts everything that lies under the retiring key under the active one, then drops the retiring key
 * for good. Every step is one transaction that either is there or is not, and the rows themselves say what
 * is left to be done (`k` is indexed): it can be cut off anywhere and goes on where it was.
 */
export async function reencryptAll(
  archive: Archive,
  onProgress: (progress: ReencryptProgress) => void = () => undefined,
): Promise<void> {
  const bundle = needKeys(archive.session, 'encrypt anew');
  if (bundle.retiring === null) return;
  const old = bundle.retiring.keyId;
  const rowsTotal = await countUnder(archive, old);
  let rowsDone = 0;
  const told = (count: number): void => {
    rowsDone += count;
    onProgress({ done: Math.min(rowsDone, rowsTotal), total: rowsTotal });
  };
  told(0);
  const unreadable = new Set<string>();
  // Rows first: they are few, and they are what names patients.
  for (const table of sealedTables(archive.db)) {
    await reencryptTable(archive, table, old, unreadable, told);
  }
  await reencryptChunks(archive, old, unreadable, told);
  await dropRetiringKey(archive, old, unreadable.size);
}

async function reencryptTable(
  archive: Archive,
  { table, keyText, renew }: SealedTable,
  old: string,
  unreadable: Set<string>,
  told: (count: number) => void,
): Promise<void> {
  for (;;) {
    const bundle = needKeys(archive.session, 'encrypt anew');
    const rows = await table
      .where('k')
      .equals(old)
      .filter((row) => !unreadable.has(placeName(table, keyText(row))))
      .limit(rowsAtOnce)
      .toArray();
    if (rows.length === 0) return;
    const pairs = await Promise.all(
      rows.map(async (row) => {
        const renewed = await readableOrNull(renew(bundle, row));
        if (renewed === null) unreadable.add(placeName(table, keyText(row)));
        return { row, renewed };
      }),
    );
    await putUnchanged(archive, bundle, table, pairs);
    told(rows.length);
  }
}

/** A row that somebody has written since is under the active key already, and newer than ours. */
async function putUnchanged(
  archive: Archive,
  bundle: KeyBundle,
  table: Table<Sealed, unknown>,
  pairs: readonly { readonly row: Sealed; readonly renewed: Sealed | null }[],
): Promise<void> {
  const { db } = archive;
  const keys = pairs.map(({ row }) => keyOf(table, row));
  await db.transaction('rw', db.meta, table, async () => {
    await fenceKeys(db, bundle);
    const now = await table.bulkGet(keys);
    const fresh: Sealed[] = [];
    for (const [index, { row, renewed }] of pairs.entries()) {
      const current = now[index];
      if (renewed === null || current === undefined || !isSameSeal(current, row)) continue;
      // Plain fields (counts, states) may have moved on without a new body.
      fresh.push({ ...current, ...renewedFields(row, renewed) });
    }
    await table.bulkPut(fresh);
  });
}

function renewedFields(row: Sealed, renewed: Sealed): Partial<Sealed> {
  const before = row as unknown as { readonly [name: string]: unknown };
  const changed = Object.entries(renewed).filter(([name, value]) => before[name] !== value);
  return Object.fromEntries(changed);
}

function keyOf(table: Table<Sealed, unknown>, row: Sealed): unknown {
  const path = table.schema.primKey.keyPath ?? '';
  const fields = row as unknown as { readonly [name: string]: unknown };
  return Array.isArray(path) ? path.map((name) => fields[name]) : fields[path];
}

async function reencryptChunks(
  archive: Archive,
  old: string,
  unreadable: Set<string>,
  told: (count: number) => void,
): Promise<void> {
  const { blobs, db } = archive;
  for (;;) {
    const bundle = needKeys(archive.session, 'encrypt anew');
    const found = await blobs.chunksUnder(old, chunksAtOnce + unreadable.size);
    const chunks = found.filter(({ blobId, index }) => !unreadable.has(`${blobId} ${index}`));
    if (chunks.length === 0) return;
    const renewed = await Promise.all(
      chunks.map(async (chunk): Promise<PlacedChunk | null> => {
        const place = chunkPlace(chunk.blobId, chunk.index, chunk.chunkCount);
        const sealed = await readableOrNull(resealBytes(bundle, place, chunk.sealed));
        if (sealed === null) unreadable.add(`${chunk.blobId} ${chunk.index}`);
        return sealed === null ? null : { ...chunk, sealed };
      }),
    );
    await db.transaction('rw', db.meta, db.blob, db.chunk, async () => {
      await fenceKeys(db, bundle);
      await blobs.replaceChunks(renewed.filter((chunk) => chunk !== null));
    });
    told(chunks.length);
  }
}

/** What is unreadable was so before; it does not keep the old key alive. */
async function dropRetiringKey(
  archive: Archive,
  old: string,
  unreadableCount: number,
): Promise<void> {
  const { db, session } = archive;
  const bundle = needKeys(session, 'encrypt anew');
  await db.transaction('rw', db.tables, async () => {
    await fenceKeys(db, bundle);
    if ((await countUnder(archive, old)) > unreadableCount) return;
    await db.keyring.delete('retiring');
    await db.meta.put({
      name: 'keys',
      activeKeyId: bundle.active.keyId,
      retiringKeyId: null,
    });
  });
  session.set(session.state(), { active: bundle.active, retiring: null });
}

async function countUnder(archive: Archive, keyId: string): Promise<number> {
  let count = await archive.blobs.countUnder(keyId);
  for (const { table } of sealedTables(archive.db)) {
    count += await table.where('k').equals(keyId).count();
  }
  return count;
}

async function readableOrNull<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ArchiveError && error.failure.code === 'BYTES_DAMAGED') return null;
    throw error;
  }
}

function placeName(table: Table<Sealed, unknown>, key: string): string {
  return `${table.name} ${key}`;
}

function isSameSeal(a: Sealed, b: Sealed): boolean {
  const left = new Uint8Array(a.iv);
  const right = new Uint8Array(b.iv);
  return a.k === b.k && left.every((byte, index) => byte === right[index]);
}
