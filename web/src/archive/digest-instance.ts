import { createSHA256 } from 'hash-wasm';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { pixelDigestSpans, tagDigestText, type DigestSpan } from '#shared/dicom/digest-spans.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { openInflated } from '#shared/dicom/read-frame-bytes.ts';
import type { InstanceDigests } from './arrival.ts';
import { hex } from './random-id.ts';

/** Up to this size bytes are hashed in one piece by the browser, which is several times faster. */
const wholeBytesMax = 64 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

/** SHA-256 of the file, of its pixel data and of its data set, with bounded memory. */
export async function digestInstance(
  source: ByteSource,
  parsed: ParsedInstance,
): Promise<InstanceDigests> {
  const whole: DigestSpan = { byteOffset: 0, byteLength: source.byteLength, swapBytes: 1 };
  return {
    sha256: await digestSpans(source, [whole]),
    ...(await digestContent(source, parsed)),
  };
}

/** The two digests of what an instance says, whatever its encoding; `pixelSha256` where it is known already. */
export async function digestContent(
  source: ByteSource,
  parsed: ParsedInstance,
  pixelSha256: string | null = null,
): Promise<Pick<InstanceDigests, 'pixelSha256' | 'tagSha256'>> {
  const { inflated, spans } = pixelDigestSpans(parsed);
  const text = new TextEncoder().encode(tagDigestText(parsed));
  const tagSha256 = await digestBytes(text);
  if (spans.length === 0 || pixelSha256 !== null) return { pixelSha256, tagSha256 };
  const opened = inflated ? await openInflated(source) : null;
  const content = opened?.ok === true ? opened.value : source;
  return { pixelSha256: await digestSpans(content, withinSource(content, spans)), tagSha256 };
}

/** SHA-256 of bytes in memory, as lower-case hex. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

async function digestSpans(source: ByteSource, spans: readonly DigestSpan[]): Promise<string> {
  const total = spans.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const [first] = spans;
  if (
    first !== undefined &&
    spans.length === 1 &&
    total <= wholeBytesMax &&
    first.swapBytes === 1
  ) {
    // The usual file: a copy of it would be half the memory of an import. No source reads into shared memory.
    const bytes = await source.read(first.byteOffset, first.byteLength);
    return digestBytes(bytes as Uint8Array<ArrayBuffer>);
  }
  if (total <= wholeBytesMax) return digestBytes(await joined(source, spans, total));
  const hasher = await createSHA256();
  for (const { byteOffset, byteLength, swapBytes } of spans) {
    for (let at = 0; at < byteLength; at += pieceBytes) {
      const piece = await source.read(byteOffset + at, Math.min(pieceBytes, byteLength - at));
      hasher.update(swapBytes === 1 ? piece : swapped(piece, swapBytes));
    }
  }
  return hasher.digest('hex');
}

async function joined(
  source: ByteSource,
  spans: readonly DigestSpan[],
  total: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(total);
  let filled = 0;
  for (const { byteOffset, byteLength, swapBytes } of spans) {
    const piece = await source.read(byteOffset, byteLength);
    bytes.set(swapBytes === 1 ? piece : swapped(piece, swapBytes), filled);
    filled += byteLength;
  }
  return bytes;
}

function swapped(bytes: Uint8Array, wordBytes: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let at = 0; at + wordBytes <= copy.length; at += wordBytes) {
    copy.subarray(at, at + wordBytes).reverse();
  }
  return copy;
}

// A cut file declares more than it has: what is there is what its content is.
function withinSource(source: ByteSource, spans: readonly DigestSpan[]): readonly DigestSpan[] {
  return spans.flatMap((span) => {
    const byteLength = Math.min(span.byteLength, source.byteLength - span.byteOffset);
    return byteLength <= 0 ? [] : [{ ...span, byteLength }];
  });
}
