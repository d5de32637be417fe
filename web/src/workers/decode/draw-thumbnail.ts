import { renderSmall } from '#shared/pixel/render-preview.ts';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import type { DecodedFrame } from '#shared/pixel/image-description.ts';
import type { EncodedPicture } from './decode-api.ts';

/** WebP and JPEG at this quality show no blocks at thumbnail size; a preview is replaced by the frame anyway. */
const quality = 0.82;

/** Draws a frame (0-based index) at most `sizeMaxPx` wide and high and encodes it; for use in a worker. */
export async function drawThumbnail(
  frame: DecodedFrame,
  dataset: DicomDataset,
  frameIndex: number,
  sizeMaxPx: number,
): Promise<EncodedPicture> {
  const { image, displayWidth, displayHeight } = renderSmall(frame, dataset, frameIndex, sizeMaxPx);
  const full = new OffscreenCanvas(image.width, image.height);
  contextOf(full).putImageData(new ImageData(image.rgba, image.width, image.height), 0, 0);
  const small = new OffscreenCanvas(displayWidth, displayHeight);
  const context = contextOf(small);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(full, 0, 0, displayWidth, displayHeight);
  const blob = await encode(small);
  return {
    bytes: await blob.arrayBuffer(),
    mediaType: blob.type,
    width: displayWidth,
    height: displayHeight,
  };
}

/** A browser that writes no WebP gives PNG instead, which is large: JPEG then. */
async function encode(canvas: OffscreenCanvas): Promise<Blob> {
  const webp = await canvas.convertToBlob({ type: 'image/webp', quality });
  return webp.type === 'image/webp' ? webp : canvas.convertToBlob({ type: 'image/jpeg', quality });
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas in this worker');
  return context;
}
