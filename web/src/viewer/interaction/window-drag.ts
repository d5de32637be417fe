/** A VOI window in modality units (HU, SUV, stored values where no unit is known). */
export interface VoiWindow {
  readonly center: number;
  readonly width: number;
}

/** A drag of this many pixels to the right makes the window twice as wide. */
const pixelsPerDoubling = 170;
/** A drag of this many pixels moves the centre by one window's width. */
const pixelsPerWidth = 420;

/**
 * The window after a drag of (dx, dy) CSS pixels from where it began: right widens, up brightens.
 * Proportional to the window itself, so that a brain at 80 and a PET of 20 000 feel alike.
 */
export function windowAfterDrag(
  start: VoiWindow,
  dx: number,
  dy: number,
  widthMin: number,
): VoiWindow {
  const width = Math.max(widthMin, start.width * 2 ** (dx / pixelsPerDoubling));
  const center = start.center + (dy / pixelsPerWidth) * Math.max(start.width, widthMin);
  return { center: roundTo(center, width), width: roundTo(width, width) };
}

/** The window after steps of a tenth: `width` to a wider one, `brightness` to a lighter picture, where high values are bright. */
export function windowAfterSteps(
  start: VoiWindow,
  steps: { readonly width: number; readonly brightness: number },
  widthMin: number,
): VoiWindow {
  const width = Math.max(widthMin, start.width * 1.1 ** steps.width);
  const center = start.center - steps.brightness * Math.max(start.width, widthMin) * 0.1;
  // A narrow window of whole values must not stand still for its rounding.
  const isWider = Math.round(width) === Math.round(start.width) && start.width >= 1;
  const least = isWider ? Math.max(widthMin, start.width + steps.width) : width;
  return { center: roundTo(center, least), width: roundTo(least, least) };
}

/** Three significant steps within a width: what is shown is what is applied. */
function roundTo(value: number, width: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(width, Number.MIN_VALUE) / 100));
  if (step >= 1) return Math.round(value);
  const rounded = Math.round(value / step) * step;
  return Number(rounded.toPrecision(12));
}
