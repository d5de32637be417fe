import type { Context } from 'hono';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { OpenBlob } from '../archive/blob-store/blob-store.ts';
import { problem } from '../problem.ts';

const pieceBytesMax = 256 * 1024;

/** Streams a range of a source in pieces; closes what it came from when the client is done or gone. */
export function streamOf(
  source: ByteSource,
  byteOffset: number,
  byteLength: number,
  close: () => Promise<void>,
): ReadableStream<Uint8Array> {
  let at = byteOffset;
  const end = byteOffset + byteLength;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at >= end) {
          await close();
          controller.close();
          return;
        }
        try {
          const piece = await source.read(at, Math.min(pieceBytesMax, end - at));
          at += piece.byteLength;
          controller.enqueue(piece);
        } catch (error) {
          await close();
          throw error;
        }
      },
      cancel: () => close(),
    },
    // Nothing is read ahead of the first demand: a HEAD or a gone client costs no disk.
    { highWaterMark: 0 },
  );
}

/** An async iteration as a body that Hono can send; `close` runs when it ends, however it ends. */
export function webStream(
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
  close: () => Promise<void> = () => Promise.resolve(),
): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const next = await pieces.next();
          if (next.done !== true) {
            controller.enqueue(next.value);
            return;
          }
        } catch (error) {
          await close();
          throw error;
        }
        await close();
        controller.close();
      },
      async cancel() {
        await pieces.return();
        await close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** One `bytes=a-b` range (RFC 9110 14.1.2); null: no usable range, answer whole; `invalid`: 416. */
function parseRange(
  header: string | undefined,
  byteLength: number,
): { readonly first: number; readonly last: number } | null | 'invalid' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return null;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return null;
  const first = from === '' ? Math.max(0, byteLength - Number(to)) : Number(from);
  const last = from === '' || to === '' ? byteLength - 1 : Math.min(Number(to), byteLength - 1);
  return first > last || first >= byteLength ? 'invalid' : { first, last };
}

/** Whether the client has what the ETag names (RFC 9110 13.1.2: weak comparison, lists, `*`). */
export function isKnownToClient(context: Context, etag: string): boolean {
  const known = context.req.header('If-None-Match');
  if (known === undefined) return false;
  const bare = (one: string): string => one.trim().replace(/^W\//, '');
  return known.split(',').some((one) => one.trim() === '*' || bare(one) === bare(etag));
}

/** Bytes in a source that a request asks for, and what is known of them. */
export interface Section {
  readonly source: ByteSource;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly etag: string;
  readonly contentType: string;
  readonly close: () => Promise<void>;
}

/** Answers with bytes exactly as they are: whole, a range, HEAD, or 304 by their ETag. */
export async function sectionAnswer(context: Context, section: Section): Promise<Response> {
  const { etag, byteLength, close } = section;
  const headers: Record<string, string> = {
    'Content-Type': section.contentType,
    ETag: etag,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    'Content-Disposition': 'attachment',
  };
  if (isKnownToClient(context, etag)) {
    await close();
    return context.body(null, 304, headers);
  }
  const ifRange = context.req.header('If-Range');
  const asked = ifRange === undefined || ifRange === etag ? context.req.header('Range') : undefined;
  const range = parseRange(asked, byteLength);
  if (range === 'invalid') {
    await close();
    return problem(context, 'RANGE_INVALID', {
      headers: { 'Content-Range': `bytes */${byteLength}` },
    });
  }
  const { first, last } = range ?? { first: 0, last: byteLength - 1 };
  const length = last - first + 1;
  headers['Content-Length'] = String(length);
  if (range !== null) headers['Content-Range'] = `bytes ${first}-${last}/${byteLength}`;
  const status = range === null ? 200 : 206;
  if (context.req.method === 'HEAD') {
    await close();
    return context.body(null, status, headers);
  }
  const body = streamOf(section.source, section.byteOffset + first, length, close);
  return context.body(body, status, headers);
}

/** Answers with a stored blob; its digest is its ETag. */
export function blobAnswer(
  context: Context,
  blob: OpenBlob,
  sha256: string,
  contentType: string,
): Promise<Response> {
  return sectionAnswer(context, {
    source: blob,
    byteOffset: 0,
    byteLength: blob.byteLength,
    etag: `"${sha256}"`,
    contentType,
    close: () => blob.close(),
  });
}
