/** A scale bar: a round length and how long it is drawn. */
export interface ScaleBar {
  readonly lengthMm: number;
  readonly lengthPx: number;
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/**
 * The longest round length that takes at most `lengthMaxPx` on the screen; null when even the shortest
 * would be longer. `pxPerMm`: CSS pixels per millimetre, above 0.
 */
export function scaleBarFor(pxPerMm: number, lengthMaxPx: number): ScaleBar | null {
  const lengthMm = steps.findLast((step) => step * pxPerMm <= lengthMaxPx);
  return lengthMm === undefined ? null : { lengthMm, lengthPx: lengthMm * pxPerMm };
}
