import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { bodyOfParsed, type Arrival, type ArrivingBytes, type InstanceDigests } from './arrival.ts';
import { withLookups } from './arrival-lookups.ts';
import { attempt, replan } from './attempt.ts';
import { shapeOf, type BlobShape } from './blob-store/blob-store.ts';
import { commitPlan } from './commit-plan.ts';
import { needKeys, type KeyBundle, type Keys } from './key-session.ts';
import { loadPlan } from './load-plan.ts';
import { lookupKeys } from './lookup-key.ts';
import { planArrivals, type ArrivalOutcome } from './plan-arrivals.ts';
import { planOps } from './plan-ops.ts';
import { randomId } from './random-id.ts';
import { rowsOfKeys } from './rows-of-keys.ts';
import { chunkPlace, sealBytes, type Sealed } from './seal.ts';

/** An instance to be stored: its file's bytes, or the blob they have been staged as (`createBlobWriter`). */
export interface InstanceToStore extends InstanceDigests {
  readonly source: ByteSource | ArrivingBytes;
  readonly parsed: ParsedInstance;
  readonly addedBy: string;
  /** Id of the person on this device who adds it; absent where nobody does. */
  readonly addedById?: string;
  readonly fileName?: string;
  readonly isSample?: boolean;
  /** The bytes come from the server: nothing goes into the outbox. */
  readonly fromServer?: boolean;
}

/** An instance whose bytes are encrypted, ready for its transaction. */
export type PreparedInstance = Arrival;

/**
 * Stores instances in one strict transaction: all of them or, on failure, none. At most 16 MiB of bytes
 * that are not staged. QUOTA_EXCEEDED when the browser gives no more room; LOCKED when the keys are gone.
 */
export async function storeInstances(
  archive: Archive,
  batch: readonly InstanceToStore[],
): Promise<Result<readonly ArrivalOutcome[], ArchiveFailure>> {
  const prepared = await prepareInstances(archive, batch);
  return prepared.ok ? storePrepared(archive, prepared.value) : prepared;
}

/**
 * The half of storing that takes time, reading and encrypting: may run while the batch before is being
 * written. What is here already is not encrypted for nothing.
 */
export function prepareInstances(
  archive: Archive,
  batch: readonly InstanceToStore[],
): Promise<Result<readonly PreparedInstance[], ArchiveFailure>> {
  return attempt(archive, 'prepare', async () => {
    const bundle = needKeys(archive.session, 'prepare');
    const addedAt = new Date(archive.clock()).toISOString();
    const stored = await storedAmong(
      archive,
      bundle,
      batch.map(({ sha256 }) => sha256),
    );
    return Promise.all(
      batch.map((item) => prepare(bundle, item, addedAt, stored.has(item.sha256))),
    );
  });
}

/** The half that writes. Repeats only what is small when somebody else has written meanwhile. */
export function storePrepared(
  archive: Archive,
  prepared: readonly PreparedInstance[],
): Promise<Result<readonly ArrivalOutcome[], ArchiveFailure>> {
  return attempt(archive, 'store', () =>
    replan(async () => {
      const bundle = needKeys(archive.session, 'store');
      const arrivals = await withLookups(bundle, prepared);
      const plan = await loadPlan(archive, bundle, arrivals);
      const nowIso = new Date(archive.clock()).toISOString();
      const outcomes = planArrivals(plan, arrivals, nowIso);
      await planOps(archive, bundle, plan, []);
      await commitPlan(archive, bundle, plan);
      return outcomes;
    }),
  );
}

/** Tells which of some files (by SHA-256 in hex) have their bytes on this device. */
export function findStored(
  archive: Archive,
  sha256s: readonly string[],
): Promise<Result<ReadonlySet<string>, ArchiveFailure>> {
  return attempt(archive, 'find', () =>
    storedAmong(archive, needKeys(archive.session, 'find'), sha256s),
  );
}

async function storedAmong(
  archive: Archive,
  bundle: KeyBundle,
  sha256s: readonly string[],
): Promise<ReadonlySet<string>> {
  const keyed = await Promise.all(
    sha256s.map(async (sha256) => ({
      sha256,
      lookups: await lookupKeys(bundle, 'instance', sha256),
    })),
  );
  const all = keyed.flatMap(({ lookups }) => lookups);
  const rows = await archive.db.transaction('r', archive.db.instance, () =>
    rowsOfKeys(archive.db.instance, 'lookup', all),
  );
  const here = new Set(rows.filter(({ local }) => local === 1).map(({ lookup }) => lookup));
  const stored = keyed.filter(({ lookups }) => lookups.some((lookup) => here.has(lookup)));
  return new Set(stored.map(({ sha256 }) => sha256));
}

async function prepare(
  bundle: KeyBundle,
  item: InstanceToStore,
  addedAt: string,
  isStored: boolean,
): Promise<PreparedInstance> {
  const { source, parsed, sha256, pixelSha256, tagSha256, addedBy, fileName = '' } = item;
  const bytes = 'blobId' in source ? source : arrivingSource(source);
  if (!isStored) await bytes.chunks(bundle.active);
  const digests = { sha256, pixelSha256, tagSha256 };
  return {
    body: bodyOfParsed(parsed, digests, { addedAt, addedBy, fileName }),
    header: { dataset: parsed.dataset, pixel: parsed.pixel, warnings: parsed.warnings },
    isSample: item.isSample ?? false,
    isOnServer: item.fromServer ?? false,
    addedById: item.addedById ?? '',
    byteLength: bytes.shape.byteLength,
    bytes,
  };
}

/** Encrypts when asked, once per key: a lock that is set meanwhile makes the first result worthless. */
function arrivingSource(source: ByteSource): ArrivingBytes {
  const blobId = randomId();
  const shape = shapeOf(source.byteLength);
  let sealed: { readonly keyId: string; readonly chunks: readonly Sealed[] } | null = null;
  return {
    blobId,
    shape,
    stagedCount: 0,
    async chunks(keys) {
      if (sealed?.keyId !== keys.keyId) {
        sealed = { keyId: keys.keyId, chunks: await sealSource(keys, blobId, shape, source) };
      }
      return sealed.chunks;
    },
  };
}

async function sealSource(
  keys: Keys,
  blobId: string,
  shape: BlobShape,
  source: ByteSource,
): Promise<readonly Sealed[]> {
  const indexes = Array.from({ length: shape.chunkCount }, (_, index) => index);
  return Promise.all(
    indexes.map(async (index) => {
      const byteOffset = index * shape.chunkByteLength;
      const byteLength = Math.min(shape.chunkByteLength, shape.byteLength - byteOffset);
      // Not copied: encrypting takes its own copy at once. No source reads into shared memory.
      const plain = await source.read(byteOffset, byteLength);
      const place = chunkPlace(blobId, index, shape.chunkCount);
      return sealBytes(keys, place, plain as Uint8Array<ArrayBuffer>);
    }),
  );
}
