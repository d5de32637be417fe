import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import { bytesToBase64 } from './base64.ts';
import type { CoreEffect } from '#shared/sync/engine/core-types.ts';
import { partBytesMax } from '#shared/sync/protocol.ts';
import { failureOfAnswer } from './hub-client.ts';
import { damagedFailure, isVerified } from './read-verified.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure } from './sync-store.ts';

type SendPart = Extract<CoreEffect, { readonly type: 'sendPart' }>;

/** Bytes in one part: at most this is sent again after a cut, and held in memory. */
const partBytes = partBytesMax / 2;

/**
 * Sends the next part of a large instance from where the server stands. Before the first part the whole
 * is proved against its digest; the server proves it again before it counts ([PUSH6], [PUSH9]).
 */
export async function sendPart(context: SyncContext, effect: SendPart): Promise<EventBody> {
  const { ref, sha256, byteLength } = effect.item;
  const failed = (failure: SyncFailure, partOffset: number | null = null): EventBody => ({
    type: 'partFailed',
    ref,
    failure,
    partOffset,
  });
  const source = await context.store.byteSource(ref);
  if (!source.ok) return failed(localFailure('part', source.failure));
  const { partOffset } = effect;
  if (source.value.byteLength !== byteLength || partOffset >= byteLength) {
    return failed(damagedFailure);
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    if (partOffset === 0 && !(await isVerified(source.value, sha256, context.signal))) {
      return failed(damagedFailure);
    }
    const count = Math.min(partBytes, byteLength - partOffset);
    bytes = Uint8Array.from(await source.value.read(partOffset, count));
  } catch {
    return failed({ code: 'LOCAL_STORE', step: 'part', retry: 'later' });
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const answer = await context.hub.send({
    method: 'PATCH',
    path: `/sync/v1/blobs/${sha256}`,
    step: 'part',
    headers: {
      'Content-Type': 'application/octet-stream',
      'Upload-Offset': String(partOffset),
      'Upload-Length': String(byteLength),
      'Content-Digest': `sha-256=:${bytesToBase64(digest)}:`,
    },
    body: bytes.buffer,
    signal: context.signal,
    expected: [409, 422, 460],
  });
  if (!answer.ok) return failed(answer.failure);
  const { status, headers } = answer.value;
  const stands = wholeNumber(headers.get('Upload-Offset'));
  if (!answer.value.ok) {
    const failure = await failureOfAnswer('part', answer.value);
    return failed(
      status === 422 ? { ...failure, code: 'REFUSED', retry: 'person' } : failure,
      stands,
    );
  }
  await answer.value.body?.cancel();
  if (status === 201) return { type: 'partAnswered', ref, partOffset: byteLength, isWhole: true };
  if (stands === null) return failed({ code: 'NOT_OUR_SERVER', step: 'part', retry: 'later' });
  return { type: 'partAnswered', ref, partOffset: stands, isWhole: false };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}
