import type { Archive } from '../../archive/archive.ts';
import { readInstance } from '../../archive/find-studies.ts';
import { readThumbnail, savePreview, type PreviewMediaType } from '../../archive/previews.ts';
import { readFrame } from '../../archive/read-frame.ts';
import { describeImage } from '#shared/pixel/describe-image.ts';
import type { DecodeClient } from '../../workers/decode/decode-client.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import { openingIndexOf, openingStackOf } from '../stack/opening-place.ts';

const thumbnailSizePx = 192;

/** The instance whose picture stands for a stack: that of the frame it opens at. */
export function thumbnailIdOf(stack: FrameStack): string | null {
  return stack.frames[openingIndexOf(stack)]?.instance.id ?? null;
}

/**
 * Makes and keeps the pictures of stacks that have none: the import pictures each series once, but two
 * views of one series are two stacks here, and an import that was cut off, or a study that came from the
 * server, has left none, or
 * the first instance's: then the list, too, gets the picture of the frame that the study opens at. One after another, behind everything a person waits for.
 */
export async function completeThumbnails(
  archive: Archive,
  stacks: readonly FrameStack[],
  decodersOf: () => DecodeClient,
  studyThumbnailId: string | null,
  signal: AbortSignal,
): Promise<void> {
  const opening = stacks[openingStackOf(stacks, studyThumbnailId)];
  const isRight = opening !== undefined && thumbnailIdOf(opening) === studyThumbnailId;
  const standing = isRight ? undefined : opening;
  for (const stack of stacks) {
    if (signal.aborted) return;
    const instanceId = thumbnailIdOf(stack);
    const isHere = stack.frames.some(
      ({ instance }) => instance.id === instanceId && instance.isLocal,
    );
    if (instanceId === null || !isHere || stack.kind !== 'frames') continue;
    const known = await readThumbnail(archive, instanceId);
    if (!known.ok || (known.value !== null && stack !== standing)) continue;
    await makeThumbnail(archive, instanceId, decodersOf(), stack === standing, signal);
  }
}

async function makeThumbnail(
  archive: Archive,
  instanceId: string,
  decoders: DecodeClient,
  standsForStudy: boolean,
  signal: AbortSignal,
): Promise<void> {
  const record = await readInstance(archive, instanceId);
  if (!record.ok || record.value.pixel === null) return;
  const { dataset, TransferSyntaxUID, pixel } = record.value;
  const image = describeImage(dataset, TransferSyntaxUID, pixel.element);
  if (!image.ok) return;
  const frameIndex = Math.floor((pixel.frameCount - 1) / 2);
  const bytes = await readFrame(archive, record.value, frameIndex);
  if (!bytes.ok) return;
  const drawn = await decoders.thumbnail({
    bytes: bytes.value,
    image: image.value,
    TransferSyntaxUID,
    dataset,
    frameIndex,
    sizeMaxPx: thumbnailSizePx,
    priority: 'idle',
    signal,
  });
  if (!drawn.ok || signal.aborted || !isStoredType(drawn.value.mediaType)) return;
  const preview = { mediaType: drawn.value.mediaType, bytes: new Uint8Array(drawn.value.bytes) };
  await savePreview(archive, instanceId, 'thumbnail', preview, standsForStudy);
}

function isStoredType(mediaType: string): mediaType is PreviewMediaType {
  return ['image/webp', 'image/jpeg', 'image/png'].includes(mediaType);
}
