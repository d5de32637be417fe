import type { Voi } from '#shared/pixel/voi-lut.ts';
import type { Picture } from './picture.ts';
import type { Affine, ViewportSize } from './view-transform.ts';

/** Everything that decides what the viewport shows of a frame. */
export interface Drawing {
  readonly picture: Picture;
  /** Of grey frames: as chosen. Of colour frames: a window over 0 to 255 that a person set, or null. */
  readonly voi: Voi | null;
  /** A person's own inversion, on top of what the header asks for. */
  readonly isInverted: boolean;
  /** From the frame's points to CSS pixels of the viewport. */
  readonly imageToView: Affine;
  readonly smoothing: 'linear' | 'nearest';
  readonly areOverlaysShown: boolean;
}

/**
 * What puts a frame on the screen. The viewer knows no more of its renderer than this, so that another
 * one (a GPU, a volume) can stand behind it.
 */
export interface FrameStage {
  resize(size: ViewportSize): void;
  /** Draws at once, in the caller's frame; null leaves the viewport black. */
  draw(drawing: Drawing | null): void;
  dispose(): void;
}
