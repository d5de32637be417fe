import { stowFailure } from '#shared/dicomweb/stow-response.ts';
import type { StoreRefusal } from './store-instance.ts';

/** Why an instance was refused, as Failure Reason (0008,1197) of PS3.18 Annex I.2.2. */
export function failureReasonOf(code: StoreRefusal['code']): number {
  switch (code) {
    case 'DICOMDIR':
      return stowFailure.sopClassNotSupported;
    case 'TRANSFER_SYNTAX_UNKNOWN':
      return stowFailure.transferSyntaxNotSupported;
    case 'STUDY_MISMATCH':
    case 'UID_MISSING':
    case 'UID_INVALID':
    case 'SOP_CLASS_MISSING':
      return stowFailure.dataSetMismatch;
    case 'READ_FAILED':
      return stowFailure.processingFailure;
    case 'EMPTY_FILE':
    case 'NOT_DICOM':
    case 'TRUNCATED':
    case 'META_DAMAGED':
    case 'INFLATE_FAILED':
    case 'DATASET_DAMAGED':
    case 'NESTING_TOO_DEEP':
    case 'TOO_MANY_ELEMENTS':
    case 'PIXEL_DATA_MISSING':
    case 'PIXEL_DATA_SHORT':
    case 'PIXEL_DESCRIPTION_INVALID':
    case 'IMAGE_TOO_LARGE':
    case 'FRAME_MISSING':
    case 'DECODER_MISSING':
    case 'DECODE_FAILED':
    case 'DECODE_STOPPED':
    case 'DECODE_SIZE_WRONG':
      return stowFailure.cannotUnderstand;
  }
}
