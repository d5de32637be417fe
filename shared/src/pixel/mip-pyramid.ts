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
  const isFloating = values instanceof Float32Array || values instanceof Float64Array;
  const halveRow =
    frame.PhotometricInterpretation === 'PALETTE COLOR'
      ? pickRow
      : isFloating
        ? averageFloatRow
        : averageRow;
  for (let row = 0; row < rows; row += 1) {
    const upper = 2 * row * Columns * SamplesPerPixel;
    const lower = Math.min(2 * row + 1, Rows - 1) * Columns * SamplesPerPixel;
    halveRow(
      values,
      upper,
      lower,
      Columns,
      SamplesPerPixel,
      halved,
      row * columns * SamplesPerPixel,
    );
  }
  return { ...frame, Rows: rows, Columns: columns, values: halved };
}

/** Makes one row of `halved` from two rows of `values` that begin at `upper` and `lower`. */
type HalveRow = (
  values: StoredValues,
  upper: number,
  lower: number,
  columns: number,
  samples: number,
  halved: StoredValues,
  to: number,
) => void;

const averageRow: HalveRow = (values, upper, lower, columns, samples, halved, to) => {
  const last = (columns - 1) * samples;
  for (let sample = 0; sample < samples; sample += 1) {
    for (let left = 0, at = to + sample; left <= last; left += 2 * samples, at += samples) {
      const right = left < last ? left + samples : left;
      const sum =
        (values[upper + left + sample] as number) +
        (values[upper + right + sample] as number) +
        (values[lower + left + sample] as number) +
        (values[lower + right + sample] as number);
      halved[at] = Math.floor((sum + 2) / 4);
    }
  }
};

const averageFloatRow: HalveRow = (values, upper, lower, columns, _samples, halved, to) => {
  for (let left = 0, at = to; left < columns; left += 2, at += 1) {
    const right = Math.min(left + 1, columns - 1);
    const sum =
      (values[upper + left] as number) +
      (values[upper + right] as number) +
      (values[lower + left] as number) +
      (values[lower + right] as number);
    halved[at] = sum / 4;
  }
};

const pickRow: HalveRow = (values, upper, _lower, columns, _samples, halved, to) => {
  for (let left = 0, at = to; left < columns; left += 2, at += 1) {
    halved[at] = values[upper + left] as number;
  }
};

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
