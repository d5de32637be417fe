import type { DicomDataset } from '../dicom/dicom-json.ts';
import { numberOf, textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import type { DecodedFrame } from './image-description.ts';
import { modalityLutOf, modalityValue } from './modality-lut.ts';
import { isPadding, pixelPaddingOf } from './pixel-padding.ts';
import { suvFactorOf } from './suv.ts';
import { usableWindow, voiChoicesOf } from './voi-lut.ts';
import type { VoiChoice } from './voi-lut.ts';
import { windowPresetsFor } from './window-presets.ts';

/** So many values say enough about a distribution; a 20-megapixel frame has no more to tell. */
const samplesMax = 65_536;

/**
 * Chooses how to show a frame at first: the header's first VOI LUT or window, else what `unwindowedVoi`
 * finds.
 */
export function defaultVoi(
  dataset: DicomDataset,
  frameIndex: number,
  frame: DecodedFrame,
): VoiChoice {
  return voiChoicesOf(dataset, frameIndex)[0] ?? unwindowedVoi(dataset, frameIndex, frame);
}

/**
 * Chooses how to show a frame whose header gives no window: PET with a known SUV from 0 to SUV 5, as it
 * is read everywhere (percentiles of one slice make whole organs white); else `auto`.
 */
export function unwindowedVoi(
  dataset: DicomDataset,
  frameIndex: number,
  frame: DecodedFrame,
): VoiChoice {
  const auto = autoVoi(dataset, frameIndex, frame);
  const suv = suvFactorOf(dataset);
  if (!suv.ok) return auto;
  const [suvPreset] = windowPresetsFor({
    Modality: textOf(dataset, tags.Modality),
    unit: null,
    first: auto.voi,
    suvFactor: suv.value.factor,
  });
  return suvPreset ?? auto;
}

/**
 * Makes a window from the 1st to the 99th percentile of the frame's modality values, padding left out;
 * it is said to be automatic. PET is shown from 0, as its values are counts or uptake; a segmentation and
 * any 1-bit frame over all that its values can be, for most of them are empty. A frame that is of one
 * value but for specks gets its whole range, one of a single value a window of 1 around it, so it is
 * never blank by accident.
 */
export function autoVoi(dataset: DicomDataset, frameIndex: number, frame: DecodedFrame): VoiChoice {
  const { low, high } = valueRangeOf(dataset) ?? percentilesOf(dataset, frameIndex, frame);
  // LINEAR_EXACT maps low to black and high to white, also for values between 0 and 1.
  const window =
    usableWindow((low + high) / 2, high - low, 'LINEAR_EXACT') ??
    usableWindow(low, 1, 'LINEAR_EXACT');
  return {
    id: 'auto',
    source: 'auto',
    explanation: '',
    voi: window ?? { kind: 'window', center: 0, width: 1, function: 'LINEAR_EXACT' },
  };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Of a segmentation (PS3.3 C.8.20.2: 1 or Maximum Fractional Value is "all of it") and of bits; else null. */
function valueRangeOf(dataset: DicomDataset): Range | null {
  if (numberOf(dataset, tags.BitsStored) === 1) return { low: 0, high: 1 };
  const highest = numberOf(dataset, tags.MaximumFractionalValue);
  const isSegmentation = textOf(dataset, tags.Modality) === 'SEG';
  return isSegmentation && highest !== null && highest > 0 ? { low: 0, high: highest } : null;
}

function percentilesOf(dataset: DicomDataset, frameIndex: number, frame: DecodedFrame): Range {
  const modality = modalityLutOf(dataset, frameIndex);
  const padding = pixelPaddingOf(dataset);
  const count = frame.Rows * frame.Columns;
  // An odd step walks through all columns instead of always the same ones.
  const stride = Math.max(1, Math.floor(count / samplesMax) | 1);
  const sampled: number[] = [];
  for (let pixel = 0; pixel < count; pixel += stride) {
    const storedValue = frame.values[pixel * frame.SamplesPerPixel] as number;
    if (!Number.isFinite(storedValue) || isPadding(padding, storedValue)) continue;
    sampled.push(modalityValue(modality, storedValue));
  }
  const sorted = Float64Array.from(sampled).sort();
  const isFromZero = textOf(dataset, tags.Modality) === 'PT';
  const low = isFromZero ? 0 : percentile(sorted, 0.01);
  const high = percentile(sorted, 0.99);
  if (high > low) return { low, high };
  return { low: isFromZero ? 0 : (sorted[0] ?? low), high: sorted.at(-1) ?? high };
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
}
