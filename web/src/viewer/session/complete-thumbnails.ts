import type { Archive } from '../../archive/archive.ts';
import { readInstance } from '../../archive/find-studies.ts';
import { readThumbnail, savePreview, type PreviewMediaType } from '../../archive/previews.ts';
import { readFrame } from '../../archive/read-frame.ts';
import { describeImage } from '#shared/pixel/describe-image.ts';
import type { DecodeClient } from '../../workers/decode/decode-client.ts';
import type { FrameStack } from '../stack/frame-stack.ts';

const thumbnailSizePx = 192;

/** The instance whose picture stands for a stack: the series' own where it is part of it, else the first. */
export function thumbnailIdOf({ series, frames }: FrameStack): string | null {
  const { thumbnailInstanceId } = series;
  const isOfThisStack = frames.some(({ instance }) => instance.id === thumbnailInstanceId);
  return isOfThisStack ? thumbnailInstanceId : (frames[0]?.instance.id ?? null);
}

/**
 * Makes and keeps the pictures of stacks that have none: the import pictures each series once, but two
 * views of one series are two stacks here. One after another, behind everything a person waits for.
 */
export async function completeThumbnails(
  archive: Archive,
  stacks: readonly FrameStack[],
  decodersOf: () => DecodeClient,
  signal: AbortSignal,
): Promise<void> {
  for (const stack of stacks) {
    if (signal.aborted) return;
    const instanceId = thumbnailIdOf(stack);
    const isHere = stack.frames.some(
      ({ instance }) => instance.id === instanceId && instance.isLocal,
    );
    if (instanceId === null || !isHere || stack.kind !== 'frames') continue;
    const known = await readThumbnail(archive, instanceId);
    if (!known.ok || known.value !== null) continue;
    await makeThumbnail(archive, instanceId, decodersOf(), signal);
  }
}

async function makeThumbnail(
  archive: Archive,
  instanceId: string,
  decoders: DecodeClient,
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
  await savePreview(archive, instanceId, 'thumbnail', preview);
}

function isStoredType(mediaType: string): mediaType is PreviewMediaType {
  return ['image/webp', 'image/jpeg', 'image/png'].includes(mediaType);
}
