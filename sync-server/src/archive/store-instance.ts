import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { assert } from '#shared/failure/assert.ts';
import type { DicomFailure, DicomFailureCode } from '#shared/failure/dicom-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import type { SealedWrite } from './blob-store/blob-store.ts';
import { claimedIdentity, type ClaimedIdentity } from './claimed-identity.ts';
import { contentDigest } from './content-digest.ts';
import { standardVrOf } from './dictionary.ts';
import type { InstanceRow, NewInstance } from './index/archive-index.ts';
import { instanceContent } from './instance-content.ts';
import { proveBytes } from './prove-bytes.ts';

/** Where an instance came from, and what the sender said of it beforehand. */
export interface Provenance {
  /** Of the paired device, or empty for other clients. */
  readonly deviceId: string;
  readonly receivedAt: string;
  /** `/studies/{uid}` takes instances of that study only. */
  readonly StudyInstanceUID?: string;
}

export interface StoredInstance {
  readonly row: InstanceRow;
  /** `stored`: new. `duplicate`: these bytes, or this content, were there. `variant`: kept beside other content. */
  readonly outcome: 'stored' | 'duplicate' | 'variant';
}

/** Bytes that were not stored: why, and which instance they claim to be. */
export interface StoreRefusal extends ClaimedIdentity {
  readonly code: DicomFailureCode | 'STUDY_MISMATCH';
}

/** An instance that was understood and may be stored: nothing of it is visible yet. */
interface PreparedInstance {
  readonly sealed: SealedWrite;
  readonly provenance: Provenance;
  /** Null: the very bytes are there already, and whole. */
  readonly parsed: ParsedInstance | null;
}

/**
 * Stores one instance whose bytes are sealed: the one way in for STOW-RS, parts and imports. Bytes that are
 * refused leave nothing behind.
 */
export async function storeInstance(
  archive: Archive,
  sealed: SealedWrite,
  provenance: Provenance,
): Promise<Result<StoredInstance, StoreRefusal>> {
  const prepared = await prepareInstance(archive, sealed, provenance);
  if (!prepared.ok) return prepared;
  const [stored] = await commitInstances(archive, [prepared.value]);
  assert(stored !== undefined, 'every prepared instance has its outcome');
  return ok(stored);
}

/** Looks at sealed bytes: identity, place, and whether they are known. Refused bytes are dropped. */
async function prepareInstance(
  archive: Archive,
  sealed: SealedWrite,
  provenance: Provenance,
): Promise<Result<PreparedInstance, StoreRefusal>> {
  const there = await archive.index.instanceByDigest(sealed.sha256);
  // Asked of the disk, not of the index: bytes that went bad there are stored anew by whoever still has them.
  const isWhole = there !== null && (await proveBytes(archive, sealed.sha256));
  const parsed = isWhole ? null : await parsePart10(sealed.source, { vrOf: standardVrOf });
  if (parsed !== null && !parsed.ok) {
    const claimed = await claimedIdentity(sealed.source);
    await sealed.abort();
    return fail({ code: parsed.failure.code, ...claimed });
  }
  const identity = parsed?.value ?? there;
  const wanted = provenance.StudyInstanceUID;
  if (identity !== null && wanted !== undefined && identity.StudyInstanceUID !== wanted) {
    await sealed.abort();
    const { SOPClassUID, SOPInstanceUID } = identity;
    return fail({ code: 'STUDY_MISMATCH', SOPClassUID, SOPInstanceUID });
  }
  return ok({ sealed, provenance, parsed: parsed?.value ?? null });
}

/**
 * Makes prepared instances durable together: first all bytes and their names, then one transaction for index
 * and change log. When it rejects, none of them may be acknowledged.
 */
async function commitInstances(
  archive: Archive,
  batch: readonly PreparedInstance[],
): Promise<readonly StoredInstance[]> {
  const candidates: NewInstance[] = [];
  for (const { sealed, provenance, parsed } of batch) {
    if (parsed !== null) candidates.push(await candidateOf(archive, sealed, parsed, provenance));
  }
  const placed = await Promise.allSettled(
    batch.map(({ sealed, parsed }) => (parsed === null ? sealed.abort() : sealed.commit())),
  );
  const failed = placed.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) {
    await Promise.allSettled(batch.map(({ sealed }) => sealed.abort()));
    throw failed.reason;
  }
  const added = await archive.index.addInstances(candidates);
  const stored: StoredInstance[] = [];
  let next = 0;
  for (const { sealed, provenance, parsed } of batch) {
    const outcome = parsed === null ? undefined : added[next++];
    if (outcome === undefined)
      stored.push(duplicateOf(await archive.index.instanceByDigest(sealed.sha256)));
    else if (outcome.outcome === 'there') {
      // Known, and stored anew above: its bytes had gone bad, or came twice in this moment.
      await archive.index.saveDamage(sealed.sha256, false);
      stored.push(duplicateOf(outcome.row));
    } else if (outcome.outcome === 'added') stored.push(newOf(outcome.row));
    else stored.push(await adopt(archive, sealed.sha256, provenance));
  }
  return stored;
}

function duplicateOf(row: InstanceRow | null): StoredInstance {
  assert(row !== null, 'the index does not forget instances');
  return { row, outcome: 'duplicate' };
}

function newOf(row: InstanceRow): StoredInstance {
  const { role } = row;
  return {
    row,
    outcome: role === 'primary' ? 'stored' : role === 'variant' ? 'variant' : 'duplicate',
  };
}

/** How often others may come in between before something is wrong. */
const adoptTriesMax = 100;

/** Brings a blob that is committed into the index: after a race, after a crash, when the index is rebuilt. */
async function adopt(
  archive: Archive,
  sha256: string,
  provenance: Pick<Provenance, 'deviceId' | 'receivedAt'>,
): Promise<StoredInstance> {
  const adopted = await adoptBlob(archive, sha256, provenance);
  assert(adopted?.ok === true, 'a committed blob that was parsed before is read again');
  return adopted.value;
}

/**
 * Brings a committed blob into the index. Null: there is no such blob, or its bytes are not those of its
 * name any more; a failure: it is no DICOM instance.
 */
export async function adoptBlob(
  archive: Archive,
  sha256: string,
  provenance: Pick<Provenance, 'deviceId' | 'receivedAt'>,
): Promise<Result<StoredInstance, DicomFailure> | null> {
  if ((await archive.blobs.digestOnMedium(sha256)) !== sha256) return null;
  const blob = await archive.blobs.open(sha256);
  if (blob === null) return null;
  try {
    const parsed = await parsePart10(blob, { vrOf: standardVrOf });
    if (!parsed.ok) return parsed;
    const source = { sha256, byteLength: blob.byteLength, source: blob };
    for (let tries = 0; tries < adoptTriesMax; tries += 1) {
      const candidate = await candidateOf(archive, source, parsed.value, provenance);
      const [added] = await archive.index.addInstances([candidate]);
      if (added?.outcome === 'there') return ok(duplicateOf(added.row));
      if (added?.outcome === 'added') return ok(newOf(added.row));
    }
    throw new Error('the role of an instance could not be settled');
  } finally {
    await blob.close();
  }
}

async function candidateOf(
  archive: Archive,
  bytes: Pick<SealedWrite, 'sha256' | 'byteLength' | 'source'>,
  parsed: ParsedInstance,
  provenance: Pick<Provenance, 'deviceId' | 'receivedAt'>,
): Promise<NewInstance> {
  const others = await archive.index.instancesOfSop(parsed.SOPInstanceUID);
  return {
    row: {
      sha256: bytes.sha256,
      byteLength: bytes.byteLength,
      StudyInstanceUID: parsed.StudyInstanceUID,
      SeriesInstanceUID: parsed.SeriesInstanceUID,
      SOPInstanceUID: parsed.SOPInstanceUID,
      SOPClassUID: parsed.SOPClassUID,
      TransferSyntaxUID: parsed.TransferSyntaxUID,
      role: await roleAmong(archive, others, bytes.source, parsed),
      deviceId: provenance.deviceId,
      receivedAt: provenance.receivedAt,
    },
    content: instanceContent(parsed),
    comparedCount: others.length,
  };
}

/** What an instance is among those with its SOP Instance UID (decision 16). */
async function roleAmong(
  archive: Archive,
  others: readonly InstanceRow[],
  source: ByteSource,
  parsed: ParsedInstance,
): Promise<InstanceRow['role']> {
  if (others.length === 0) return 'primary';
  const own = await contentDigest(source, parsed);
  if (own === null) return 'variant';
  for (const other of others) {
    if (other.role !== 'encoding' && (await digestOfStored(archive, other.sha256)) === own) {
      return 'encoding';
    }
  }
  return 'variant';
}

async function digestOfStored(archive: Archive, sha256: string): Promise<string | null> {
  const blob = await archive.blobs.open(sha256);
  if (blob === null) return null;
  try {
    const parsed = await parsePart10(blob, { vrOf: standardVrOf });
    return parsed.ok ? await contentDigest(blob, parsed.value) : null;
  } finally {
    await blob.close();
  }
}
