import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { readFrameBytes } from '#shared/dicom/read-frame-bytes.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import type { InstanceRecord } from './archive-types.ts';
import { attempt, failureOf } from './attempt.ts';
import { blobByteSource } from './read-bytes.ts';

/** Sources kept with their last chunks: a cine reads one file's frames one after another. */
const sourcesKept = 4;

/** Random access to the bytes of an instance as they came. BYTES_NOT_HERE when only the server has them. */
export function instanceByteSource(
  archive: Archive,
  instanceId: string,
): Promise<Result<ByteSource, ArchiveFailure>> {
  return attempt(archive, 'read bytes', () => openSource(archive, instanceId));
}

/**
 * The bytes of one frame (frameIndex 0-based), codestream or native, in a buffer of their own: fit for
 * transferring to a decoder. Failures as `readFrameBytes`, and those of the archive.
 */
export async function readFrame(
  archive: Archive,
  record: Pick<InstanceRecord, 'id' | 'pixel'>,
  frameIndex: number,
): Promise<Result<ArrayBuffer, ArchiveFailure | DicomFailure>> {
  const { pixel } = record;
  if (pixel === null) return fail({ code: 'PIXEL_DATA_MISSING', step: 'frames' });
  const opened = await attempt(archive, 'read frame', () => keptSource(archive, record.id));
  if (!opened.ok) return opened;
  let storeFailure: ArchiveFailure | null = null;
  const source: ByteSource = {
    byteLength: opened.value.byteLength,
    async read(byteOffset, byteLength) {
      try {
        return await opened.value.read(byteOffset, byteLength);
      } catch (error) {
        storeFailure = failureOf(error, 'read frame');
        throw error;
      }
    },
  };
  const frame = await readFrameBytes(pixel.inflated ? opened.value : source, pixel, frameIndex);
  // What the parser calls unreadable is here a damaged, locked or lost store, and its sentence another.
  if (!frame.ok) return fail(storeFailure ?? frame.failure);
  return ok(ownBuffer(frame.value));
}

async function openSource(archive: Archive, instanceId: string): Promise<ByteSource> {
  const row = await archive.db.instance.get(instanceId);
  if (row === undefined) refuse('NOT_FOUND', 'read bytes');
  if (row.blob === null) refuse('BYTES_NOT_HERE', 'read bytes');
  const shape = await archive.blobs.shape(row.blob);
  if (shape === null) refuse('BYTES_DAMAGED', 'read bytes', 'blob is missing');
  return blobByteSource(archive, row.blob, shape);
}

const keptSources = new WeakMap<Archive, Map<string, Promise<ByteSource>>>();

function keptSource(archive: Archive, instanceId: string): Promise<ByteSource> {
  const kept = keptSources.get(archive) ?? startKeeping(archive);
  const source = kept.get(instanceId) ?? openSource(archive, instanceId);
  kept.delete(instanceId);
  kept.set(instanceId, source);
  source.catch(() => kept.delete(instanceId));
  for (const oldest of kept.keys()) {
    if (kept.size <= sourcesKept) break;
    kept.delete(oldest);
  }
  return source;
}

function startKeeping(archive: Archive): Map<string, Promise<ByteSource>> {
  const kept = new Map<string, Promise<ByteSource>>();
  keptSources.set(archive, kept);
  // Plaintext goes with the keys.
  archive.subscribeLock(() => kept.clear());
  return kept;
}

function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  if (isWhole && bytes.buffer instanceof ArrayBuffer) return bytes.buffer;
  return Uint8Array.from(bytes).buffer;
}
