import type { FeedHead } from '#shared/sync/protocol.ts';
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

/**
 * Notes how far the feed of that life reached when the server gave its word for something; inside the
 * transaction that believes it, after `isCurrentLife`.
 */
export async function noteHead(archive: Archive, head: FeedHead): Promise<void> {
  const row = await archive.db.meta.get('feed');
  if (row?.name === 'feed') await archive.db.meta.put({ ...row, seen: laterHead(row.seen, head) });
}

/** The later of two ends of one feed. */
export function laterHead(known: FeedHead | undefined, head: FeedHead): FeedHead {
  return known !== undefined && known.seq >= head.seq ? known : head;
}
