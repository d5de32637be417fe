import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { describeImage } from '#shared/pixel/describe-image.ts';
import type { Archive } from '../archive/archive.ts';
import type { InstanceRecord } from '../archive/archive-types.ts';
import { readInstance, readStudyDetail } from '../archive/find-studies.ts';
import { readFrame } from '../archive/read-frame.ts';
import { createDecodePool, type DecodeClient } from '../workers/decode/decode-client.ts';

/** Of a study's first image; null where that could not be tried to its end: locked, a lost store, stopped. */
type FirstImage = Result<'decoded' | 'none', DicomFailure> | null;

/** Decodes the first frame of a study's first image, in display order, as opening it would; `none` where it has no image. */
export async function decodeFirstImage(
  archive: Archive,
  key: string,
  signal: AbortSignal,
  decoders: Pick<DecodeClient, 'decode' | 'close'> = createDecodePool({ workersMax: 1 }),
): Promise<FirstImage> {
  try {
    const record = await firstImageOf(archive, key);
    if (!record.ok) return null;
    if (record.value === null) return ok('none');
    const { dataset, pixel, TransferSyntaxUID } = record.value;
    const image = describeImage(dataset, TransferSyntaxUID, pixel?.element ?? 'PixelData');
    if (!image.ok) return image;
    const bytes = await readFrame(archive, record.value, 0);
    if (!bytes.ok) return isOfImage(bytes.failure) ? fail(bytes.failure) : null;
    const decoded = await decoders.decode({
      bytes: bytes.value,
      image: image.value,
      TransferSyntaxUID,
      priority: 'idle',
      signal,
    });
    if (decoded.ok) return ok('decoded');
    return isOfImage(decoded.failure) ? decoded : null;
  } finally {
    decoders.close();
  }
}

function isOfImage(failure: DicomFailure | ArchiveFailure): failure is DicomFailure {
  const isStopped = failure.code === 'DECODE_STOPPED' || failure.code === 'READ_FAILED';
  return (failure.step === 'frames' || failure.step === 'decode') && !isStopped;
}

async function firstImageOf(
  archive: Archive,
  key: string,
): Promise<Result<InstanceRecord | null, ArchiveFailure>> {
  const detail = await readStudyDetail(archive, key);
  if (!detail.ok) return detail;
  for (const { id } of detail.value.series.flatMap(({ instances }) => instances)) {
    const record = await readInstance(archive, id);
    if (!record.ok || record.value.pixel !== null) return record;
  }
  return ok(null);
}
