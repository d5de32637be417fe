import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import { instancePath } from '#shared/dicomweb/wado-path.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { Archive } from '../archive/archive.ts';
import { digestBytes, digestInstance } from '../archive/digest-instance.ts';
import { readInstance } from '../archive/find-studies.ts';
import { storeInstances } from '../archive/store-instance.ts';
import type { HubClient } from './hub-client.ts';
import { localFailure } from './sync-store.ts';

export interface FetchProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

/**
 * Brings one instance's bytes to this device: by WADO-RS as they are stored (variants by their digest), going
 * on with a range where the link broke, and stored only when their SHA-256 is the one that the feed named.
 */
export async function fetchInstanceBytes(
  archive: Archive,
  hub: HubClient,
  instanceId: string,
  onProgress: (progress: FetchProgress) => void,
  signal: AbortSignal,
): Promise<Result<null, SyncFailure>> {
  const record = await readInstance(archive, instanceId);
  if (!record.ok) return fail(localFailure('fetch', record.failure));
  if (record.value.isLocal) return ok(null);
  const { sha256, byteLength, isVariant } = record.value;
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = record.value;
  const path = isVariant
    ? `/sync/v1/blobs/${sha256}`
    : `/dicom-web${instancePath(StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID)}`;
  const bytes = new Uint8Array(byteLength);
  const received = await receive(hub, path, bytes, onProgress, signal);
  if (!received.ok) return received;
  if ((await digestBytes(bytes)) !== sha256) {
    return fail({ code: 'DIGEST_MISMATCH', step: 'fetch', retry: 'later' });
  }
  const source = memoryByteSource(bytes);
  const parsed = await parsePart10(source);
  if (!parsed.ok)
    return fail({ code: 'REFUSED', step: 'fetch', retry: 'person', detail: parsed.failure.code });
  const digests = await digestInstance(source, parsed.value);
  const stored = await storeInstances(archive, [
    { ...digests, source, parsed: parsed.value, addedBy: '', fromServer: true },
  ]);
  return stored.ok ? ok(null) : fail(localFailure('fetch', stored.failure));
}

const triesMax = 3;

/** Fills `bytes`; each further try asks only for what is missing. */
async function receive(
  hub: HubClient,
  path: string,
  bytes: Uint8Array,
  onProgress: (progress: FetchProgress) => void,
  signal: AbortSignal,
): Promise<Result<null, SyncFailure>> {
  let done = 0;
  for (let tries = 1; ; tries += 1) {
    const answer = await hub.send({
      method: 'GET',
      path,
      step: 'fetch',
      signal,
      headers: {
        Accept: 'application/dicom; transfer-syntax=*',
        ...(done === 0 ? {} : { Range: `bytes=${done}-` }),
      },
    });
    if (!answer.ok) {
      if (tries >= triesMax || answer.failure.code !== 'OFFLINE' || signal.aborted) return answer;
      continue;
    }
    if (answer.value.status !== 206) done = 0;
    try {
      for await (const piece of answer.value.body ?? []) {
        if (done + piece.byteLength > bytes.byteLength) {
          return fail({ code: 'DIGEST_MISMATCH', step: 'fetch', retry: 'later' });
        }
        bytes.set(piece, done);
        done += piece.byteLength;
        onProgress({ bytesDone: done, bytesTotal: bytes.byteLength });
      }
    } catch {
      // The link broke: what has arrived is kept, the rest is asked for again.
    }
    if (done === bytes.byteLength) return ok(null);
    if (tries >= triesMax || signal.aborted)
      return fail({ code: 'OFFLINE', step: 'fetch', retry: 'later' });
  }
}
