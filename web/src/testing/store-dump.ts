import type { ArchiveDb } from '../archive/archive-db.ts';

/** All rows of a database as JSON: buffers as base64 under `$bytes`. */
export type StoreDump = Readonly<Record<string, readonly unknown[]>>;

export async function dumpStore(db: ArchiveDb): Promise<StoreDump> {
  const tables = await Promise.all(
    db.tables.map(async (table) => [table.name, (await table.toArray()).map(plain)] as const),
  );
  return Object.fromEntries(tables);
}

/** Puts a dump in place of what a freshly made database holds. */
export async function loadStore(db: ArchiveDb, dump: StoreDump): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    for (const table of db.tables) {
      await table.clear();
      await table.bulkAdd((dump[table.name] ?? []).map(revived));
    }
  });
}

function plain(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  const { $bytes } = value as { readonly $bytes?: unknown };
  if (typeof $bytes === 'string') return Uint8Array.from(Buffer.from($bytes, 'base64')).buffer;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revived(part)]));
}
