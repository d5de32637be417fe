import type { DicomDataset } from '../dicom/dicom-json.ts';
import { itemsOf, numberOf, numbersOf, textOf, textsOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { functionalGroupOf } from './functional-groups.ts';
import { lookUp, lookupTableOf } from './lookup-table.ts';
import type { LookupTable } from './lookup-table.ts';

export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

export interface VoiWindow {
  readonly kind: 'window';
  /** In modality values. */
  readonly center: number;
  readonly width: number;
  readonly function: VoiFunction;
}

/** From modality values to brightness (PS3.3 C.11.2): a window or a table. */
export type Voi = VoiWindow | { readonly kind: 'table'; readonly table: LookupTable };

/** One way to show a frame, to be offered to a person. */
export interface VoiChoice {
  /** Stable within one instance: `window-0`, `lut-0`, `auto`, or the id of a preset. */
  readonly id: string;
  readonly source: 'header-window' | 'header-lut' | 'preset' | 'auto';
  /** The file's own words (0028,1055), (0028,3003); empty when it has none. */
  readonly explanation: string;
  readonly voi: Voi;
}

/**
 * Lists what the instance itself offers for a frame (0-based), in its order: VOI LUT Sequence
 * (0028,3010), then windows with their explanations (0028,1050/1051/1055/1056), of enhanced instances
 * from the Frame VOI LUT macro (PS3.3 C.7.6.16.2.10). Windows of impossible width are left out.
 */
export function voiChoicesOf(dataset: DicomDataset, frameIndex: number): VoiChoice[] {
  const group = functionalGroupOf(dataset, frameIndex, tags.FrameVOILUTSequence);
  const choices: VoiChoice[] = [];
  const isSigned = isTableInputSigned(dataset);
  for (const [index, item] of itemsOf(dataset, tags.VOILUTSequence).entries()) {
    const table = lookupTableOf(item, isSigned);
    if (table === null) continue;
    const explanation = textOf(item, tags.LUTExplanation);
    choices.push({
      id: `lut-${index}`,
      source: 'header-lut',
      explanation,
      voi: { kind: 'table', table },
    });
  }
  return [...choices, ...windowsOf(group ?? dataset, hasFloatPixels(dataset))];
}

function windowsOf(source: DicomDataset, isFloat: boolean): VoiChoice[] {
  const centers = numbersOf(source, tags.WindowCenter) ?? [];
  const widths = numbersOf(source, tags.WindowWidth) ?? [];
  const explanations = textsOf(source, tags.WindowCenterWidthExplanation);
  const declared = voiFunctionOf(textOf(source, tags.VOILUTFunction));
  // LINEAR counts whole numbers: over floats from 0 to 1 it would be a threshold that nobody meant.
  const named = isFloat && declared === 'LINEAR' ? 'LINEAR_EXACT' : declared;
  const choices: VoiChoice[] = [];
  for (const [index, center] of centers.entries()) {
    const voi = usableWindow(center, widths[index], named);
    if (voi === null) continue;
    choices.push({
      id: `window-${index}`,
      source: 'header-window',
      explanation: explanations[index] ?? '',
      voi,
    });
  }
  return choices;
}

/**
 * The input of a VOI LUT is the output of the modality transformation, so its first value is signed where
 * that can be negative (PS3.3 C.11.2.1.1): by pixel representation or by a negative intercept.
 */
function isTableInputSigned(dataset: DicomDataset): boolean {
  const isSigned = numberOf(dataset, tags.PixelRepresentation) === 1;
  return isSigned || (numberOf(dataset, tags.RescaleIntercept) ?? 0) < 0;
}

/** Float and Double Float Pixel Data have no Bits Stored (PS3.3 C.7.6.24, C.7.6.25). */
function hasFloatPixels(dataset: DicomDataset): boolean {
  const bits = numberOf(dataset, tags.BitsAllocated);
  return (bits === 32 || bits === 64) && numberOf(dataset, tags.BitsStored) === null;
}

function voiFunctionOf(text: string): VoiFunction {
  return text === 'SIGMOID' || text === 'LINEAR_EXACT' ? text : 'LINEAR';
}

/**
 * A window, or null when its width cannot be used. LINEAR needs a width of at least 1 (PS3.3 C.11.2.1.2.1);
 * files with small fractional values have smaller ones and mean the exact function.
 */
export function usableWindow(
  center: number,
  width: number | undefined,
  named: VoiFunction,
): VoiWindow | null {
  if (width === undefined || !Number.isFinite(center) || !Number.isFinite(width) || width <= 0) {
    return null;
  }
  const voiFunction = named === 'LINEAR' && width < 1 ? 'LINEAR_EXACT' : named;
  return { kind: 'window', center, width, function: voiFunction };
}

/**
 * Brightness of one modality value, 0 (darkest) to 1.
 * LINEAR: PS3.3 C.11.2.1.2.1, LINEAR_EXACT: C.11.2.1.3.2, SIGMOID: C.11.2.1.3.1, table: C.11.2.1.1.
 */
export function voiBrightness(voi: Voi, value: number): number {
  if (voi.kind === 'table') return lookUp(voi.table, value) / (2 ** voi.table.bits - 1);
  const { center, width } = voi;
  switch (voi.function) {
    case 'LINEAR': {
      const middle = center - 0.5;
      const span = width - 1;
      if (value <= middle - span / 2) return 0;
      if (value > middle + span / 2) return 1;
      return (value - middle) / span + 0.5;
    }
    case 'LINEAR_EXACT': {
      if (value <= center - width / 2) return 0;
      if (value > center + width / 2) return 1;
      return (value - center) / width + 0.5;
    }
    case 'SIGMOID':
      return 1 / (1 + Math.exp((-4 * (value - center)) / width));
  }
}
