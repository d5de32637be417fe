import type { DicomDataset } from '../dicom/dicom-json.ts';
import { numberOf, textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { transferSyntaxOf } from '../dicom/transfer-syntax.ts';
import type { TransferSyntaxUID } from '../dicom/uid.ts';
import type { DicomFailure } from '../failure/dicom-failure.ts';
import { fail, ok } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';
import type { ImageDescription } from './image-description.ts';

/**
 * Reads what gives stored pixel values their meaning (Image Pixel Module, PS3.3 C.7.6.3).
 * `element` is the one that holds the pixels where the caller knows it (PixelLayout); without it, 32 and
 * 64 bits without Bits Stored are taken for float and double (PS3.3 C.7.6.24, C.7.6.25).
 * What writers get wrong and can only mean one thing is put right: Bits Stored above Bits Allocated, an
 * impossible High Bit, a missing Photometric Interpretation.
 * Fails with PIXEL_DESCRIPTION_INVALID, naming the attribute, where no image can be made of it.
 */
export function describeImage(
  dataset: DicomDataset,
  TransferSyntaxUID: TransferSyntaxUID,
  element?: ImageDescription['element'],
): Result<ImageDescription, DicomFailure> {
  const Rows = numberOf(dataset, tags.Rows);
  const Columns = numberOf(dataset, tags.Columns);
  const SamplesPerPixel = numberOf(dataset, tags.SamplesPerPixel) ?? 1;
  if (!isCount(Rows, 65535)) return invalid(tags.Rows);
  if (!isCount(Columns, 65535)) return invalid(tags.Columns);
  if (SamplesPerPixel !== 1 && SamplesPerPixel !== 3 && SamplesPerPixel !== 4) {
    return invalid(tags.SamplesPerPixel);
  }
  const bits = bitsOf(dataset, element);
  if (bits === null) return invalid(tags.BitsAllocated);
  const frameCount = numberOf(dataset, tags.NumberOfFrames) ?? 1;
  const PhotometricInterpretation = textOf(dataset, tags.PhotometricInterpretation);
  return ok({
    Rows,
    Columns,
    NumberOfFrames: isCount(frameCount, 2 ** 31 - 1) ? frameCount : 1,
    SamplesPerPixel,
    ...bits,
    PixelRepresentation: numberOf(dataset, tags.PixelRepresentation) === 1 ? 1 : 0,
    PhotometricInterpretation:
      PhotometricInterpretation || (SamplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB'),
    PlanarConfiguration: numberOf(dataset, tags.PlanarConfiguration) === 1 ? 1 : 0,
    bigEndian: transferSyntaxOf(TransferSyntaxUID)?.bigEndian === true,
  });
}

function bitsOf(dataset: DicomDataset, element: ImageDescription['element'] | undefined) {
  const allocated = numberOf(dataset, tags.BitsAllocated);
  const stored = numberOf(dataset, tags.BitsStored);
  const isFloating = stored === null && (allocated === 32 || allocated === 64);
  const floating = allocated === 64 ? 'DoubleFloatPixelData' : 'FloatPixelData';
  const holder = element ?? (isFloating ? floating : 'PixelData');
  if (holder !== 'PixelData') {
    const BitsAllocated = holder === 'FloatPixelData' ? 32 : 64;
    return {
      BitsAllocated,
      BitsStored: BitsAllocated,
      HighBit: BitsAllocated - 1,
      element: holder,
    };
  }
  if (allocated === null || ![1, 8, 16, 32].includes(allocated)) return null;
  if (stored !== null && (!Number.isInteger(stored) || stored < 1)) return null;
  const BitsStored = Math.min(stored ?? allocated, allocated);
  const highBit = numberOf(dataset, tags.HighBit);
  const isPossible =
    highBit !== null &&
    Number.isInteger(highBit) &&
    highBit >= BitsStored - 1 &&
    highBit < allocated;
  return {
    BitsAllocated: allocated,
    BitsStored,
    HighBit: isPossible ? highBit : BitsStored - 1,
    element: holder,
  };
}

function isCount(value: number | null, max: number): value is number {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= max;
}

function invalid(tag: string) {
  return fail<DicomFailure>({ code: 'PIXEL_DESCRIPTION_INVALID', step: 'frames', tag });
}
