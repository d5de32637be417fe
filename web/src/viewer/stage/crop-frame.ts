import type { DecodedFrame, StoredValues } from '#shared/pixel/image-description.ts';
import type { Region } from './level-region.ts';

/** A part of a frame as a frame of its own; the frame itself when the part is all of it. */
export function cropFrame(frame: DecodedFrame, region: Region): DecodedFrame {
  const { Columns, Rows, SamplesPerPixel, values } = frame;
  const { x, y, width, height } = region;
  if (x === 0 && y === 0 && width === Columns && height === Rows) return frame;
  const rowLength = width * SamplesPerPixel;
  const make = values.constructor as new (length: number) => StoredValues;
  const part = new make(rowLength * height);
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * Columns + x) * SamplesPerPixel;
    part.set(values.subarray(from, from + rowLength), row * rowLength);
  }
  return { ...frame, Rows: height, Columns: width, values: part };
}
