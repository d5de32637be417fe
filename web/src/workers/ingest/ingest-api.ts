import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { contradictions } from '#shared/pixel/image-contradictions.ts';
import type { ImportOutcome, ImportProgress } from '../../archive/archive-types.ts';
import type { KeyBundle } from '../../archive/key-session.ts';

/** A file somebody has picked, and where in the picked folder it lay (its name where there was none). */
export interface PickedFile {
  readonly file: File;
  readonly path: string;
}

/** Codes of outcome lines that are neither of DICOM nor of the store. */
export type ImportCode =
  | 'NOT_NEEDED'
  /** A folder did not open, or broke off: what is in it is not known. */
  | 'FOLDER_UNREADABLE'
  /** Adding could not be begun at all. */
  | 'NOT_BEGUN'
  | 'ZIP_EMPTY'
  | 'ZIP_DAMAGED'
  | 'ZIP_ENCRYPTED'
  | 'ZIP_TOO_LARGE'
  | 'ZIP_TOO_DEEP'
  /** A DICOMDIR names a file that is not there. */
  | 'MEDIA_FILE_MISSING'
  /** A DICOMDIR names a file outside its own folder. */
  | 'MEDIA_PATH_OUTSIDE';

/** Codes among an outcome's `warnings` that are worded: the import's and the store's own, and what keeps pictures away. */
export const importWarnings = [
  'PREAMBLE_SUSPICIOUS',
  'PATIENT_DIFFERS',
  'PATIENT_ID_OTHER_NAME',
  'STUDY_UID_OTHER_PATIENT',
  'STUDY_IN_TRASH',
  'FRAMES_TOO_MANY',
  ...contradictions,
] as const;

export interface ImportJob {
  readonly importId: string;
  readonly files: readonly PickedFile[];
  readonly isSample: boolean;
  readonly addedBy: string;
  /** Id of the person on this device, or empty. */
  readonly addedById: string;
}

/** What the worker tells, at most ten times a second. */
export interface ImportReport {
  readonly progress: ImportProgress;
  readonly outcomes: readonly ImportOutcome[];
  /** Instances that were stored, for their small pictures. */
  readonly stored: readonly StoredInstance[];
}

export interface StoredInstance {
  readonly instanceId: string;
  readonly studyKey: string;
}

/** The worker's side, as the page calls it. */
export interface IngestApi {
  open(keys: KeyBundle): Promise<Result<void, ArchiveFailure>>;
  /** A lock is being set while an import runs. */
  exchangeKeys(keys: KeyBundle): void;
  /** `report` answers when the page has it: a call over a port of its own. */
  run(job: ImportJob, report: (report: ImportReport) => Promise<void>): Promise<ImportProgress>;
  /** What is being written is still written; the rest is left. */
  cancel(): void;
}
