import type { DicomDataset } from '../dicom/dicom-json.ts';
import { textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';

/**
 * Tells whether low values are shown bright, once and never twice.
 * With a presentation state its Presentation LUT alone decides and Photometric Interpretation is ignored
 * (PS3.4 N.2.1.4). Without one MONOCHROME1 inverts (PS3.3 C.7.6.3.1.2), and Presentation LUT Shape INVERSE
 * of the image (PS3.3 C.11.6), which DX requires together with MONOCHROME1, says the same thing again.
 */
export function isPolarityInverted(
  dataset: DicomDataset,
  presentationStateShape?: 'IDENTITY' | 'INVERSE',
): boolean {
  if (presentationStateShape !== undefined) return presentationStateShape === 'INVERSE';
  return (
    textOf(dataset, tags.PhotometricInterpretation) === 'MONOCHROME1' ||
    textOf(dataset, tags.PresentationLUTShape) === 'INVERSE'
  );
}
