import { createHash } from 'node:crypto';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { pixelDigestSpans, tagDigestText } from '#shared/dicom/digest-spans.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { openInflated } from '#shared/dicom/read-frame-bytes.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { BlobStore, SealedWrite } from './blob-store/blob-store.ts';
import { standardVrOf } from './dictionary.ts';
import type { ArchiveIndex, InstanceRow } from './index/archive-index.ts';

export interface Archive {
  readonly blobs: BlobStore;
  readonly index: ArchiveIndex;
}

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

export type StoreFailure =
  | DicomFailure
  | { readonly code: 'STUDY_MISMATCH'; readonly step: 'identity'; readonly parsed: ParsedInstance };

/**
 * Stores one instance whose bytes are sealed: the one way in for STOW-RS, parts and imports. Parses, decides
 * what it is among those with the same SOP Instance UID (decision 16), makes the bytes durable, then commits
 * index and change log. Bytes that are refused leave nothing behind.
 */
export async function storeInstance(
  archive: Archive,
  sealed: SealedWrite,
  provenance: Provenance,
): Promise<Result<StoredInstance, StoreFailure>> {
  const there = await archive.index.instanceByDigest(sealed.sha256);
  if (there !== null && (await archive.blobs.byteLengthOf(sealed.sha256)) === sealed.byteLength) {
    await sealed.abort();
    if (isOtherStudy(there.StudyInstanceUID, provenance)) return mismatch(there);
    return ok({ row: there, outcome: 'duplicate' });
  }
  const parsed = await parsePart10(sealed.source, { vrOf: standardVrOf });
  if (!parsed.ok) {
    await sealed.abort();
    return parsed;
  }
  if (isOtherStudy(parsed.value.StudyInstanceUID, provenance)) {
    await sealed.abort();
    return fail({ code: 'STUDY_MISMATCH', step: 'identity', parsed: parsed.value });
  }
  // Two contents of one UID that arrive at once: the second is compared with the first, not with nothing.
  return oneAtATime(parsed.value.SOPInstanceUID, async () => {
    const role = await roleOf(archive, sealed, parsed.value);
    await sealed.commit();
    const [row] = await archive.index.addInstances([rowOf(sealed, parsed.value, provenance, role)]);
    if (row === undefined) throw new Error('the index answered without a row');
    const outcome =
      row.role === 'primary' ? 'stored' : row.role === 'variant' ? 'variant' : 'duplicate';
    return ok({ row, outcome });
  });
}

const lastOf = new Map<string, Promise<unknown>>();

/** Runs work on one key in the order of the calls; other keys go on beside it. */
async function oneAtATime<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
  const before = lastOf.get(key) ?? Promise.resolve();
  const own = before.then(work, work);
  lastOf.set(key, own);
  try {
    return await own;
  } finally {
    if (lastOf.get(key) === own) lastOf.delete(key);
  }
}

function isOtherStudy(StudyInstanceUID: string, provenance: Provenance): boolean {
  const wanted = provenance.StudyInstanceUID;
  return wanted !== undefined && wanted !== StudyInstanceUID;
}

function mismatch(row: InstanceRow): Result<never, StoreFailure> {
  const parsed: ParsedInstance = { ...row, hasPreamble: true, hasFileMeta: true, warnings: [] };
  return fail({ code: 'STUDY_MISMATCH', step: 'identity', parsed });
}

/** The row that the index keeps of parsed bytes. */
export function rowOf(
  sealed: Pick<SealedWrite, 'sha256' | 'byteLength'>,
  parsed: ParsedInstance,
  provenance: Pick<Provenance, 'deviceId' | 'receivedAt'>,
  role: InstanceRow['role'],
): Omit<InstanceRow, 'seq'> {
  return {
    sha256: sealed.sha256,
    byteLength: sealed.byteLength,
    StudyInstanceUID: parsed.StudyInstanceUID,
    SeriesInstanceUID: parsed.SeriesInstanceUID,
    SOPInstanceUID: parsed.SOPInstanceUID,
    SOPClassUID: parsed.SOPClassUID,
    TransferSyntaxUID: parsed.TransferSyntaxUID,
    dataset: parsed.dataset,
    pixel: parsed.pixel,
    datasetByteOffset: parsed.datasetByteOffset,
    deviceId: provenance.deviceId,
    receivedAt: provenance.receivedAt,
    role,
  };
}

/** Compares content only when another instance has the UID: the digests cost a pass over the pixel data. */
export async function roleOf(
  archive: Archive,
  sealed: Pick<SealedWrite, 'source'>,
  parsed: ParsedInstance,
): Promise<InstanceRow['role']> {
  const others = await archive.index.instancesOfSop(parsed.SOPInstanceUID);
  if (others.length === 0) return 'primary';
  const own = await contentDigest(sealed.source, parsed);
  if (own === null) return 'variant';
  for (const other of others) {
    if (other.role === 'encoding') continue;
    const blob = await archive.blobs.open(other.sha256);
    if (blob === null) continue;
    try {
      const parsedOther = await parsePart10(blob, { vrOf: standardVrOf });
      if (parsedOther.ok && (await contentDigest(blob, parsedOther.value)) === own)
        return 'encoding';
    } finally {
      await blob.close();
    }
  }
  return 'variant';
}

const hashBytesMax = 4 * 1024 * 1024;

/** Digest of data set and pixel data apart from their encoding; equal digests are the same content. Null: unreadable. */
async function contentDigest(source: ByteSource, parsed: ParsedInstance): Promise<string | null> {
  const hash = createHash('sha256').update(tagDigestText(parsed)).update('\0');
  const { inflated, spans } = pixelDigestSpans(parsed);
  const opened = inflated ? await openInflated(source) : ok(source);
  if (!opened.ok) return null;
  const bytes = opened.value;
  for (const { byteOffset, byteLength, swapBytes } of spans) {
    for (let done = 0; done < byteLength; done += hashBytesMax) {
      const piece = await bytes.read(byteOffset + done, Math.min(hashBytesMax, byteLength - done));
      hash.update(swapBytes > 1 ? swapped(piece, swapBytes) : piece);
    }
  }
  return hash.digest('hex');
}

function swapped(bytes: Uint8Array, wordBytes: number): Uint8Array {
  const turned = new Uint8Array(bytes.byteLength);
  for (let start = 0; start < bytes.byteLength; start += wordBytes) {
    for (let i = 0; i < wordBytes; i += 1) {
      turned[start + i] = bytes[start + wordBytes - 1 - i] ?? 0;
    }
  }
  return turned;
}
