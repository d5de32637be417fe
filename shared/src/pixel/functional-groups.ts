import type { DicomDataset } from '../dicom/dicom-json.ts';
import { itemOf, itemsOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';

/**
 * Finds the first item of a functional group macro's sequence for a frame (0-based) of an enhanced
 * instance: in the frame's own groups, else in the shared ones (PS3.3 C.7.6.16). Null when in neither.
 */
export function functionalGroupOf(
  dataset: DicomDataset,
  frameIndex: number,
  sequenceTag: string,
): DicomDataset | null {
  const perFrame = itemsOf(dataset, tags.PerFrameFunctionalGroupsSequence)[frameIndex];
  const own = perFrame === undefined ? null : itemOf(perFrame, sequenceTag);
  if (own !== null) return own;
  const shared = itemOf(dataset, tags.SharedFunctionalGroupsSequence);
  return shared === null ? null : itemOf(shared, sequenceTag);
}

/** The data set that holds an attribute for a frame: the item of its macro where there is one, else the top. */
export function frameDataset(
  dataset: DicomDataset,
  frameIndex: number,
  sequenceTag: string,
): DicomDataset {
  return functionalGroupOf(dataset, frameIndex, sequenceTag) ?? dataset;
}
