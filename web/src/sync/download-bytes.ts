import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { HubClient } from './hub-client.ts';

/** Takes bytes in order. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
}

interface DownloadContext {
  readonly hub: HubClient;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: {
    readonly bytesDone: number;
    readonly bytesTotal: number;
  }) => void;
}

interface Wanted {
  readonly path: string;
  readonly sink: ByteSink;
  readonly byteLength: number;
  readonly sha256: string;
}

/** A link that breaks so often without one more byte is none. */
const fruitlessTriesMax = 3;

/**
 * Downloads exactly `byteLength` bytes into a sink. Where the link breaks it goes on with a Range request
 * from the first byte that is missing (RFC 9110 14), tied to the same bytes by their ETag ([PULL4]).
 */
export async function downloadBytes(
  context: DownloadContext,
  wanted: Wanted,
): Promise<Result<null, SyncFailure>> {
  let done = 0;
  let fruitless = 0;
  for (;;) {
    const went = await downloadFrom(context, wanted, done);
    if (went.failure === null) return ok(null);
    fruitless = went.done > done ? 0 : fruitless + 1;
    done = went.done;
    const isLink = went.failure.code === 'OFFLINE' && !context.signal.aborted;
    if (!isLink || fruitless === fruitlessTriesMax) return fail(went.failure);
  }
}

async function downloadFrom(
  context: DownloadContext,
  { path, sink, byteLength, sha256 }: Wanted,
  start: number,
): Promise<{ readonly done: number; readonly failure: SyncFailure | null }> {
  const answer = await context.hub.send({
    method: 'GET',
    path,
    step: 'fetch',
    headers: {
      Accept: 'application/dicom; transfer-syntax=*',
      ...(start === 0 ? {} : { Range: `bytes=${start}-`, 'If-Range': `"${sha256}"` }),
    },
    signal: context.signal,
    timeoutMs: 30 * 60 * 1000,
  });
  if (!answer.ok) return { done: start, failure: answer.failure };
  if (start > 0 && answer.value.status !== 206) {
    // A whole answer to a request for the rest: other bytes than those we have the beginning of.
    await answer.value.body?.cancel();
    return { done: start, failure: mismatch };
  }
  let done = start;
  const end = await takeBody(answer.value, byteLength - start, async (piece) => {
    await sink.write(piece);
    done += piece.byteLength;
    context.onProgress({ bytesDone: done, bytesTotal: byteLength });
  });
  if (end === 'broken')
    return { done, failure: { code: 'OFFLINE', step: 'fetch', retry: 'later' } };
  return { done, failure: end === 'too-long' || done < byteLength ? mismatch : null };
}

const mismatch: SyncFailure = { code: 'DIGEST_MISMATCH', step: 'fetch', retry: 'later' };

async function takeBody(
  answer: Response,
  bytesMax: number,
  take: (piece: Uint8Array) => Promise<void>,
): Promise<'whole' | 'broken' | 'too-long'> {
  const reader = answer.body?.getReader();
  let left = bytesMax;
  for (;;) {
    let next;
    try {
      next = await reader?.read();
    } catch {
      return 'broken';
    }
    if (next === undefined || next.done) return 'whole';
    if (next.value.byteLength > left) {
      await reader?.cancel();
      return 'too-long';
    }
    left -= next.value.byteLength;
    await take(next.value);
  }
}
