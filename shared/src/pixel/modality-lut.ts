import type { DicomDataset } from '../dicom/dicom-json.ts';
import { itemOf, numberOf, textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { frameDataset } from './functional-groups.ts';
import { lookUp, lookupTableOf } from './lookup-table.ts';
import type { LookupTable } from './lookup-table.ts';

/** From stored values to modality values (PS3.3 C.11.1): linear, or by a table. */
export type ModalityLut = {
  /** Of the output: HU, BQML, OD, …; null when nothing says one. */
  readonly unit: string | null;
} & (
  | { readonly kind: 'rescale'; readonly slope: number; readonly intercept: number }
  | { readonly kind: 'table'; readonly table: LookupTable }
);

/**
 * Reads the modality transformation of a frame (0-based): Modality LUT Sequence (0028,3000), else Rescale
 * Slope and Intercept, of enhanced instances from the Pixel Value Transformation macro (PS3.3 C.7.6.16.2.9).
 * A slope of 0 would turn every value into one; it counts as absent, as one that is no number does: the
 * values stay as stored, without the unit. PET slopes differ from instance to
 * instance, so the result holds for this instance and frame only.
 */
export function modalityLutOf(dataset: DicomDataset, frameIndex: number): ModalityLut {
  const item = itemOf(dataset, tags.ModalityLUTSequence);
  const isSigned = numberOf(dataset, tags.PixelRepresentation) === 1;
  const table = item === null ? null : lookupTableOf(item, isSigned);
  if (item !== null && table !== null) {
    return { kind: 'table', table, unit: unitName(textOf(item, tags.ModalityLUTType)) };
  }
  const source = frameDataset(dataset, frameIndex, tags.PixelValueTransformationSequence);
  const slope = numberOf(source, tags.RescaleSlope);
  const intercept = numberOf(source, tags.RescaleIntercept);
  // Stored values are in no unit, whatever the file says of the values it meant to make of them.
  if (slope === null || slope === 0) return { kind: 'rescale', slope: 1, intercept: 0, unit: null };
  return { kind: 'rescale', slope, intercept: intercept ?? 0, unit: unitOf(dataset, source) };
}

/** The modality value of one stored value. */
export function modalityValue(lut: ModalityLut, storedValue: number): number {
  return lut.kind === 'rescale'
    ? storedValue * lut.slope + lut.intercept
    : lookUp(lut.table, storedValue);
}

/** Unit of the modality values; `stored` where they are the stored ones, `rescaled` where nothing names it. */
export function unitOfValues(lut: ModalityLut): string {
  if (lut.unit !== null) return lut.unit;
  const isAsStored = lut.kind === 'rescale' && lut.slope === 1 && lut.intercept === 0;
  return isAsStored ? 'stored' : 'rescaled';
}

/** Rescale Type; for CT without one HU (PS3.3 C.8.2.1), for PET its Units (PS3.3 C.8.9.1). */
function unitOf(dataset: DicomDataset, source: DicomDataset): string | null {
  const declared = unitName(textOf(source, tags.RescaleType));
  if (declared !== null) return declared;
  const Modality = textOf(dataset, tags.Modality);
  if (Modality === 'CT' && textOf(source, tags.RescaleType) === '') return 'HU';
  return Modality === 'PT' ? unitName(textOf(dataset, tags.Units)) : null;
}

/** US stands for unspecified (PS3.3 C.11.1.1.2). */
function unitName(text: string): string | null {
  return text === '' || text === 'US' ? null : text;
}
