import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import type { PixelLayout } from '#shared/dicom/parsed-instance.ts';
import type {
  InstanceUID,
  SeriesUID,
  SOPClassUID,
  StudyUID,
  TransferSyntaxUID,
} from '#shared/dicom/uid.ts';

/** Where the instances of a study are; `local` and `server` overlap. */
export interface Whereabouts {
  readonly instanceCount: number;
  readonly localCount: number;
  /** With a valid receipt, or told by the server's feed. */
  readonly serverCount: number;
}

/** One line of the study list, folded from the instance rows and operations of the study. */
export interface StudySummary {
  /** Opaque, random, kept across re-encryption: what the app's own URLs carry. */
  readonly key: string;
  readonly StudyInstanceUID: StudyUID;
  /** DICOM PN as stored: `Family^Given=Ideographic=Phonetic`. */
  readonly PatientName: string;
  readonly PatientID: string;
  readonly IssuerOfPatientID: string;
  readonly PatientBirthDate: string;
  readonly PatientSex: string;
  readonly PatientSpeciesDescription: string;
  readonly PatientBreedDescription: string;
  readonly ResponsiblePerson: string;
  /** `ALTERED` or `UNALTERED` (PS3.3 C.7.1.1). */
  readonly PatientSexNeutered: string;
  /** Chip and passport numbers, see `parseOtherIds`. */
  readonly OtherPatientIDs: string;
  readonly StudyDate: string;
  readonly StudyTime: string;
  readonly StudyDescription: string;
  readonly AccessionNumber: string;
  readonly ReferringPhysicianName: string;
  readonly ModalitiesInStudy: readonly string[];
  readonly BodyPartExamined: string;
  readonly seriesCount: number;
  readonly instanceCount: number;
  readonly byteLength: number;
  /** ISO 8601, of this device's clock. */
  readonly addedAt: string;
  /** Ids of the people of this device who added something of it. */
  readonly addedByIds: readonly string[];
  readonly isSample: boolean;
  readonly whereabouts: Whereabouts;
  /** Instance rows that share a SOP Instance UID with different content. */
  readonly variantCount: number;
  /** Instance whose thumbnail stands for the study; null while none is decoded. */
  readonly thumbnailInstanceId: string | null;
  /** Keywords of attributes about which the study's files disagree: of these the least value is shown. */
  readonly differing: readonly string[];
  /** In the trash: who rejected it, why, when; null when it is not. */
  readonly rejection: { readonly reason: string; readonly by: string; readonly at: string } | null;
}

export interface SeriesSummary {
  readonly SeriesInstanceUID: SeriesUID;
  readonly Modality: string;
  readonly SeriesNumber: number | null;
  readonly SeriesDescription: string;
  readonly BodyPartExamined: string;
  readonly Laterality: string;
  readonly thumbnailInstanceId: string | null;
  /** In display order: by position along the slice normal where all have one, else Instance Number, else by UID. */
  readonly instances: readonly InstanceSummary[];
}

export interface InstanceSummary {
  /** Opaque row id on this device (one per content: variants have one each). */
  readonly id: string;
  readonly SOPInstanceUID: InstanceUID;
  readonly SOPClassUID: SOPClassUID;
  readonly TransferSyntaxUID: TransferSyntaxUID;
  readonly SeriesInstanceUID: SeriesUID;
  readonly InstanceNumber: number | null;
  readonly NumberOfFrames: number;
  readonly byteLength: number;
  readonly sha256: string;
  /** Bytes are on this device. */
  readonly isLocal: boolean;
  readonly isOnServer: boolean;
  /** Another instance holds the same SOP Instance UID with other content. */
  readonly isVariant: boolean;
}

/** Everything the viewer needs of one instance but the bytes. */
export interface InstanceRecord extends InstanceSummary {
  readonly StudyInstanceUID: StudyUID;
  readonly dataset: DicomDataset;
  readonly pixel: PixelLayout | null;
  readonly warnings: readonly string[];
}

export interface StudyDetail {
  readonly study: StudySummary;
  readonly series: readonly SeriesSummary[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly profession: string;
}

/**
 * `unlocked-without-lock`: the key lies unwrapped on the disk, the app says "not locked".
 * `unlocked`: a lock exists and was opened in this session.
 */
export type LockState = 'unlocked-without-lock' | 'locked' | 'unlocked';

/** One line of an import's report. `stored` means: its strict transaction has completed. */
export interface ImportOutcome {
  /** Path as picked, and inside an archive `a.zip!/b`. */
  readonly fileName: string;
  readonly outcome: 'stored' | 'duplicate' | 'variant' | 'ignored' | 'refused' | 'cancelled';
  /** A code of DicomFailure, ArchiveFailure or the import's own (`ZIP_…`, `NOT_NEEDED`); null when all is well. */
  readonly code: string | null;
  /** The sentence's numbers: byte offset, tag, limits. */
  readonly detail?: string;
  readonly warnings: readonly string[];
  readonly studyKey: string | null;
  /** Files of an archive that were not come to when it was given up: this line speaks for them too. */
  readonly restCount?: number;
}

export interface ImportProgress {
  readonly importId: string;
  readonly phase: 'reading' | 'storing' | 'done' | 'cancelled';
  readonly fileCount: number;
  readonly filesDone: number;
  readonly byteCount: number;
  readonly bytesDone: number;
  readonly counts: Readonly<Record<ImportOutcome['outcome'], number>>;
}
