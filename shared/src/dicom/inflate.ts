import type { ByteSource } from './byte-source.ts';
import { Damage } from './damage.ts';

/** Below this size any ratio is believed; deflate cannot do better than 1032:1 anyway. */
const anyRatioBytesMax = 32 * 1024 * 1024;
const ratioMax = 200;
const inflatedBytesMax = 256 * 1024 * 1024;
const pieceBytes = 256 * 1024;

/**
 * Inflates a deflated data set (PS3.5 A.5: raw deflate, RFC 1951) from `byteOffset` to the end of the source.
 * Fails with INFLATE_FAILED when the stream is damaged or cut, IMAGE_TOO_LARGE past 256 MiB or 200:1.
 */
export async function inflateFrom(source: ByteSource, byteOffset: number): Promise<Uint8Array> {
  for (const end of await streamEnds(source, byteOffset)) {
    const inflated = await inflateRange(source, byteOffset, end);
    if (inflated !== null) return inflated;
  }
  throw new Damage({ code: 'INFLATE_FAILED', step: 'inflate', byteOffset });
}

/**
 * Where the stream may end. An odd stream gets a null pad byte (PS3.5 A.5), and some writers leave the eight
 * bytes of a gzip trailer behind it: both are junk to DecompressionStream, so each possible end is tried.
 */
async function streamEnds(source: ByteSource, byteOffset: number): Promise<number[]> {
  const tailBytes = Math.min(16, source.byteLength - byteOffset);
  if (tailBytes <= 0) return [];
  const tail = await readBytes(source, source.byteLength - tailBytes, tailBytes);
  let zeros = 0;
  while (zeros < tail.length && tail[tail.length - 1 - zeros] === 0) zeros += 1;
  const ends = zeros === 0 ? [0, 8] : [1, 0, zeros, 8, 9];
  return [...new Set(ends.filter((bytes) => bytes <= tailBytes))].map(
    (padBytes) => source.byteLength - padBytes,
  );
}

async function inflateRange(
  source: ByteSource,
  byteOffset: number,
  byteEnd: number,
): Promise<Uint8Array | null> {
  const inflater = new DecompressionStream('deflate-raw');
  const feeding = feed(source, byteOffset, byteEnd, inflater.writable.getWriter());
  const reader = inflater.readable.getReader();
  const pieces: Uint8Array[] = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(pieces, total);
      total += value.byteLength;
      const ratio = total / (byteEnd - byteOffset);
      if (total > inflatedBytesMax || (total > anyRatioBytesMax && ratio > ratioMax)) {
        throw new Damage({ code: 'IMAGE_TOO_LARGE', step: 'inflate', byteOffset });
      }
      pieces.push(value);
    }
  } catch (error) {
    if (error instanceof Damage) throw error;
    return null;
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

/** Never rejects: what goes wrong here shows at the reading end of the stream. */
async function feed(
  source: ByteSource,
  byteOffset: number,
  byteEnd: number,
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  try {
    for (let at = byteOffset; at < byteEnd; at += pieceBytes) {
      const piece = await source.read(at, Math.min(pieceBytes, byteEnd - at));
      await writer.write(Uint8Array.from(piece));
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
  }
}

/** Reads from a source; a refusal becomes READ_FAILED. */
export async function readBytes(
  source: ByteSource,
  byteOffset: number,
  byteLength: number,
): Promise<Uint8Array> {
  try {
    return await source.read(byteOffset, byteLength);
  } catch {
    throw new Damage({ code: 'READ_FAILED', step: 'dataset', byteOffset });
  }
}

function joined(pieces: readonly Uint8Array[], total: number): Uint8Array {
  const whole = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
