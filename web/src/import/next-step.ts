import type { DicomFailureCode } from '#shared/failure/dicom-failure.ts';
import type { ImportCode } from '../workers/ingest/ingest-api.ts';

/** What a person can do about files that were not taken in; each is a sentence `import.next.…`. */
export type NextStep = 'copy' | 'resend' | 'plain' | 'unpack' | 'again' | 'dicom';

/** null: nothing is missed. What the store refuses says its next step itself. */
const steps: Readonly<Record<DicomFailureCode | ImportCode, NextStep | null>> = {
  EMPTY_FILE: 'copy',
  TRUNCATED: 'copy',
  PIXEL_DATA_SHORT: 'copy',
  READ_FAILED: 'copy',
  FOLDER_UNREADABLE: 'copy',
  NOT_BEGUN: 'again',
  FRAME_MISSING: 'copy',
  ZIP_DAMAGED: 'copy',
  ZIP_EMPTY: 'resend',
  MEDIA_FILE_MISSING: 'copy',
  NOT_DICOM: 'dicom',
  NOT_NEEDED: 'dicom',
  ZIP_ENCRYPTED: 'unpack',
  ZIP_TOO_LARGE: 'unpack',
  ZIP_TOO_DEEP: 'unpack',
  TRANSFER_SYNTAX_UNKNOWN: 'plain',
  DECODER_MISSING: 'plain',
  META_DAMAGED: 'resend',
  INFLATE_FAILED: 'resend',
  DATASET_DAMAGED: 'resend',
  NESTING_TOO_DEEP: 'resend',
  TOO_MANY_ELEMENTS: 'resend',
  UID_MISSING: 'resend',
  UID_INVALID: 'resend',
  SOP_CLASS_MISSING: 'resend',
  PIXEL_DATA_MISSING: 'resend',
  PIXEL_DESCRIPTION_INVALID: 'resend',
  IMAGE_TOO_LARGE: 'resend',
  DECODE_FAILED: 'resend',
  DECODE_SIZE_WRONG: 'resend',
  MEDIA_PATH_OUTSIDE: 'resend',
  DECODE_STOPPED: null,
  DICOMDIR: null,
};

/** The next step for files that were left out for this reason. */
export function nextStepOf(code: string): NextStep | null {
  return Object.entries(steps).find(([known]) => known === code)?.[1] ?? null;
}
