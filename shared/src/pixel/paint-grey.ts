import { buildGreyLut, greyOf, greyPixel } from './grey-lut.ts';
import type { GreyLut, GreyPipeline } from './grey-lut.ts';
import type { DecodedFrame, StoredValues } from './image-description.ts';

/**
 * Writes a grey frame into `target` (Rows × Columns pixels of an ImageData, row by row).
 * A table that the caller kept from the frame's range saves building it again.
 */
export function paintGrey(
  frame: DecodedFrame,
  pipeline: GreyPipeline,
  target: Uint32Array,
  lut: GreyLut | null = buildGreyLut(frame, pipeline),
): void {
  const { values } = frame;
  // Floats from 0 to 1 have a range of whole numbers, and nearly all of their values lie between them.
  const isFloating = values instanceof Float32Array || values instanceof Float64Array;
  if (lut === null || isFloating) {
    paintWithoutTable(values, pipeline, target);
  } else {
    paintWithTable(frame, lut, target);
  }
}

function paintWithTable(frame: DecodedFrame, lut: GreyLut, target: Uint32Array): void {
  const { values, minValue, maxValue } = frame;
  const { firstValue, pixels } = lut;
  const count = Math.min(values.length, target.length);
  const last = pixels.length - 1;
  if (minValue >= firstValue && maxValue <= firstValue + last) {
    for (let index = 0; index < count; index += 1) {
      target[index] = pixels[(values[index] as number) - firstValue] as number;
    }
    return;
  }
  // A table of another frame of the series may be shorter than this frame's range.
  for (let index = 0; index < count; index += 1) {
    const entry = (values[index] as number) - firstValue;
    target[index] = pixels[entry < 0 ? 0 : entry > last ? last : entry] as number;
  }
}

function paintWithoutTable(
  values: StoredValues,
  pipeline: GreyPipeline,
  target: Uint32Array,
): void {
  const greys = Uint32Array.from({ length: 256 }, (_, grey) => greyPixel(grey));
  const count = Math.min(values.length, target.length);
  for (let index = 0; index < count; index += 1) {
    target[index] = greys[greyOf(pipeline, values[index] as number)] as number;
  }
}
