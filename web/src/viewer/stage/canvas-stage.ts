import { toRgba } from '#shared/pixel/display-pipeline.ts';
import { buildGreyLut, type GreyLut, type GreyPipeline } from '#shared/pixel/grey-lut.ts';
import type { DecodedFrame } from '#shared/pixel/image-description.ts';
import { paintGrey } from '#shared/pixel/paint-grey.ts';
import type { Voi } from '#shared/pixel/voi-lut.ts';
import { cropFrame } from './crop-frame.ts';
import type { Drawing, FrameStage } from './frame-stage.ts';
import {
  contains,
  levelToView,
  paintedRegion,
  visibleRegion,
  type Region,
} from './level-region.ts';
import { paintOverlays } from './paint-overlays.ts';
import { levelForScale, levelOf, type Picture } from './picture.ts';
import type { Affine, ViewportSize } from './view-transform.ts';

/** What the canvas holds: the same again need not be painted. */
interface Painted {
  readonly picture: Picture;
  readonly level: number;
  readonly region: Region;
  readonly voi: Voi | null;
  readonly isInverted: boolean;
}

/** A pixel of the frame this large or larger may be shown with hard edges, in pixels of the screen. */
const nearestFromScale = 2;
/** More than this takes longer than a frame of the screen: while a window is dragged, a smaller level stands in. */
const quickPixelsMax = 1_600_000;
const settleMs = 120;

/**
 * Makes the 2D canvas stage. The canvas has the resolution of the frame (or of the level that suits the
 * zoom): a new window is one table and one pass over it. Position, zoom and turning are a CSS transform,
 * left to the compositor: no pixel is touched by the page for them.
 */
export function createCanvasStage(host: HTMLElement): FrameStage {
  return new CanvasStage(host);
}

class CanvasStage implements FrameStage {
  readonly #canvas = canvasIn('stage-canvas');
  readonly #context = contextOf(this.#canvas, false);
  readonly #overlay = canvasIn('stage-canvas stage-overlay');
  readonly #overlayContext = contextOf(this.#overlay, true);
  #imageData: ImageData | null = null;
  #painted: Painted | null = null;
  #paintedOverlays: { readonly picture: Picture; readonly level: number } | null = null;
  #lut: { readonly pipeline: GreyPipeline; readonly lut: GreyLut } | null = null;
  #size: ViewportSize = { width: 0, height: 0, devicePixelRatio: 1 };
  #settleTimer = 0;

  constructor(host: HTMLElement) {
    host.append(this.#canvas, this.#overlay);
  }

  resize(size: ViewportSize): void {
    this.#size = size;
  }

  draw(drawing: Drawing | null): void {
    clearTimeout(this.#settleTimer);
    setShown(this.#canvas, drawing !== null);
    if (drawing === null) {
      setShown(this.#overlay, false);
      return;
    }
    const sharp = this.#levelOfView(drawing.imageToView);
    const level = this.#isWindowMoving(drawing, sharp) ? sharp + 1 : sharp;
    this.#show(drawing, level);
    if (level !== sharp) {
      this.#settleTimer = window.setTimeout(() => this.#show(drawing, sharp), settleMs);
    }
  }

  dispose(): void {
    clearTimeout(this.#settleTimer);
    this.#canvas.remove();
    this.#overlay.remove();
    this.#imageData = null;
    this.#painted = null;
    this.#lut = null;
  }

  #levelOfView({ a, b, c, d }: Affine): number {
    const ratio = this.#size.devicePixelRatio;
    return levelForScale(Math.max(Math.hypot(a, b), Math.hypot(c, d)) * ratio);
  }

  /** The same frame under another window than the one painted, and more pixels than are quick. */
  #isWindowMoving({ picture, voi, isInverted }: Drawing, level: number): boolean {
    const before = this.#painted;
    if (before === null || before.picture !== picture) return false;
    const isSameLook = before.isInverted === isInverted && isSamePart(before.voi, voi);
    if (isSameLook && before.level !== level + 1) return false;
    const { Columns, Rows } = picture.frame;
    return !isSameLook && (Columns * Rows) / 4 ** level > quickPixelsMax;
  }

  #show(drawing: Drawing, level: number): void {
    const { picture, imageToView } = drawing;
    const frame = levelOf(picture, level);
    const visible = visibleRegion(imageToView, level, frame.Columns, frame.Rows, this.#size);
    const region = this.#paint(drawing, frame, level, visible);
    const isHard =
      drawing.smoothing === 'nearest' &&
      Math.hypot(imageToView.a, imageToView.b) * this.#size.devicePixelRatio >= nearestFromScale;
    this.#canvas.style.imageRendering = isHard ? 'pixelated' : 'auto';
    this.#canvas.style.transform = cssMatrix(levelToView(imageToView, level, region));
    this.#showOverlays(drawing, level);
  }

  #paint(drawing: Drawing, frame: DecodedFrame, level: number, visible: Region): Region {
    const { picture, voi, isInverted } = drawing;
    const before = this.#painted;
    const isSame =
      before !== null &&
      before.picture === picture &&
      before.level === level &&
      before.isInverted === isInverted &&
      isSamePart(before.voi, voi) &&
      contains(before.region, visible);
    if (isSame) return before.region;
    const region = paintedRegion(visible, frame.Columns, frame.Rows);
    if (region.width === 0 || region.height === 0) return region;
    const part = cropFrame(frame, region);
    const imageData = this.#surfaceFor(region);
    const target = new Uint32Array(imageData.data.buffer);
    if (picture.pipeline.kind === 'grey' && voi !== null) {
      const { modality, padding, isInverted: isHeaderInverted } = picture.pipeline;
      const pipeline = { modality, padding, voi, isInverted: isHeaderInverted !== isInverted };
      paintGrey(part, pipeline, target, this.#lutFor(part, pipeline));
    } else {
      toRgba(part, picture.pipeline, { voi, isInverted }, target);
    }
    this.#context.putImageData(imageData, 0, 0);
    this.#painted = { picture, level, region, voi, isInverted };
    return region;
  }

  #surfaceFor({ width, height }: Region): ImageData {
    const known = this.#imageData;
    if (known !== null && known.width === width && known.height === height) return known;
    this.#canvas.width = width;
    this.#canvas.height = height;
    const made = this.#context.createImageData(width, height);
    this.#imageData = made;
    return made;
  }

  /** Slices of a stack mostly share everything but their range: one table, widened, serves all of them. */
  #lutFor(frame: DecodedFrame, pipeline: GreyPipeline): GreyLut | null {
    const known = this.#lut;
    let { minValue, maxValue } = frame;
    if (known !== null && isSamePipeline(known.pipeline, pipeline)) {
      const first = known.lut.firstValue;
      const last = first + known.lut.pixels.length - 1;
      if (first <= minValue && last >= maxValue) return known.lut;
      minValue = Math.min(minValue, first);
      maxValue = Math.max(maxValue, last);
    }
    const lut = buildGreyLut({ minValue, maxValue }, pipeline) ?? buildGreyLut(frame, pipeline);
    this.#lut = lut === null ? null : { pipeline, lut };
    return lut;
  }

  #showOverlays({ picture, imageToView, areOverlaysShown }: Drawing, level: number): void {
    const isShown = areOverlaysShown && picture.overlays.length > 0;
    setShown(this.#overlay, isShown);
    if (!isShown) return;
    const before = this.#paintedOverlays;
    if (before?.picture !== picture || before.level !== level) {
      const { Columns, Rows } = levelOf(picture, level);
      this.#overlay.width = Columns;
      this.#overlay.height = Rows;
      paintOverlays(this.#overlayContext, picture.overlays, level);
      this.#paintedOverlays = { picture, level };
    }
    const whole = { x: 0, y: 0, width: this.#overlay.width, height: this.#overlay.height };
    this.#overlay.style.transform = cssMatrix(levelToView(imageToView, level, whole));
  }
}

function canvasIn(className: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = className;
  canvas.style.visibility = 'hidden';
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement, alpha: boolean): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha });
  if (context === null) throw new Error('this browser has no 2D canvas');
  return context;
}

function setShown(canvas: HTMLCanvasElement, isShown: boolean): void {
  canvas.style.visibility = isShown ? 'visible' : 'hidden';
}

function cssMatrix({ a, b, c, d, e, f }: Affine): string {
  return `matrix(${[a, b, c, d, e, f].join(',')})`;
}

function isSamePipeline(a: GreyPipeline, b: GreyPipeline): boolean {
  if (a.isInverted !== b.isInverted || !isSamePart(a.padding, b.padding)) return false;
  return isSamePart(a.voi, b.voi) && isSamePart(a.modality, b.modality);
}

/** Same by identity, or flat objects with equal members: each slice reads its header anew. */
function isSamePart(a: object | null, b: object | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const membersOfA = Object.entries(a);
  const membersOfB = new Map(Object.entries(b));
  if (membersOfA.length !== membersOfB.size) return false;
  return membersOfA.every(([name, value]) => Object.is(membersOfB.get(name), value));
}
