import { createSHA256 } from 'hash-wasm';
import { imageContradictions } from '#shared/pixel/image-contradictions.ts';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { pixelDigestSpans } from '#shared/dicom/digest-spans.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Archive } from '../../archive/archive.ts';
import { ArchiveError } from '../../archive/archive-error.ts';
import type { ImportOutcome } from '../../archive/archive-types.ts';
import type { ArrivingBytes } from '../../archive/arrival.ts';
import { digestContent, digestInstance } from '../../archive/digest-instance.ts';
import type { LeaseHolder } from '../../archive/lease.ts';
import { blobByteSource } from '../../archive/read-bytes.ts';
import { createBlobWriter, type BlobWriter } from '../../archive/stage-blob.ts';
import { findStored, type InstanceToStore } from '../../archive/store-instance.ts';
import type { SniffedEntry } from './expand-files.ts';
import { blobSource, headOf, type ImportEntry } from './import-entry.ts';
import { importLimits } from './import-limits.ts';
import { readMediaDirectory, type MediaDirectory } from './media-directory.ts';
import { suspiciousPreamble } from './sniff-content.ts';

export interface InspectContext {
  readonly archive: Archive;
  readonly lease: LeaseHolder;
  readonly addedBy: string;
  readonly addedById: string;
  readonly isSample: boolean;
}

/** What looking at one file has led to. */
export type Inspected =
  | { readonly kind: 'outcome'; readonly entry: ImportEntry; readonly outcome: ImportOutcome }
  | { readonly kind: 'directory'; readonly entry: ImportEntry; readonly directory: MediaDirectory }
  | {
      readonly kind: 'instance';
      readonly entry: ImportEntry;
      readonly item: InstanceToStore;
      /** Bytes its transaction will hold: none when they are staged. */
      readonly batchBytes: number;
      readonly warnings: readonly string[];
    };

/** Parses and hashes one file; what is too large for a batch is encrypted into staged chunks on the way. */
export async function inspectEntry(
  context: InspectContext,
  { entry, content }: SniffedEntry,
): Promise<Inspected> {
  switch (content.kind) {
    case 'empty':
      return refused(entry, 'EMPTY_FILE');
    case 'companion':
      return outcome(entry, 'ignored', 'NOT_NEEDED', content.format);
    case 'foreign':
      return refused(entry, 'NOT_DICOM', content.format);
    case 'zip':
    case 'dicom':
    case 'unknown':
      return inspectDicom(context, entry);
  }
}

async function inspectDicom(context: InspectContext, entry: ImportEntry): Promise<Inspected> {
  if (entry.byteLength <= importLimits.wholeBytesMax) {
    const bytes = await readOrNull(entry);
    if (bytes === null) return refused(entry, 'READ_FAILED');
    return inspectSource(context, entry, memoryByteSource(bytes), (parsed) =>
      takeFromMemory(context, bytes, parsed),
    );
  }
  if (entry.blob !== null) {
    const source = blobSource(entry.blob);
    return inspectSource(context, entry, source, (parsed) =>
      stageFromFile(context, entry, source, parsed),
    );
  }
  return inspectPacked(context, entry);
}

interface Taken extends Pick<InstanceToStore, 'source' | 'sha256' | 'pixelSha256' | 'tagSha256'> {
  readonly batchBytes: number;
}

async function inspectSource(
  context: InspectContext,
  entry: ImportEntry,
  source: ByteSource,
  take: (parsed: ParsedInstance) => Promise<Taken>,
): Promise<Inspected> {
  const read = await parsePart10(source);
  if (!read.ok) return refusedDicom(entry, source, read.failure);
  const imitated = read.value.hasPreamble ? suspiciousPreamble(await headOf(entry)) : null;
  const { dataset, pixel } = read.value;
  const warnings = [
    ...read.value.warnings,
    ...(imitated === null ? [] : ['PREAMBLE_SUSPICIOUS']),
    ...(pixel === null ? [] : imageContradictions(dataset, 0)),
  ];
  const parsed = { ...read.value, warnings };
  const { batchBytes, ...digested } = await take(parsed);
  const { addedBy, addedById, isSample } = context;
  const item = { ...digested, parsed, addedBy, addedById, isSample, fileName: entry.name };
  return { kind: 'instance', entry, item, batchBytes, warnings };
}

/** A file in memory; the larger ones are staged, unless they are here already. */
async function takeFromMemory(
  { archive, lease }: InspectContext,
  bytes: Uint8Array<ArrayBuffer>,
  parsed: ParsedInstance,
): Promise<Taken> {
  const source = memoryByteSource(bytes);
  const digests = await digestInstance(source, parsed);
  if (bytes.byteLength <= importLimits.stagedBytesMin) {
    return { ...digests, source, batchBytes: bytes.byteLength };
  }
  const stored = await findStored(archive, [digests.sha256]);
  if (stored.ok && stored.value.has(digests.sha256)) return { ...digests, source, batchBytes: 0 };
  const writer = createBlobWriter(archive, lease, bytes.byteLength);
  const staged = await writeAll(writer, () => writer.write(bytes));
  return { ...digests, source: staged, batchBytes: 0 };
}

/** Hashes and stages a picked file in one pass over it. */
async function stageFromFile(
  { archive, lease }: InspectContext,
  entry: ImportEntry,
  source: ByteSource,
  parsed: ParsedInstance,
): Promise<Taken> {
  const writer = createBlobWriter(archive, lease, entry.byteLength);
  const whole = await createSHA256();
  const content = await createContentHasher(parsed);
  let at = 0;
  const staged = await writeAll(writer, () =>
    entry.pipeTo(async (bytes) => {
      whole.update(bytes);
      content?.update(bytes, at);
      at += bytes.byteLength;
      await writer.write(bytes);
    }),
  );
  const { pixelSha256, tagSha256 } = await digestContent(source, parsed, content?.digest() ?? null);
  return { sha256: whole.digest('hex'), pixelSha256, tagSha256, source: staged, batchBytes: 0 };
}

/** Unpacks what is too large for memory into encrypted chunks, and reads it from there. */
async function inspectPacked(context: InspectContext, entry: ImportEntry): Promise<Inspected> {
  const { archive, lease } = context;
  const writer = createBlobWriter(archive, lease, entry.byteLength);
  const whole = await createSHA256();
  let staged: ArrivingBytes;
  try {
    staged = await writeAll(writer, () =>
      entry.pipeTo(async (bytes) => {
        whole.update(bytes);
        await writer.write(bytes);
      }),
    );
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    return refused(entry, 'READ_FAILED', error instanceof Error ? error.message : '');
  }
  const source = blobByteSource(archive, staged.blobId, staged.shape);
  const inspected = await inspectSource(context, entry, source, async (parsed) => ({
    sha256: whole.digest('hex'),
    ...(await digestContent(source, parsed)),
    source: staged,
    batchBytes: 0,
  }));
  if (inspected.kind !== 'instance') await writer.discard();
  return inspected;
}

/** Finishes a staged blob, or leaves nothing of it. */
async function writeAll(writer: BlobWriter, work: () => Promise<void>): Promise<ArrivingBytes> {
  try {
    await work();
    return await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

interface ContentHasher {
  update(bytes: Uint8Array, byteOffset: number): void;
  digest(): string;
}

/** Hashes the spans of the pixel data while the file goes by; null where they lie otherwise than it does. */
async function createContentHasher(parsed: ParsedInstance): Promise<ContentHasher | null> {
  const { inflated, spans } = pixelDigestSpans(parsed);
  const isInOrder = spans.every(
    ({ byteOffset, swapBytes }, index) =>
      swapBytes === 1 &&
      byteOffset >= (spans[index - 1]?.byteOffset ?? 0) + (spans[index - 1]?.byteLength ?? 0),
  );
  if (inflated || spans.length === 0 || !isInOrder) return null;
  const hasher = await createSHA256();
  let current = 0;
  return {
    update(bytes, byteOffset) {
      const end = byteOffset + bytes.byteLength;
      for (; current < spans.length; current += 1) {
        const span = spans[current];
        if (span === undefined || span.byteOffset >= end) return;
        const from = Math.max(span.byteOffset, byteOffset);
        const to = Math.min(span.byteOffset + span.byteLength, end);
        if (to > from) hasher.update(bytes.subarray(from - byteOffset, to - byteOffset));
        // The rest of this span is in the next bytes.
        if (span.byteOffset + span.byteLength > end) return;
      }
    },
    digest: () => hasher.digest('hex'),
  };
}

async function refusedDicom(
  entry: ImportEntry,
  source: ByteSource,
  failure: DicomFailure,
): Promise<Inspected> {
  if (failure.code === 'DICOMDIR') {
    return { kind: 'directory', entry, directory: await readMediaDirectory(entry.name, source) };
  }
  const { tag, byteOffset, detail } = failure;
  const place = [tag, byteOffset === undefined ? undefined : `@${byteOffset}`, detail];
  return refused(entry, failure.code, place.filter((part) => part !== undefined).join(' '));
}

async function readOrNull(entry: ImportEntry): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await entry.readWhole();
  } catch {
    // Changed or taken away since it was picked, or an archive's entry that does not unpack.
    return null;
  }
}

function refused(entry: ImportEntry, code: string, detail = ''): Inspected {
  return outcome(entry, 'refused', code, detail);
}

function outcome(
  entry: ImportEntry,
  kind: ImportOutcome['outcome'],
  code: string,
  detail: string,
): Inspected {
  const line = { fileName: entry.name, outcome: kind, code, warnings: [], studyKey: null };
  return { kind: 'outcome', entry, outcome: detail === '' ? line : { ...line, detail } };
}
