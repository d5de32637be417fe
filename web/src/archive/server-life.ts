import type { Archive } from './archive.ts';
import type { FeedRow } from './archive-rows.ts';

/** A server in one life of it: another epoch begins when it was restored. */
export type ServerLife = Pick<FeedRow, 'hubId' | 'hubEpoch'>;

/** Whether this device still deals with that life of the server; inside a transaction over `meta`. */
export async function isCurrentLife(
  archive: Archive,
  { hubId, hubEpoch }: ServerLife,
): Promise<boolean> {
  const row = await archive.db.meta.get('feed');
  return row?.name === 'feed' && row.hubId === hubId && row.hubEpoch === hubEpoch;
}
