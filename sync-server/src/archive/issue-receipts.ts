import type { ReceiptsAnswer } from '#shared/sync/protocol.ts';
import type { Hub } from './hub-identity.ts';
import { proveBytes } from './prove-bytes.ts';
import type { Archive } from './archive.ts';

/**
 * Signs receipts for instances that the index has and whose bytes, read from the medium now, still have
 * their digest. Everything else is `missing`: a device keeps its copy.
 */
export async function issueReceipts(
  archive: Archive,
  hub: Hub,
  sha256: readonly string[],
  now: () => Date,
): Promise<Omit<ReceiptsAnswer, 'head'>> {
  const receipts: ReceiptsAnswer['receipts'][number][] = [];
  const missing: string[] = [];
  for (const digest of new Set(sha256)) {
    const row = await archive.index.instanceByDigest(digest);
    if (row === null || !(await proveBytes(archive, digest))) {
      missing.push(digest);
      continue;
    }
    receipts.push(
      hub.signReceipt({
        sha256: digest,
        byteLength: row.byteLength,
        SOPInstanceUID: row.SOPInstanceUID,
        level: 'STORED',
        at: now().toISOString(),
        seq: row.seq,
      }),
    );
  }
  return { receipts, missing };
}
