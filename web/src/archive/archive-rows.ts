import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import type { PixelLayout } from '#shared/dicom/parsed-instance.ts';
import type { FeedScope } from '#shared/sync/feed-scope.ts';
import type { FeedHead } from '#shared/sync/protocol.ts';
import type { StudySummary } from './archive-types.ts';
import type { WrappedMaster } from './master-secret.ts';
import type { Sealed } from './seal.ts';
import type { StretchParameters } from './stretch-passphrase.ts';

/**
 * The rows as they lie on the disk, and the bodies inside their ciphertext. Plain fields are random ids,
 * lookup keys (HMAC), counts and states: nothing that comes from a patient, a name or a file.
 * What was once shipped opens for ever: new fields are optional, a changed meaning is a new field.
 */

/** A patient's study. `key` is random and never changes; the app's URLs carry it. */
export interface StudyRow extends Sealed {
  readonly key: string;
  /** Of StudyInstanceUID, patient identity, and whether it is a sample: two patients under one UID stay two. */
  readonly lookup: string;
  /** Of StudyInstanceUID alone: finds the study of an operation. */
  readonly uid: string;
  /** Of PatientID and issuer. */
  readonly patient: string;
  /** Position of the last change in this device's count of changes: readers ask for what is above theirs. */
  readonly seq: number;
  /** Raised with every new body: a writer who prepared one on an older body must prepare again. */
  readonly rev: number;
  readonly sample: 0 | 1;
  /** 1: nothing of it is left here; kept so that readers hear of it. */
  readonly gone: 0 | 1;
  readonly instanceCount: number;
  readonly localCount: number;
  readonly serverCount: number;
  readonly variantCount: number;
  readonly byteLength: number;
  readonly thumbnail: string | null;
}

type StudyAttributes = Pick<
  StudySummary,
  | 'StudyInstanceUID'
  | 'PatientName'
  | 'PatientID'
  | 'IssuerOfPatientID'
  | 'PatientBirthDate'
  | 'PatientSex'
  | 'PatientSpeciesDescription'
  | 'PatientBreedDescription'
  | 'ResponsiblePerson'
  | 'StudyDate'
  | 'StudyTime'
  | 'StudyDescription'
  | 'AccessionNumber'
  | 'ReferringPhysicianName'
  | 'BodyPartExamined'
>;

export interface StudyBody extends StudyAttributes {
  /** Who the patient is, as `patientIdentity` said when the row came to be: part of what finds it. */
  readonly patient: string;
  readonly series: readonly { readonly SeriesInstanceUID: string; readonly Modality: string }[];
  readonly addedAt: string;
  readonly rejection: StudySummary['rejection'];
  readonly hasLaterWork: boolean;
  /** Absent in rows that were written before these were noted. */
  readonly PatientSexNeutered?: string;
  readonly OtherPatientIDs?: string;
  /** Keywords of attributes that the study's instances give different values; absent when there are none. */
  readonly differing?: readonly string[];
  /** Ids of the people of this device who added something of it; absent in rows of before. */
  readonly addedByIds?: readonly string[];
  /** The bytes were deleted from the trash; hidden as long as the rejection stands. */
  readonly purgedAt: string | null;
}

/** One content under a SOP Instance UID. */
export interface InstanceRow extends Sealed {
  readonly id: string;
  /** Of the SHA-256 of the bytes. */
  readonly lookup: string;
  /** Of SOPInstanceUID: variants share it. */
  readonly sop: string;
  /** Key of its study row. */
  readonly study: string;
  readonly rev: number;
  readonly local: 0 | 1;
  readonly server: 0 | 1;
  readonly variant: 0 | 1;
  /** Where the bytes are; null while they are not here. */
  readonly blob: string | null;
  readonly byteLength: number;
}

export interface InstanceBody {
  readonly sha256: string;
  readonly pixelSha256: string | null;
  readonly tagSha256: string | null;
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly SOPClassUID: string;
  readonly TransferSyntaxUID: string;
  readonly InstanceNumber: number | null;
  readonly NumberOfFrames: number;
  readonly Modality: string;
  readonly SeriesNumber: number | null;
  readonly SeriesDescription: string;
  readonly BodyPartExamined: string;
  readonly Laterality: string;
  readonly ImagePositionPatient: readonly number[] | null;
  readonly ImageOrientationPatient: readonly number[] | null;
  readonly isImage: boolean;
  readonly addedAt: string;
  readonly addedBy: string;
  /** Path as picked: provenance, may name the patient. */
  readonly fileName: string;
}

/** Everything else of an instance's header, apart so that lists need not read it. `id` as in `instance`. */
export interface HeaderRow extends Sealed {
  readonly id: string;
}

export interface HeaderBody {
  readonly dataset: DicomDataset;
  readonly pixel: PixelLayout | null;
  readonly warnings: readonly string[];
}

/** Other bytes with the same content as an instance (another padding, another meta header). */
export interface AliasRow extends Sealed {
  readonly id: string;
  readonly lookup: string;
  readonly instance: string;
}

export interface AliasBody {
  readonly sha256: string;
  readonly byteLength: number;
  readonly TransferSyntaxUID: string;
  readonly fileName: string;
  readonly addedAt: string;
  readonly addedBy: string;
}

/** `staged`: being written, not yet part of an instance; belongs to whoever holds the lease. */
export interface BlobRow {
  readonly id: string;
  readonly state: 'staged' | 'stored';
  readonly lease: string;
  readonly leaseUntilMs: number;
  readonly byteLength: number;
  readonly chunkByteLength: number;
  readonly chunkCount: number;
}

export interface ChunkRow extends Sealed {
  readonly blob: string;
  /** 0-based. */
  readonly i: number;
  /** Of the whole blob: part of what a chunk's ciphertext is bound to. */
  readonly n: number;
}

export type PreviewKind = 'thumbnail' | 'preview';

/** A small JPEG or PNG, sealed; the body's first byte after the format tells the media type. */
export interface PreviewRow extends Sealed {
  readonly instance: string;
  readonly kind: PreviewKind;
  readonly study: string;
}

/** `id` is the operation's own: device, epoch, number. */
export interface OpRow extends Sealed {
  readonly id: string;
  /** Lookup key of StudyInstanceUID. */
  readonly study: string;
  /** `patient`: says who somebody is; `untold`: stored before this was noted. Absent for the others. */
  readonly topic?: OpTopic;
}

export type OpTopic = 'patient' | 'untold';

/** What has to reach the server. `ref`: id of an instance row or of an operation. */
export interface OutboxRow {
  readonly ref: string;
  readonly kind: 'instance' | 'op';
  /** Operations: their number in their stream; instances: order of arrival. */
  readonly order: number;
  /** Operations: `<device>.<epoch>`; instances: key of the study row. */
  readonly group: string;
  readonly byteLength: number;
  readonly tries: number;
  readonly nextAtMs: number;
  /** Why the last try failed. */
  readonly code: string | null;
}

/** The server's signed word that it holds an instance. */
export interface ReceiptRow extends Sealed {
  readonly id: string;
}

export interface PersonRow extends Sealed {
  readonly id: string;
}

export interface SettingRow extends Sealed {
  readonly id: string;
  /** Of the name. */
  readonly lookup: string;
}

export interface SettingBody {
  readonly name: string;
  readonly value: unknown;
}

/** A copy of the whole list; dropped by a change of keys instead of being encrypted anew. */
export interface SheetRow extends Sealed {
  readonly id: string;
  /** The count of changes when it was written: what came later is read from the rows. */
  readonly seq: number;
}

export type KeyringRow =
  | {
      readonly id: 'open';
      readonly keyId: string;
      readonly master: ArrayBuffer;
    }
  | ({ readonly id: 'passphrase'; readonly stretch: StretchParameters } & WrappedMaster)
  | ({
      readonly id: `person:${string}`;
      readonly stretch: StretchParameters;
      /** Two letters on the tile of the lock screen: all that a locked device says of a person. */
      readonly initials: string;
    } & WrappedMaster)
  | ({ readonly id: 'recovery'; readonly salt: ArrayBuffer } & WrappedMaster)
  | ({
      readonly id: `passkey:${string}`;
      readonly credentialId: ArrayBuffer;
      readonly prfSalt: ArrayBuffer;
      readonly salt: ArrayBuffer;
      readonly name: string;
    } & WrappedMaster)
  | ({ readonly id: 'retiring' } & WrappedMaster);

export type MetaRow =
  | InstallRow
  | KeyStateRow
  | { readonly name: 'seq'; readonly value: number }
  | OpCountRow
  | FeedRow
  | LossRow;

/** Who this device is. A new epoch at every creation of the database: no number is ever given twice. */
export interface InstallRow {
  readonly name: 'install';
  readonly deviceId: string;
  readonly epoch: string;
  readonly createdAtMs: number;
  /** Epochs of this very database before: the note outside it may still name one. */
  readonly earlierEpochs?: readonly string[];
}

/** Written in the same transaction as any change of keys; every writer looks at it inside its own. */
export interface KeyStateRow {
  readonly name: 'keys';
  readonly activeKeyId: string;
  readonly retiringKeyId: string | null;
}

/** Last number given; operations on samples count apart, as they never reach a server. */
export interface OpCountRow {
  readonly name: 'ops' | 'sample-ops';
  readonly n: number;
  readonly hlc: string;
}

/** How far the server's change feed has been taken in. */
export interface FeedRow {
  readonly name: 'feed';
  readonly hubId: string;
  readonly hubEpoch: string;
  readonly cursor: number;
  /** The last end of the feed that this life of the server has shown, with everything else it gave its word for. */
  readonly seen?: FeedHead;
  /** Absent: the server has told everything up to the cursor. */
  readonly scope?: FeedScope;
}

/** The database was lost or set back since the witness was written; kept until a person has read it. */
export interface LossRow {
  readonly name: 'loss';
  readonly kind: 'wiped' | 'set-back';
  readonly lastOpN: number;
  readonly noticedAtMs: number;
}
