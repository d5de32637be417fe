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
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at >= end) {
        await close();
        controller.close();
        return;
      }
      const piece = await source.read(at, Math.min(pieceBytesMax, end - at));
      at += piece.byteLength;
      controller.enqueue(piece);
    },
    cancel: () => close(),
  });
}

/** One `bytes=a-b` range (RFC 9110 14.1.2); null: no usable range, answer whole; `invalid`: 416. */
export function parseRange(
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

/** Answers with a stored blob exactly as it is: whole, a range, or 304 by its digest as ETag. */
export async function blobAnswer(
  context: Context,
  blob: OpenBlob,
  sha256: string,
  contentType: string,
): Promise<Response> {
  const etag = `"${sha256}"`;
  const headers: Record<string, string> = {
    'Content-Type': contentType,
    ETag: etag,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    'Content-Disposition': 'attachment',
  };
  if (context.req.header('If-None-Match') === etag) {
    await blob.close();
    return context.body(null, 304, headers);
  }
  const ifRange = context.req.header('If-Range');
  const asked = ifRange === undefined || ifRange === etag ? context.req.header('Range') : undefined;
  const range = parseRange(asked, blob.byteLength);
  if (range === 'invalid') {
    await blob.close();
    return problem(context, 'RANGE_INVALID', {
      headers: { 'Content-Range': `bytes */${blob.byteLength}` },
    });
  }
  const { first, last } = range ?? { first: 0, last: blob.byteLength - 1 };
  const length = last - first + 1;
  headers['Content-Length'] = String(length);
  if (range !== null) headers['Content-Range'] = `bytes ${first}-${last}/${blob.byteLength}`;
  const status = range === null ? 200 : 206;
  if (context.req.method === 'HEAD') {
    await blob.close();
    return context.body(null, status, headers);
  }
  return context.body(
    streamOf(blob, first, length, () => blob.close()),
    status,
    headers,
  );
}
