import type { DicomDataset } from '../dicom/dicom-json.ts';
import { numberOf, textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';

/** Whether letters that are part of the pixels may name the patient. */
export type BurnedInText = 'said' | 'possible' | 'denied';

/** Modalities whose machines write into the image itself: names and dates stand in the corners of many. */
const writingModalities = new Set([
  'US',
  'IVUS',
  'ES',
  'XC',
  'GM',
  'OT',
  'OP',
  'OPT',
  'SM',
  'XA',
  'RF',
  'BMD',
  'DOC',
]);

/** Secondary Capture images (PS3.3 A.8): pictures of a screen, a sheet, a film. */
const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';

/**
 * Whether an image has letters in its pixels that identify the patient: Burned In Annotation (0028,0301),
 * PS3.3 C.7.6.1. Where the file is silent, `possible` for captured screens, scanned or photographed films,
 * and machines that write into their images; `denied` for the rest.
 */
export function burnedInTextOf(dataset: DicomDataset): BurnedInText {
  const said = textOf(dataset, tags.BurnedInAnnotation).toUpperCase();
  if (said === 'YES') return 'said';
  if (said === 'NO') return 'denied';
  const isCaptured =
    textOf(dataset, tags.ConversionType) !== '' ||
    textOf(dataset, tags.SOPClassUID).startsWith(secondaryCapture);
  const writes = writingModalities.has(textOf(dataset, tags.Modality));
  const isColour = (numberOf(dataset, tags.SamplesPerPixel) ?? 1) > 1;
  return isCaptured || writes || isColour ? 'possible' : 'denied';
}
