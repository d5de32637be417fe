import type { Table } from 'dexie';

/**
 * The rows under some keys of an index. All are asked for at once: `anyOf` walks from key to key, each step
 * a trip to the database and back, and an import would spend half its time so.
 */
export async function rowsOfKeys<Row, Key>(
  table: Table<Row, Key>,
  index: string,
  keys: readonly string[],
): Promise<readonly Row[]> {
  const found = await Promise.all(keys.map((key) => table.where(index).equals(key).toArray()));
  return found.flat();
}
