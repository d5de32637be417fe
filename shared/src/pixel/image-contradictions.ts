import type { DicomDataset } from '../dicom/dicom-json.ts';
import { frameDataset } from './functional-groups.ts';
import { itemOf, numberOf, textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';

/** What a header says of its image and cannot mean. */
export const contradictions = [
  'BITS_STORED_TOO_LARGE',
  'HIGH_BIT_IMPOSSIBLE',
  'PHOTOMETRIC_IMPOSSIBLE',
  'RESCALE_SLOPE_ZERO',
] as const;
export type Contradiction = (typeof contradictions)[number];

/** Defined terms of PS3.3 C.7.6.3.1.2 by Samples per Pixel, the retired ones too: an older file may mean what it says. */
const photometricTerms: ReadonlyMap<number, readonly string[]> = new Map([
  [1, ['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR']],
  [
    3,
    [
      'RGB',
      'HSV',
      'YBR_FULL',
      'YBR_FULL_422',
      'YBR_PARTIAL_422',
      'YBR_PARTIAL_420',
      'YBR_ICT',
      'YBR_RCT',
      'XYB',
    ],
  ],
  [4, ['ARGB', 'CMYK']],
]);

/**
 * Names what `describeImage` and `modalityLutOf` have to put right or leave out to show a frame (0-based):
 * such an image is shown, and a person is told that it may look wrong.
 */
export function imageContradictions(
  dataset: DicomDataset,
  frameIndex: number,
): readonly Contradiction[] {
  const allocated = numberOf(dataset, tags.BitsAllocated) ?? 0;
  const stored = numberOf(dataset, tags.BitsStored);
  const highBit = numberOf(dataset, tags.HighBit);
  const photometric = textOf(dataset, tags.PhotometricInterpretation);
  const source = frameDataset(dataset, frameIndex, tags.PixelValueTransformationSequence);
  const isStoredTooLarge = stored !== null && stored > allocated;
  const isHighBitPossible =
    highBit === null ||
    isStoredTooLarge ||
    (highBit >= (stored ?? allocated) - 1 && highBit < allocated);
  const samples = numberOf(dataset, tags.SamplesPerPixel) ?? 1;
  const isPhotometricFit =
    photometric === '' || photometricTerms.get(samples)?.includes(photometric) === true;
  const isSlopeUsed = itemOf(dataset, tags.ModalityLUTSequence) === null;
  const found: readonly (Contradiction | null)[] = [
    isStoredTooLarge ? 'BITS_STORED_TOO_LARGE' : null,
    isHighBitPossible ? null : 'HIGH_BIT_IMPOSSIBLE',
    isPhotometricFit ? null : 'PHOTOMETRIC_IMPOSSIBLE',
    isSlopeUsed && numberOf(source, tags.RescaleSlope) === 0 ? 'RESCALE_SLOPE_ZERO' : null,
  ];
  return found.filter((code) => code !== null);
}
