import type { SpacingCalibration } from '../pixel/pixel-spacing.ts';

/** One number that a mark measures. */
export interface MeasuredValue {
  readonly name:
    | 'length'
    | 'angle'
    | 'value'
    | 'suv'
    | 'area'
    | 'mean'
    | 'standard-deviation'
    | 'minimum'
    | 'maximum'
    | 'pixel-count'
    | 'suv-mean'
    | 'suv-maximum';
  readonly value: number;
  /** mm, mm², px, px², °, HU, BQML, g/ml, …; `stored` and `rescaled` for values that no unit is known of, empty for a count. */
  readonly unit: string;
}

/** What a reader of the numbers must know. */
export type MeasureWarning =
  /** Ultrasound: no distance can be given between these points (PS3.3 C.8.5.5). */
  | 'outside-regions'
  | 'across-regions'
  | 'not-a-distance'
  /** Nothing in the file says how large a pixel is. */
  | 'uncalibrated'
  /** Measured in the plane of the detector: what lies above it is smaller (PS3.3 10.7.1.3). */
  | 'at-detector'
  /** An angle without the size of a pixel: of the pixels as the file says they are shaped. */
  | 'angle-of-pixels'
  /** Both points are the same. */
  | 'points-coincide'
  /** Some of the mark lies outside of the frame and is not in the statistics. */
  | 'partly-outside'
  /** There is no pixel at the place. */
  | 'outside'
  /** The pixel belongs to no image: padding (PS3.3 C.7.5.1.1.2). */
  | 'padding'
  /** Statistics of colours mean nothing. */
  | 'colour'
  /** Grey values of a photo or scan of a film are those of the light box and the camera. */
  | 'film'
  /** A colour is not one value. */
  | 'colour-value'
  /** Values went through a codec that loses, in this file or before. */
  | 'lossy';

/** What a mark measures: computed from its points and the stored pixels each time, never kept. */
export interface Measurement {
  readonly values: readonly MeasuredValue[];
  /** What lengths and areas rest on. */
  readonly calibration: SpacingCalibration;
  readonly warnings: readonly MeasureWarning[];
}
