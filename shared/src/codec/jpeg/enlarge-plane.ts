type Samples = Uint8Array | Uint16Array;

interface SmallPlane {
  readonly samples: Samples;
  /** Samples from row to row, at least `width`. */
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Brings one component to the size of the image. Chroma at half width or half width and height is
 * interpolated with the triangle filter of the reference decoder; other factors are repeated.
 */
export function enlargePlane(
  plane: SmallPlane,
  horizontalFactor: number,
  verticalFactor: number,
  width: number,
  height: number,
): Samples {
  const samples =
    plane.samples instanceof Uint8Array
      ? new Uint8Array(width * height)
      : new Uint16Array(width * height);
  const isTriangle = horizontalFactor === 2 && plane.width > 2;
  for (let row = 0; row < height; row += 1) {
    const target = row * width;
    if (isTriangle && verticalFactor === 1) {
      enlargeRow(plane, row, null, samples, target, width);
    } else if (isTriangle && verticalFactor === 2) {
      const near = row >> 1;
      const far = (row & 1) === 0 ? near - 1 : near + 1;
      const within = Math.min(Math.max(far, 0), plane.height - 1);
      enlargeRow(plane, near, within, samples, target, width);
    } else {
      const from = Math.floor(row / verticalFactor) * plane.stride;
      for (let column = 0; column < width; column += 1) {
        samples[target + column] = plane.samples[from + Math.floor(column / horizontalFactor)] ?? 0;
      }
    }
  }
  return samples;
}

/** One row at twice the width: 3/4 of the nearer and 1/4 of the farther sample, in both directions. */
function enlargeRow(
  plane: SmallPlane,
  near: number,
  /** Null where the height stays. */
  far: number | null,
  target: Samples,
  to: number,
  width: number,
): void {
  const { samples, stride, width: last } = plane;
  const isFlat = far === null;
  const weighted = (column: number) => {
    const nearSample = samples[near * stride + column] ?? 0;
    return isFlat ? nearSample * 4 : nearSample * 3 + (samples[far * stride + column] ?? 0);
  };
  for (let column = 0; column < last; column += 1) {
    const here = weighted(column);
    const before = column > 0 ? weighted(column - 1) : here;
    const after = column + 1 < last ? weighted(column + 1) : here;
    const left = 2 * column;
    // The reference rounds by turns, so that the mean stays: 8 and 7 of 16, in one direction 1 and 2 of 4.
    target[to + left] = (here * 3 + before + (isFlat ? 4 : 8)) >> 4;
    if (left + 1 < width) target[to + left + 1] = (here * 3 + after + (isFlat ? 8 : 7)) >> 4;
  }
}
