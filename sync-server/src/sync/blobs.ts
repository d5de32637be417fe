import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { partBytesMax, type StoreOutcome } from '#shared/sync/protocol.ts';
import type { AccessVariables } from '../access/authenticate.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { MediumFullError } from '../archive/blob-store/blob-store.ts';
import { failureReasonOf } from '../archive/failure-reason.ts';
import { proveBytes } from '../archive/prove-bytes.ts';
import { storeInstance } from '../archive/store-instance.ts';
import { blobAnswer } from '../dicomweb/bytes-answer.ts';
import { problem } from '../problem.ts';
import { readBody } from '../request-body.ts';

type BlobContext = Context<{ Variables: AccessVariables }>;

/** Larger than any instance that a device holds; sizes are checked before a byte is taken. */
const uploadBytesMax = 64 * 1024 * 1024 * 1024;

/** One upload at a time writes to a blob's parts: two tabs that send the same bytes take turns. */
const writing = new Set<string>();

/** `HEAD /blobs/<sha256>`: how much of an upload is safe here. */
export async function headUpload(deps: AppDependencies, sha256: string): Promise<Response> {
  const stored = await deps.archive.index.instanceByDigest(sha256);
  const isStored = (await deps.archive.index.storedDigests([sha256])).has(sha256);
  if (stored !== null && isStored) return offsetAnswer(200, stored.byteLength, stored.byteLength);
  const upload = await deps.archive.index.uploadOf(sha256);
  if (upload === null) return offsetAnswer(200, 0, 0);
  return offsetAnswer(200, upload.byteOffset, upload.byteLength);
}

/** `GET /blobs/<sha256>`: stored bytes of any content, also of variants. */
export async function readBlob(
  context: BlobContext,
  deps: AppDependencies,
  sha256: string,
): Promise<Response> {
  const row = await deps.archive.index.instanceByDigest(sha256);
  const blob = row === null ? null : await deps.archive.blobs.open(sha256);
  if (blob === null) return problem(context, 'NOT_FOUND');
  return blobAnswer(context, blob, sha256, 'application/dicom');
}

/** `PATCH /blobs/<sha256>`: one more part; the last one stores the instance. */
export async function patchUpload(
  context: BlobContext,
  deps: AppDependencies,
  sha256: string,
): Promise<Response> {
  const byteOffset = wholeNumber(context.req.header('Upload-Offset'));
  const byteLength = wholeNumber(context.req.header('Upload-Length'));
  const digest = /^sha-256=:([A-Za-z0-9+/=]+):$/.exec(
    context.req.header('Content-Digest') ?? '',
  )?.[1];
  if (
    byteOffset === null ||
    byteLength === null ||
    byteLength === 0 ||
    byteLength > uploadBytesMax ||
    digest === undefined
  ) {
    return problem(context, 'BODY_INVALID', {
      detail: 'Upload-Offset, Upload-Length and Content-Digest are needed.',
    });
  }
  const bytes = await readBody(context.req.raw, partBytesMax, deps.stallTimeoutMs);
  if (bytes === null) return problem(context, 'BODY_TOO_LARGE');
  if (createHash('sha256').update(bytes).digest('base64') !== digest)
    return problem(context, 'DIGEST_MISMATCH');
  const stored = await deps.archive.index.instanceByDigest(sha256);
  if (stored !== null && (await proveBytes(deps.archive, sha256)))
    return outcomeAnswer(201, { sha256, outcome: 'duplicate' });
  if (writing.has(sha256))
    return problem(context, 'OFFSET_MISMATCH', {
      detail: 'Another upload of these bytes is running.',
    });
  writing.add(sha256);
  try {
    return await addPart(context, deps, { sha256, byteLength, byteOffset }, bytes);
  } catch (error) {
    if (error instanceof MediumFullError) return problem(context, 'SERVER_FULL');
    throw error;
  } finally {
    writing.delete(sha256);
  }
}

interface Part {
  readonly sha256: string;
  readonly byteLength: number;
  readonly byteOffset: number;
}

async function addPart(
  context: BlobContext,
  deps: AppDependencies,
  part: Part,
  bytes: Uint8Array,
): Promise<Response> {
  const { blobs, index } = deps.archive;
  const { sha256, byteLength, byteOffset } = part;
  const before = await index.uploadOf(sha256);
  // The recorded offset counts, not the file's length: bytes behind it were never acknowledged.
  const safe = Math.min(before?.byteOffset ?? 0, await blobs.partLength(sha256));
  const end = byteOffset + bytes.byteLength;
  if (
    byteOffset !== safe ||
    end > byteLength ||
    (before !== null && before.byteLength !== byteLength)
  ) {
    return problem(context, 'OFFSET_MISMATCH', {
      headers: {
        'Upload-Offset': String(safe),
        'Upload-Length': String(before?.byteLength ?? byteLength),
      },
    });
  }
  await blobs.appendPart(sha256, byteOffset, bytes);
  // The last part counts only when the whole is stored: killed in between, a device sends just that part again.
  if (end === byteLength) return finish(context, deps, sha256);
  await index.saveUpload(sha256, byteLength, end);
  return offsetAnswer(204, end, byteLength);
}

async function finish(
  context: BlobContext,
  deps: AppDependencies,
  sha256: string,
): Promise<Response> {
  const { blobs, index } = deps.archive;
  const sealed = await blobs.sealParts(sha256);
  if (sealed.sha256 !== sha256) {
    await sealed.abort();
    await index.dropUpload(sha256);
    return problem(context, 'DIGEST_MISMATCH', { headers: { 'Upload-Offset': '0' } });
  }
  const provenance = {
    deviceId: context.get('token').deviceId,
    receivedAt: deps.now().toISOString(),
  };
  const result = await storeInstance(deps.archive, sealed, provenance);
  await index.dropUpload(sha256);
  if (!result.ok) {
    const { code } = result.failure;
    return outcomeAnswer(422, {
      sha256,
      outcome: 'refused',
      failureReason: failureReasonOf(code),
      code,
    });
  }
  deps.wake.notify();
  return outcomeAnswer(201, { sha256, outcome: result.value.outcome });
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function offsetAnswer(status: number, byteOffset: number, byteLength: number): Response {
  const headers = { 'Upload-Offset': String(byteOffset), 'Upload-Length': String(byteLength) };
  return new Response(null, { status, headers });
}

function outcomeAnswer(status: number, outcome: StoreOutcome): Response {
  return Response.json(outcome, { status });
}
