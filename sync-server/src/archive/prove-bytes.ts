import type { Archive } from './archive.ts';

/**
 * Reads an instance's bytes from the medium now and tells whether they are those of its digest. What is found
 * is kept in the index, so that `have` and receipts say the same and a device offers lost bytes again.
 */
export async function proveBytes(archive: Archive, sha256: string): Promise<boolean> {
  const found = await archive.blobs.digestOnMedium(sha256).catch(() => null);
  const isWhole = found === sha256;
  await archive.index.saveDamage(sha256, !isWhole);
  return isWhole;
}
