import { createHash } from 'node:crypto';
import type { PairAnswer, ReceiptsAnswer } from '#shared/sync/protocol.ts';
import type { SatchelServer } from '../../../e2e/pages/satchel-server.ts';

/** Pairs a device with a running server and answers with its token. */
export async function pairWith(server: SatchelServer, deviceId = 'device1'): Promise<string> {
  const [code] = (await server.satchel('pair')).split('\n');
  const body = JSON.stringify({ code, deviceId, deviceName: 'tablet' });
  const answer = await fetch(`${server.url}/sync/v1/pair`, { method: 'POST', body });
  return ((await answer.json()) as PairAnswer).token;
}

export async function receiptsOf(
  server: SatchelServer,
  token: string,
  sha256: readonly string[],
): Promise<ReceiptsAnswer> {
  const answer = await fetch(`${server.url}/sync/v1/receipts`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ sha256 }),
  });
  return (await answer.json()) as ReceiptsAnswer;
}

/** The digest of what the server gives back for a digest. */
export async function digestReadBack(
  server: SatchelServer,
  token: string,
  sha256: string,
): Promise<string> {
  const answer = await fetch(`${server.url}/sync/v1/blobs/${sha256}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return createHash('sha256').update(bytes).digest('hex');
}

/** Sends one instance by STOW-RS as a single part. */
export function stowTo(server: SatchelServer, token: string, file: Uint8Array): Promise<Response> {
  return fetch(`${server.url}/dicom-web/studies`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/dicom' },
    body: Uint8Array.from(file),
  });
}

/** Sends the bytes from `byteOffset` on as one part of an upload. */
export function patchTo(
  server: SatchelServer,
  token: string,
  file: Uint8Array,
  byteOffset: number,
  partBytes: number,
): Promise<Response> {
  const part = Uint8Array.from(file.subarray(byteOffset, byteOffset + partBytes));
  const digest = createHash('sha256').update(part).digest('base64');
  return fetch(`${server.url}/sync/v1/blobs/${createHash('sha256').update(file).digest('hex')}`, {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${token}`,
      'Upload-Offset': String(byteOffset),
      'Upload-Length': String(file.byteLength),
      'Content-Digest': `sha-256=:${digest}:`,
    },
    body: part,
  });
}
