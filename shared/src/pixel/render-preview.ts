import type { DicomDataset } from '../dicom/dicom-json.ts';
import { defaultVoi } from './auto-voi.ts';
import { displayPipelineOf, toRgba } from './display-pipeline.ts';
import type { DecodedFrame } from './image-description.ts';
import { halveFrame } from './mip-pyramid.ts';
import { pixelAspectOf } from './pixel-spacing.ts';
import type { Voi } from './voi-lut.ts';

/** Pixels as ImageData holds them: 4 bytes R G B A each, row by row. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * Renders a decoded frame (0-based index in its instance) as thumbnails, previews and checks show it:
 * Modality LUT, the given VOI or the default one, polarity once; colour converted to RGB. The frame's
 * full size, one pixel of output for each of the frame's, whatever their shape.
 */
export function renderGreyOrColour(
  frame: DecodedFrame,
  dataset: DicomDataset,
  frameIndex: number,
  voi?: Voi,
): RgbaImage {
  const target = new Uint32Array(frame.Rows * frame.Columns);
  const pipeline = displayPipelineOf(dataset, frameIndex);
  const greyVoi = () => voi ?? defaultVoi(dataset, frameIndex, frame).voi;
  const settings = { voi: pipeline.kind === 'grey' ? greyVoi() : null, isInverted: false };
  toRgba(frame, pipeline, settings, target);
  return {
    width: frame.Columns,
    height: frame.Rows,
    rgba: new Uint8ClampedArray(target.buffer),
  };
}

/**
 * Renders a frame small: averaged down while still above twice the wanted size, so that a 20-megapixel
 * mammogram costs no 80 MB of pixels, and without aliasing. `displayWidth` and `displayHeight` are what
 * it is to be scaled to: at most `sizeMaxPx`, in the frame's proportions, pixels that are not square
 * counted in, never larger than the frame itself on its longer side.
 */
export function renderSmall(
  frame: DecodedFrame,
  dataset: DicomDataset,
  frameIndex: number,
  sizeMaxPx: number,
): { readonly image: RgbaImage; readonly displayWidth: number; readonly displayHeight: number } {
  const voi = defaultVoi(dataset, frameIndex, frame).voi;
  let small = frame;
  while (Math.max(small.Rows, small.Columns) >= 2 * sizeMaxPx) small = halveFrame(small);
  const aspect = pixelAspectOf(dataset, frameIndex);
  return {
    image: renderGreyOrColour(small, dataset, frameIndex, voi),
    ...fitThumbnail(frame.Columns, frame.Rows, aspect, sizeMaxPx),
  };
}

/** Size that a frame of pixels of a height-to-width `aspect` takes in a square of `sizeMaxPx`; at least 1 × 1. */
export function fitThumbnail(
  columns: number,
  rows: number,
  aspect: number,
  sizeMaxPx: number,
): { readonly displayWidth: number; readonly displayHeight: number } {
  const height = rows * aspect;
  const longer = Math.max(columns, height);
  const scale = Math.min(sizeMaxPx, Math.max(columns, rows)) / longer;
  return {
    displayWidth: Math.max(1, Math.round(columns * scale)),
    displayHeight: Math.max(1, Math.round(height * scale)),
  };
}
