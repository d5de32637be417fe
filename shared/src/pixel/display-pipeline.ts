import type { DicomDataset } from '../dicom/dicom-json.ts';
import { numberOf, textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import type { DecodedFrame } from './image-description.ts';
import { modalityLutOf } from './modality-lut.ts';
import type { ModalityLut } from './modality-lut.ts';
import { colourToneOf, paintColour } from './paint-colour.ts';
import { paintGrey } from './paint-grey.ts';
import { paletteOf } from './palette-color-lut.ts';
import type { PaletteColorLut } from './palette-color-lut.ts';
import { photometricKindOf } from './photometric.ts';
import { pixelPaddingOf } from './pixel-padding.ts';
import type { PixelPadding } from './pixel-padding.ts';
import { isPolarityInverted } from './presentation-polarity.ts';
import type { Voi } from './voi-lut.ts';

/** What a frame's instance fixes about showing it; read once, used for every drawing. */
export type DisplayPipeline =
  | {
      readonly kind: 'grey';
      readonly modality: ModalityLut;
      readonly padding: PixelPadding | null;
      /** By the file: MONOCHROME1 or its Presentation LUT Shape. */
      readonly isInverted: boolean;
    }
  | {
      readonly kind: 'colour';
      readonly bitsStored: number;
      readonly palette: PaletteColorLut | null;
    };

/** What a person chose. */
export interface DisplaySettings {
  /** For colour a window over 0 to 255, null to leave the colours as they are. */
  readonly voi: Voi | null;
  /** The viewer's invert button, on top of the file's own polarity. */
  readonly isInverted: boolean;
}

/** Reads the pipeline of a frame (0-based); a palette image whose palette is damaged is shown as grey. */
export function displayPipelineOf(dataset: DicomDataset, frameIndex: number): DisplayPipeline {
  const SamplesPerPixel = numberOf(dataset, tags.SamplesPerPixel) ?? 1;
  const kind = photometricKindOf(textOf(dataset, tags.PhotometricInterpretation), SamplesPerPixel);
  const palette = kind === 'palette' ? paletteOf(dataset) : null;
  if (kind === 'grey' || (kind === 'palette' && palette === null)) {
    return {
      kind: 'grey',
      modality: modalityLutOf(dataset, frameIndex),
      padding: pixelPaddingOf(dataset),
      isInverted: isPolarityInverted(dataset),
    };
  }
  return { kind: 'colour', bitsStored: numberOf(dataset, tags.BitsStored) ?? 8, palette };
}

/** Writes a frame into `target`: Rows × Columns pixels of an ImageData as 32-bit numbers. */
export function toRgba(
  frame: DecodedFrame,
  pipeline: DisplayPipeline,
  settings: DisplaySettings,
  target: Uint32Array,
): void {
  if (pipeline.kind === 'grey') {
    const voi = settings.voi ?? fullRange;
    const isInverted = pipeline.isInverted !== settings.isInverted;
    paintGrey(frame, { ...pipeline, voi, isInverted }, target);
    return;
  }
  const tone = settings.voi === null ? null : colourToneOf(settings.voi);
  const inverted = (tone ?? identityTone).map((value) => 255 - value);
  paintColour(frame, pipeline.bitsStored, target, {
    palette: pipeline.palette,
    tone: settings.isInverted ? inverted : tone,
  });
}

const identityTone = Uint8Array.from({ length: 256 }, (_, value) => value);
const fullRange: Voi = { kind: 'window', center: 128, width: 256, function: 'LINEAR' };
