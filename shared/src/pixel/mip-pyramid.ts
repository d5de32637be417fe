import type { DecodedFrame, StoredValues } from './image-description.ts';

/**
 * Makes a frame of half width and height (rounded up) whose values are the mean of 2 × 2 stored values,
 * so that a large frame can be drawn small without aliasing. At the right and lower edge of odd sizes
 * the last column or row counts twice. Range and colour space stay those of the frame, so one table of
 * greys serves all levels. Palette indices have no mean: there, the top left value stands.
 */
export function halveFrame(frame: DecodedFrame): DecodedFrame {
  const { Rows, Columns, SamplesPerPixel, values } = frame;
  const rows = Math.ceil(Rows / 2);
  const columns = Math.ceil(Columns / 2);
  const halved = sameKind(values, rows * columns * SamplesPerPixel);
  const isPalette = frame.PhotometricInterpretation === 'PALETTE COLOR';
  const isFloating = values instanceof Float32Array || values instanceof Float64Array;
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    const upper = 2 * row * Columns * SamplesPerPixel;
    const lower = Math.min(2 * row + 1, Rows - 1) * Columns * SamplesPerPixel;
    for (let column = 0; column < columns; column += 1) {
      const left = 2 * column * SamplesPerPixel;
      const right = Math.min(2 * column + 1, Columns - 1) * SamplesPerPixel;
      for (let sample = 0; sample < SamplesPerPixel; sample += 1) {
        const first = values[upper + left + sample] as number;
        if (isPalette) {
          halved[at] = first;
        } else {
          const sum =
            first +
            (values[upper + right + sample] as number) +
            (values[lower + left + sample] as number) +
            (values[lower + right + sample] as number);
          halved[at] = isFloating ? sum / 4 : Math.floor((sum + 2) / 4);
        }
        at += 1;
      }
    }
  }
  return { ...frame, Rows: rows, Columns: columns, values: halved };
}

/**
 * Levels of a frame, from the frame itself down to the first whose longer side is at most `sizeMaxPx`.
 * Level n is drawn at zooms below 1 / 2^(n-1); at 1:1 and above always level 0.
 */
export function buildPyramid(frame: DecodedFrame, sizeMaxPx: number): readonly DecodedFrame[] {
  const levels: DecodedFrame[] = [frame];
  let level = frame;
  while (Math.max(level.Rows, level.Columns) > Math.max(sizeMaxPx, 1)) {
    level = halveFrame(level);
    levels.push(level);
  }
  return levels;
}

function sameKind(values: StoredValues, length: number): StoredValues {
  const make = values.constructor as new (length: number) => StoredValues;
  return new make(length);
}
