import { rgbPixel } from './grey-lut.ts';
import type { DecodedFrame, StoredValues } from './image-description.ts';
import type { PaletteColorLut } from './palette-color-lut.ts';
import { photometricKindOf } from './photometric.ts';
import { voiBrightness } from './voi-lut.ts';
import type { Voi } from './voi-lut.ts';

/** What colour values become before they are shown: 256 entries, from 8-bit value to 8-bit value. */
export type ColourTone = Uint8Array;

/**
 * Makes the tone of brightness and contrast for colour frames from a window over 0 to 255.
 * VOI LUTs of the file never apply to colour (PS3.3 C.11.2); this is a viewer's own adjustment.
 */
export function colourToneOf(voi: Voi): ColourTone {
  return Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round(voiBrightness(voi, value) * 255),
  );
}

/**
 * Writes a colour frame into `target` (Rows × Columns pixels of an ImageData): RGB, YBR_FULL,
 * YBR_PARTIAL (PS3.3 C.7.6.3.1.2) or PALETTE COLOR. Samples of more than 8 bits are scaled from the
 * `bitsStored` of the description. Returns false where a palette is needed and none is given.
 */
export function paintColour(
  frame: DecodedFrame,
  bitsStored: number,
  target: Uint32Array,
  options: { readonly palette?: PaletteColorLut | null; readonly tone?: ColourTone | null } = {},
): boolean {
  const tone = options.tone ?? null;
  const kind = photometricKindOf(frame.PhotometricInterpretation, frame.SamplesPerPixel);
  if (kind === 'palette' || kind === 'grey') {
    if (options.palette === undefined || options.palette === null) return false;
    paintPalette(frame.values, options.palette, tone, target);
    return true;
  }
  const values = toEightBits(frame.values, bitsStored);
  const step = frame.SamplesPerPixel;
  if (kind === 'rgb') paintRgb(values, step, tone, target);
  else paintYbr(values, step, kind === 'ybr-partial', tone, target);
  return true;
}

function paintRgb(
  values: Uint8Array,
  step: number,
  tone: ColourTone | null,
  target: Uint32Array,
): void {
  for (let pixel = 0, at = 0; pixel < target.length; pixel += 1, at += step) {
    let red = values[at] as number;
    let green = values[at + 1] as number;
    let blue = values[at + 2] as number;
    if (tone !== null) {
      red = tone[red] as number;
      green = tone[green] as number;
      blue = tone[blue] as number;
    }
    target[pixel] = rgbPixel(red, green, blue);
  }
}

/**
 * YBR_FULL: R = Y + 1.402 Cr, G = Y - 0.3441 Cb - 0.7141 Cr, B = Y + 1.772 Cb around 128.
 * YBR_PARTIAL: Y from 16 to 235, chroma from 16 to 240 (PS3.3 C.7.6.3.1.2, CCIR 601).
 */
function paintYbr(
  values: Uint8Array,
  step: number,
  isPartial: boolean,
  tone: ColourTone | null,
  target: Uint32Array,
): void {
  const lumaScale = isPartial ? 255 / 219 : 1;
  const lumaOffset = isPartial ? 16 : 0;
  const chromaScale = isPartial ? 255 / 224 : 1;
  const redFromCr = chromaTable(1.402 * chromaScale);
  const greenFromCr = chromaTable(0.714136 * chromaScale);
  const greenFromCb = chromaTable(0.344136 * chromaScale);
  const blueFromCb = chromaTable(1.772 * chromaScale);
  for (let pixel = 0, at = 0; pixel < target.length; pixel += 1, at += step) {
    const luma = ((values[at] as number) - lumaOffset) * lumaScale + 0.5;
    const cb = values[at + 1] as number;
    const cr = values[at + 2] as number;
    let red = toByte(luma + (redFromCr[cr] as number));
    let green = toByte(luma - (greenFromCb[cb] as number) - (greenFromCr[cr] as number));
    let blue = toByte(luma + (blueFromCb[cb] as number));
    if (tone !== null) {
      red = tone[red] as number;
      green = tone[green] as number;
      blue = tone[blue] as number;
    }
    target[pixel] = rgbPixel(red, green, blue);
  }
}

function chromaTable(factor: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, chroma) => (chroma - 128) * factor);
}

function toByte(value: number): number {
  if (value < 0) return 0;
  return value >= 255 ? 255 : value | 0;
}

function paintPalette(
  values: StoredValues,
  palette: PaletteColorLut,
  tone: ColourTone | null,
  target: Uint32Array,
): void {
  const shown = (value: number) => (tone === null ? value : (tone[value] as number));
  const pixels = new Uint32Array(palette.red.length);
  for (let entry = 0; entry < pixels.length; entry += 1) {
    pixels[entry] = rgbPixel(
      shown(palette.red[entry] as number),
      shown(palette.green[entry] ?? 0),
      shown(palette.blue[entry] ?? 0),
    );
  }
  const last = pixels.length - 1;
  const count = Math.min(values.length, target.length);
  for (let index = 0; index < count; index += 1) {
    const entry = (values[index] as number) - palette.firstValue;
    target[index] = pixels[entry < 0 ? 0 : entry > last ? last : entry] as number;
  }
}

/** The upper 8 bits of each sample; 8-bit frames come back as they are. */
function toEightBits(values: StoredValues, bitsStored: number): Uint8Array {
  if (values instanceof Uint8Array && bitsStored === 8) return values;
  const scale = 255 / (2 ** bitsStored - 1);
  const target = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    target[index] = Math.min(Math.max(Math.round((values[index] as number) * scale), 0), 255);
  }
  return target;
}
