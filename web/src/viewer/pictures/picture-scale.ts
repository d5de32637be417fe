import { pixelSpacingOf } from '#shared/pixel/pixel-spacing.ts';
import { regionSpacingMm, ultrasoundRegionsOf } from '#shared/pixel/ultrasound-regions.ts';
import { scaleBarFor } from '../chrome/scale-bar.ts';
import type { Words } from '../chrome/view-words.ts';
import type { Picture } from '../stage/picture.ts';
import { zoomOf } from '../stage/view-transform.ts';
import type { PictureLayout } from './picture-layout.ts';

/** What stands below a picture of how long things in it are; `lengthPx` 0: words without a bar. */
export interface PictureScale {
  /** CSS pixels. */
  readonly lengthPx: number;
  readonly words: string;
}

/** A round length and what it rests on, or why there is none: a picture without a word would be measured all the same. */
export function scaleOf(
  { view, size }: Pick<PictureLayout, 'view' | 'size'>,
  { record, frameIndex, shape }: Pick<Picture, 'record' | 'frameIndex' | 'shape'>,
  { text }: Pick<Words, 'text'>,
): PictureScale {
  const { columnSpacingMm, calibration } = pixelSpacingOf(record.dataset, frameIndex);
  if (columnSpacingMm === null) {
    // Each region of an ultrasound image may be calibrated, and none of the scales be that of the whole.
    const hasSeveral = ultrasoundRegionsOf(record.dataset).some(
      (region) => regionSpacingMm(region) !== null,
    );
    return { lengthPx: 0, words: text(hasSeveral ? 'picture.severalScales' : 'picture.noScale') };
  }
  const basis = text(`viewer.calibration.${calibration}`);
  const pxPerMm = (zoomOf(view, shape, size) * shape.pixelWidth) / columnSpacingMm;
  const bar = scaleBarFor(pxPerMm, Math.min(180, size.width * 0.3));
  if (bar === null) return { lengthPx: 0, words: basis };
  const { lengthMm, lengthPx } = bar;
  const length =
    lengthMm >= 10
      ? text('viewer.scaleCm', { n: lengthMm / 10 })
      : text('viewer.scaleMm', { n: lengthMm });
  return { lengthPx, words: `${length} ${basis}` };
}
