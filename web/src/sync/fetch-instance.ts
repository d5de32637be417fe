import { createSHA256 } from 'hash-wasm';
import { memoryByteSource, type ByteSource } from '#shared/dicom/byte-source.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import { instancePath } from '#shared/dicomweb/wado-path.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { Archive } from '../archive/archive.ts';
import { ArchiveError } from '../archive/archive-error.ts';
import type { InstanceRecord } from '../archive/archive-types.ts';
import { digestBytes, digestContent } from '../archive/digest-instance.ts';
import { readInstance } from '../archive/find-studies.ts';
import type { LeaseHolder } from '../archive/lease.ts';
import { blobByteSource } from '../archive/read-bytes.ts';
import { createBlobWriter } from '../archive/stage-blob.ts';
import { storeInstances, type InstanceToStore } from '../archive/store-instance.ts';
import { downloadBytes, type ByteSink } from './download-bytes.ts';
import type { HubClient } from './hub-client.ts';
import { localFailure } from './sync-store.ts';

export interface FetchProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface FetchContext {
  readonly archive: Archive;
  readonly hub: HubClient;
  readonly lease: LeaseHolder;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FetchProgress) => void;
}

/** Up to this size an instance is held in memory; larger ones are staged, encrypted, as they come. */
const memoryBytesMax = 8 * 1024 * 1024;

/**
 * Brings the bytes of an instance to this device: by WADO-RS as stored (PS3.18 10.4, any transfer
 * syntax), or by their digest where the UID alone does not say which content. Nothing is stored
 * before the SHA-256 of what arrived is the one that the feed announced ([PULL3]).
 */
export async function fetchInstanceBytes(
  context: FetchContext,
  instanceId: string,
): Promise<Result<null, SyncFailure>> {
  const read = await readInstance(context.archive, instanceId);
  if (!read.ok) return fail(localFailure('fetch', read.failure));
  const record = read.value;
  if (record.isLocal) return ok(null);
  if (!record.isVariant) {
    const fetched = await fetchFrom(context, record, wadoPath(record));
    if (fetched.ok || !mayBeOther(fetched.failure)) return fetched;
  }
  return fetchFrom(context, record, `/sync/v1/blobs/${record.sha256}`);
}

function wadoPath(record: InstanceRecord): string {
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = record;
  return `/dicom-web${instancePath(StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID)}`;
}

/** Another content stands under this UID on the server, or its study is in the trash there. */
function mayBeOther({ code }: SyncFailure): boolean {
  return code === 'DIGEST_MISMATCH' || code === 'NOT_FOUND';
}

async function fetchFrom(
  context: FetchContext,
  record: InstanceRecord,
  path: string,
): Promise<Result<null, SyncFailure>> {
  const { byteLength, sha256 } = record;
  const sink =
    byteLength <= memoryBytesMax ? memorySink(byteLength) : await stagingSink(context, byteLength);
  try {
    const came = await downloadBytes(context, { path, sink, byteLength, sha256 });
    if (came.ok && (await sink.sha256()) === sha256) {
      return await store(context, record, await sink.finish());
    }
    await sink.discard();
    return came.ok ? fail({ code: 'DIGEST_MISMATCH', step: 'fetch', retry: 'later' }) : came;
  } catch (error) {
    await sink.discard();
    if (error instanceof ArchiveError) return fail(localFailure('fetch', error.failure));
    throw error;
  }
}

interface Arrived {
  readonly readable: ByteSource;
  readonly source: InstanceToStore['source'];
}

async function store(
  { archive }: FetchContext,
  { sha256 }: InstanceRecord,
  { readable, source }: Arrived,
): Promise<Result<null, SyncFailure>> {
  const parsed = await parsePart10(readable);
  if (!parsed.ok) {
    return fail({ code: 'REFUSED', step: 'fetch', retry: 'person', detail: parsed.failure.code });
  }
  const content = await digestContent(readable, parsed.value);
  const item = { source, parsed: parsed.value, sha256, ...content, addedBy: '', fromServer: true };
  const stored = await storeInstances(archive, [item]);
  return stored.ok ? ok(null) : fail(localFailure('fetch', stored.failure));
}

interface InstanceSink extends ByteSink {
  sha256(): Promise<string>;
  finish(): Promise<Arrived>;
  discard(): Promise<void>;
}

function memorySink(byteLength: number): InstanceSink {
  const bytes = new Uint8Array(byteLength);
  let filled = 0;
  return {
    write(piece) {
      bytes.set(piece, filled);
      filled += piece.byteLength;
      return Promise.resolve();
    },
    sha256: () => digestBytes(bytes),
    finish() {
      const source = memoryByteSource(bytes);
      return Promise.resolve({ readable: source, source });
    },
    discard: () => Promise.resolve(),
  };
}

async function stagingSink(
  { archive, lease }: FetchContext,
  byteLength: number,
): Promise<InstanceSink> {
  const hasher = await createSHA256();
  const writer = createBlobWriter(archive, lease, byteLength);
  return {
    async write(piece) {
      hasher.update(piece);
      await writer.write(piece);
    },
    sha256: () => Promise.resolve(hasher.digest('hex')),
    async finish() {
      const source = await writer.finish();
      return { readable: blobByteSource(archive, source.blobId, source.shape), source };
    },
    discard: () => writer.discard(),
  };
}
