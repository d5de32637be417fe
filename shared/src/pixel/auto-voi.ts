import type { DicomDataset } from '../dicom/dicom-json.ts';
import { textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import type { DecodedFrame } from './image-description.ts';
import { modalityLutOf, modalityValue } from './modality-lut.ts';
import { isPadding, pixelPaddingOf } from './pixel-padding.ts';
import { usableWindow, voiChoicesOf } from './voi-lut.ts';
import type { VoiChoice } from './voi-lut.ts';

/** So many values say enough about a distribution; a 20-megapixel frame has no more to tell. */
const samplesMax = 65_536;

/**
 * Chooses how to show a frame at first: the header's first VOI LUT or window, else `auto`.
 * PET without a window is shown from 0, as its values are counts or uptake.
 */
export function defaultVoi(
  dataset: DicomDataset,
  frameIndex: number,
  frame: DecodedFrame,
): VoiChoice {
  return voiChoicesOf(dataset, frameIndex)[0] ?? autoVoi(dataset, frameIndex, frame);
}

/**
 * Makes a window from the 1st to the 99th percentile of the frame's modality values, padding left out;
 * it is said to be automatic. A frame of one value gets a window of 1 around it, so it is never blank
 * by accident.
 */
export function autoVoi(dataset: DicomDataset, frameIndex: number, frame: DecodedFrame): VoiChoice {
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

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
}
