import { createHash } from 'node:crypto';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { pixelDigestSpans, tagDigestText } from '#shared/dicom/digest-spans.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { openInflated } from '#shared/dicom/read-frame-bytes.ts';
import { ok } from '#shared/failure/result.ts';

const hashBytesMax = 4 * 1024 * 1024;

/**
 * Digest of data set and pixel data apart from their encoding: equal digests are the same content
 * (decision 16). Costs a pass over the pixel data. Null: the bytes cannot be read.
 */
export async function contentDigest(
  source: ByteSource,
  parsed: ParsedInstance,
): Promise<string | null> {
  const hash = createHash('sha256').update(tagDigestText(parsed)).update('\0');
  const { inflated, spans } = pixelDigestSpans(parsed);
  const opened = inflated ? await openInflated(source) : ok(source);
  if (!opened.ok) return null;
  for (const { byteOffset, byteLength, swapBytes } of spans) {
    for (let done = 0; done < byteLength; done += hashBytesMax) {
      const length = Math.min(hashBytesMax, byteLength - done);
      const piece = await opened.value.read(byteOffset + done, length);
      hash.update(swapBytes > 1 ? swapped(piece, swapBytes) : piece);
    }
  }
  return hash.digest('hex');
}

function swapped(bytes: Uint8Array, wordBytes: number): Uint8Array {
  const turned = new Uint8Array(bytes.byteLength);
  for (let start = 0; start < bytes.byteLength; start += wordBytes) {
    for (let i = 0; i < wordBytes; i += 1) {
      turned[start + i] = bytes[start + wordBytes - 1 - i] ?? 0;
    }
  }
  return turned;
}
