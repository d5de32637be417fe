import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { isVerified, readVerified } from './read-verified.ts';

const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 253);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const rotten = Uint8Array.from(bytes);
rotten[2_999_999] = (rotten[2_999_999] ?? 0) ^ 1;
const { signal } = new AbortController();

describe('bytes on their way out', () => {
  it('[PUSH9] are proved after they came back from the disk, whole or piece by piece', async () => {
    const target = new Uint8Array(bytes.byteLength + 10);
    expect(await readVerified(memoryByteSource(bytes), target, 5, sha256)).toBe(true);
    expect(target.subarray(5, 5 + bytes.byteLength)).toEqual(bytes);
    expect(await isVerified(memoryByteSource(bytes), sha256, signal)).toBe(true);
  });

  it('[PUSH9] stay here when one bit is not what it was', async () => {
    const target = new Uint8Array(bytes.byteLength);
    expect(await readVerified(memoryByteSource(rotten), target, 0, sha256)).toBe(false);
    expect(await isVerified(memoryByteSource(rotten), sha256, signal)).toBe(false);
  });
});
