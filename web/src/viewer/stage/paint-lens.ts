import { toRgba } from '#shared/pixel/display-pipeline.ts';
import { cropFrame } from './crop-frame.ts';
import type { Drawing } from './frame-stage.ts';
import { levelToView, visibleRegion } from './level-region.ts';
import { levelForScale, levelOf } from './picture.ts';
import type { ViewportSize } from './view-transform.ts';

/** A magnified pixel this large or larger may be shown with hard edges, in pixels of the screen. */
const nearestFromScale = 2;

/**
 * Paints a small part of a frame through its display pipeline: from the frame itself, since what the viewport
 * holds may be a smaller level of it. `drawing.imageToView` leads to CSS pixels of the context's canvas, whose
 * size is `size`.
 */
export function paintLens(
  context: CanvasRenderingContext2D,
  { picture, voi, isInverted, imageToView, smoothing }: Omit<Drawing, 'areOverlaysShown'>,
  size: ViewportSize,
): void {
  const ratio = size.devicePixelRatio;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  context.fillRect(0, 0, size.width * ratio, size.height * ratio);
  const scale = Math.hypot(imageToView.a, imageToView.b) * ratio;
  const level = levelForScale(scale);
  const frame = levelOf(picture, level);
  const region = visibleRegion(imageToView, level, frame.Columns, frame.Rows, size);
  if (region.width === 0 || region.height === 0) return;
  const part = document.createElement('canvas');
  part.width = region.width;
  part.height = region.height;
  const partContext = part.getContext('2d', { alpha: false });
  if (partContext === null) return;
  const pixels = partContext.createImageData(region.width, region.height);
  const target = new Uint32Array(pixels.data.buffer);
  toRgba(cropFrame(frame, region), picture.pipeline, { voi, isInverted }, target);
  partContext.putImageData(pixels, 0, 0);
  const { a, b, c, d, e, f } = levelToView(imageToView, level, region);
  context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
  context.imageSmoothingEnabled = smoothing === 'linear' || scale < nearestFromScale;
  context.drawImage(part, 0, 0);
}
