import { buildGreyLut, type GreyLut, type GreyPipeline } from '#shared/pixel/grey-lut.ts';
import type { DecodedFrame } from '#shared/pixel/image-description.ts';
import { toRgba } from '#shared/pixel/display-pipeline.ts';
import { paintGrey } from '#shared/pixel/paint-grey.ts';
import type { Voi } from '#shared/pixel/voi-lut.ts';
import type { Drawing, FrameStage } from './frame-stage.ts';
import { levelForScale, levelOf, type OverlayBits, type Picture } from './picture.ts';
import type { ViewportSize } from './view-transform.ts';

/** What the pixel canvas holds: the same again need not be painted. */
interface Painted {
  readonly picture: Picture;
  readonly level: number;
  readonly voi: Voi | null;
  readonly isInverted: boolean;
}

/** A pixel of the frame this large or larger may be shown with hard edges, in pixels of the screen. */
const nearestFromScale = 2;

/** An overlay's ink: near white, told from the image by its hard edges. */
const overlayPixel = [255, 236, 148, 255] as const;

/** Makes the 2D canvas stage: table of greys at native resolution, then one scaled copy. */
export function createCanvasStage(canvas: HTMLCanvasElement): FrameStage {
  return new CanvasStage(canvas);
}

class CanvasStage implements FrameStage {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  /** The frame in its own resolution, after LUTs. Read back by the CPU each time, so kept there. */
  readonly #pixels = document.createElement('canvas');
  readonly #pixelContext: CanvasRenderingContext2D;
  #imageData: ImageData | null = null;
  #painted: Painted | null = null;
  #lut: { readonly pipeline: GreyPipeline; readonly lut: GreyLut } | null = null;
  readonly #overlays = new WeakMap<OverlayBits, HTMLCanvasElement>();
  #size: ViewportSize = { width: 0, height: 0, devicePixelRatio: 1 };

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d', { alpha: false });
    const pixelContext = this.#pixels.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context === null || pixelContext === null) throw new Error('this browser has no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#pixelContext = pixelContext;
  }

  resize(size: ViewportSize): void {
    this.#size = size;
    const width = Math.max(1, Math.round(size.width * size.devicePixelRatio));
    const height = Math.max(1, Math.round(size.height * size.devicePixelRatio));
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
  }

  draw(drawing: Drawing | null): void {
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#000';
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    if (drawing === null) return;
    const { picture, imageToView } = drawing;
    const ratio = this.#size.devicePixelRatio;
    const scaleX = Math.hypot(imageToView.a, imageToView.b) * ratio;
    const scaleY = Math.hypot(imageToView.c, imageToView.d) * ratio;
    const level = levelForScale(Math.max(scaleX, scaleY));
    this.#paint(drawing, level);
    const isHard = drawing.smoothing === 'nearest' && Math.min(scaleX, scaleY) >= nearestFromScale;
    context.imageSmoothingEnabled = !isHard;
    context.imageSmoothingQuality = 'low';
    context.setTransform(
      imageToView.a * ratio,
      imageToView.b * ratio,
      imageToView.c * ratio,
      imageToView.d * ratio,
      imageToView.e * ratio,
      imageToView.f * ratio,
    );
    const { Columns, Rows } = picture.frame;
    const shrink = 2 ** level;
    // Whole numbers are pixel centres, so the frame begins half a pixel before its first point.
    context.drawImage(
      this.#pixels,
      0,
      0,
      Columns / shrink,
      Rows / shrink,
      -0.5,
      -0.5,
      Columns,
      Rows,
    );
    if (drawing.areOverlaysShown) this.#drawOverlays(picture);
  }

  dispose(): void {
    this.#imageData = null;
    this.#painted = null;
    this.#lut = null;
    this.#pixels.width = 0;
    this.#canvas.width = 0;
  }

  #paint(drawing: Drawing, level: number): void {
    const { picture, voi, isInverted } = drawing;
    const before = this.#painted;
    const isSame =
      before !== null &&
      before.picture === picture &&
      before.level === level &&
      isSamePart(before.voi, voi) &&
      before.isInverted === isInverted;
    if (isSame) return;
    const frame = levelOf(picture, level);
    const imageData = this.#surfaceFor(frame);
    const target = new Uint32Array(imageData.data.buffer);
    if (picture.pipeline.kind === 'grey' && voi !== null) {
      const { modality, padding, isInverted: isHeaderInverted } = picture.pipeline;
      const pipeline = { modality, padding, voi, isInverted: isHeaderInverted !== isInverted };
      paintGrey(frame, pipeline, target, this.#lutFor(frame, pipeline));
    } else {
      toRgba(frame, picture.pipeline, { voi, isInverted }, target);
    }
    this.#pixelContext.putImageData(imageData, 0, 0);
    this.#painted = { picture, level, voi, isInverted };
  }

  #surfaceFor(frame: DecodedFrame): ImageData {
    const { Columns, Rows } = frame;
    const known = this.#imageData;
    if (known !== null && known.width === Columns && known.height === Rows) return known;
    this.#pixels.width = Columns;
    this.#pixels.height = Rows;
    const made = this.#pixelContext.createImageData(Columns, Rows);
    this.#imageData = made;
    return made;
  }

  /** Slices of a stack mostly share everything but their range: one table, widened, serves all of them. */
  #lutFor(frame: DecodedFrame, pipeline: GreyPipeline): GreyLut | null {
    const known = this.#lut;
    const isSame = known !== null && isSamePipeline(known.pipeline, pipeline);
    let { minValue, maxValue } = frame;
    if (isSame) {
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

  #drawOverlays(picture: Picture): void {
    for (const overlay of picture.overlays) {
      let drawn = this.#overlays.get(overlay);
      if (drawn === undefined) {
        drawn = overlayCanvas(overlay);
        this.#overlays.set(overlay, drawn);
      }
      this.#context.drawImage(drawn, overlay.originX - 0.5, overlay.originY - 0.5);
    }
  }
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

function overlayCanvas({ bits, columns, rows }: OverlayBits): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const imageData = context.createImageData(columns, rows);
  for (let pixel = 0; pixel < bits.length; pixel += 1) {
    if (bits[pixel] === 1) imageData.data.set(overlayPixel, pixel * 4);
  }
  context.putImageData(imageData, 0, 0);
  return canvas;
}
