import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { numberOf, numbersOf, textOf } from '#shared/dicom/element-access.ts';
import { framesMax, type ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { sopClassOf } from '#shared/dicom/sop-class.ts';
import { tags } from '#shared/dicom/tag.ts';
import type { InstanceChange } from '#shared/sync/protocol.ts';
import type { HeaderBody, InstanceBody } from './archive-rows.ts';
import type { BlobShape } from './blob-store/blob-store.ts';
import type { Keys } from './key-session.ts';
import type { Sealed } from './seal.ts';

/** An instance on its way into the store: with its bytes, or only known to be on the server. */
export interface Arrival {
  readonly body: InstanceBody;
  readonly header: HeaderBody;
  readonly isSample: boolean;
  readonly isOnServer: boolean;
  /** Id of the person on this device who adds it; absent or empty where nobody does. */
  readonly addedById?: string;
  readonly byteLength: number;
  readonly bytes: ArrivingBytes | null;
}

export interface ArrivingBytes {
  readonly blobId: string;
  readonly shape: BlobShape;
  /** The first so many chunks are on the disk, staged. */
  readonly stagedCount: number;
  /** The rest, encrypted under these keys. Asked for before the transaction, and only when they are needed. */
  chunks(keys: Keys): Promise<readonly Sealed[]>;
}

/** SHA-256 in hex: of the file, of the pixel data's value, of the data set without it. */
export interface InstanceDigests {
  readonly sha256: string;
  /** Null where there is no pixel data. */
  readonly pixelSha256: string | null;
  readonly tagSha256: string;
}

export interface Provenance {
  readonly addedAt: string;
  /** Name of the person, or empty. */
  readonly addedBy: string;
  readonly fileName: string;
}

/** The body of an instance whose file was parsed. */
export function bodyOfParsed(
  parsed: ParsedInstance,
  digests: InstanceDigests,
  provenance: Provenance,
): InstanceBody {
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID } = parsed;
  return {
    ...digests,
    StudyInstanceUID,
    SeriesInstanceUID,
    SOPInstanceUID,
    SOPClassUID,
    TransferSyntaxUID: parsed.TransferSyntaxUID,
    ...shownAttributes(parsed.dataset),
    // What the pixel data holds, not what the header claims (2^31 frames in a file of 9 kB were seen).
    ...(parsed.pixel === null || parsed.pixel.frameCount === 0
      ? {}
      : { NumberOfFrames: parsed.pixel.frameCount }),
    isImage: parsed.pixel !== null,
    ...provenance,
  };
}

/** The body of an instance that the server's feed tells of. */
export function bodyOfChange(change: InstanceChange, addedAt: string): InstanceBody {
  return {
    sha256: change.sha256,
    pixelSha256: null,
    tagSha256: null,
    StudyInstanceUID: change.StudyInstanceUID,
    SeriesInstanceUID: change.SeriesInstanceUID,
    SOPInstanceUID: change.SOPInstanceUID,
    SOPClassUID: change.SOPClassUID,
    TransferSyntaxUID: change.TransferSyntaxUID,
    ...shownAttributes(change.attributes),
    isImage: sopClassOf(change.SOPClassUID)?.isImage ?? false,
    addedAt,
    addedBy: '',
    fileName: '',
  };
}

function shownAttributes(dataset: DicomDataset) {
  const frames = numberOf(dataset, tags.NumberOfFrames);
  return {
    InstanceNumber: numberOf(dataset, tags.InstanceNumber),
    NumberOfFrames:
      frames !== null && Number.isSafeInteger(frames) && frames > 0
        ? // A header may claim 2^31 frames: until the bytes are here, no more than any file is shown with.
          Math.min(frames, framesMax)
        : 1,
    Modality: textOf(dataset, tags.Modality),
    SeriesNumber: numberOf(dataset, tags.SeriesNumber),
    SeriesDescription: textOf(dataset, tags.SeriesDescription),
    BodyPartExamined: textOf(dataset, tags.BodyPartExamined),
    Laterality: textOf(dataset, tags.Laterality) || textOf(dataset, tags.ImageLaterality),
    ImagePositionPatient: vectorOf(dataset, tags.ImagePositionPatient, 3),
    ImageOrientationPatient: vectorOf(dataset, tags.ImageOrientationPatient, 6),
  };
}

function vectorOf(dataset: DicomDataset, tag: string, length: number): readonly number[] | null {
  const numbers = numbersOf(dataset, tag);
  return numbers?.length === length ? numbers : null;
}
