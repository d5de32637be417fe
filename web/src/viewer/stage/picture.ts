import type { Result } from '#shared/failure/result.ts';
import type { DisplayPipeline } from '#shared/pixel/display-pipeline.ts';
import type { DecodedFrame, ImageDescription } from '#shared/pixel/image-description.ts';
import { halveFrame } from '#shared/pixel/mip-pyramid.ts';
import type { SuvFactor, SuvRefusal } from '#shared/pixel/suv.ts';
import type { VoiChoice } from '#shared/pixel/voi-lut.ts';
import type { InstanceRecord } from '../../archive/archive-types.ts';
import type { FrameShape } from './view-transform.ts';

/** An overlay plane's bits for one frame: one byte a pixel, 0 or 1. */
export interface OverlayBits {
  readonly bits: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  /** In image points: where the centre of its first pixel lies. */
  readonly originX: number;
  readonly originY: number;
  readonly label: string;
}

/** A decoded frame with what its header says about showing it. */
export interface Picture {
  readonly record: InstanceRecord;
  /** 0-based. */
  readonly frameIndex: number;
  readonly image: ImageDescription;
  readonly frame: DecodedFrame;
  readonly pipeline: DisplayPipeline;
  /** What the header offers; the first is shown at first. Colour has none, and many grey frames neither. */
  readonly choices: readonly VoiChoice[];
  readonly shape: FrameShape;
  /** What turns a modality value into SUV, or why there is none. */
  readonly suv: Result<SuvFactor, SuvRefusal>;
  readonly overlays: readonly OverlayBits[];
  /** Frames of half, a quarter, … size, made when first drawn small. */
  readonly smaller: DecodedFrame[];
}

/**
 * The frame at 1 / 2^level of its size, for drawing it small without aliasing.
 * Costs one pass over the next larger level when it is first asked for.
 */
export function levelOf(picture: Picture, level: number): DecodedFrame {
  let frame = picture.frame;
  for (let at = 0; at < level; at += 1) {
    const known = picture.smaller[at];
    frame = known ?? halveFrame(frame);
    if (known === undefined) picture.smaller[at] = frame;
  }
  return frame;
}

/**
 * Which level suits a scale (pixels of the screen per pixel of the frame): the smallest that still has
 * a pixel for every one of the screen; 0 at 1:1 and above.
 */
export function levelForScale(scale: number): number {
  return scale >= 1 || scale <= 0 ? 0 : Math.min(8, Math.floor(-Math.log2(scale)));
}
