import { displayPipelineOf } from '../pixel/display-pipeline.ts';
import { modalityValue, unitOfValues } from '../pixel/modality-lut.ts';
import { isPadding } from '../pixel/pixel-padding.ts';
import type { ImagePoint } from './mark.ts';
import { isDigitizedFilm, wentThroughLoss, type MeasuredFrame } from './measure-region.ts';
import type { MeasuredValue, Measurement, MeasureWarning } from './measurement.ts';

/**
 * The value of the pixel whose area holds the point: the modality value in its unit (HU, Bq/ml, …), and
 * SUV of PET that has it. Padding, colours, photos of films and places outside of the frame have none, with the reason.
 */
export function measureProbe(
  points: readonly ImagePoint[],
  { dataset, frameIndex, frame, suvFactor }: MeasuredFrame,
): Measurement {
  const [at] = points;
  const without = (warning: MeasureWarning): Measurement => ({
    values: [],
    calibration: 'none',
    warnings: [warning],
  });
  const column = Math.round(at?.x ?? -1);
  const row = Math.round(at?.y ?? -1);
  if (column < 0 || row < 0 || column >= frame.Columns || row >= frame.Rows) {
    return without('outside');
  }
  const pipeline = displayPipelineOf(dataset, frameIndex);
  if (pipeline.kind !== 'grey' || frame.SamplesPerPixel !== 1) return without('colour-value');
  if (isDigitizedFilm(dataset)) return without('film');
  const stored = frame.values[row * frame.Columns + column];
  if (stored === undefined || Number.isNaN(stored)) return without('outside');
  if (isPadding(pipeline.padding, stored)) return without('padding');
  const value = modalityValue(pipeline.modality, stored);
  const plain: MeasuredValue = { name: 'value', value, unit: unitOfValues(pipeline.modality) };
  const suv: readonly MeasuredValue[] =
    suvFactor === null ? [] : [{ name: 'suv', value: value * suvFactor, unit: 'g/ml' }];
  const warnings: MeasureWarning[] = wentThroughLoss(dataset, frame) ? ['lossy'] : [];
  return { values: [...suv, plain], calibration: 'none', warnings };
}
