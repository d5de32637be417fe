/**
 * What can be wrong with bytes that claim to be DICOM.
 *
 * `step` names where it went wrong, `tag` (8 hex digits, upper case) and `byteOffset` (0-based, in the
 * file as it came) where in the data. Words for people are made from `code` by the app alone.
 */
export interface DicomFailure {
  readonly code: DicomFailureCode;
  readonly step: 'sniff' | 'meta' | 'inflate' | 'dataset' | 'identity' | 'frames' | 'decode';
  readonly tag?: string;
  readonly byteOffset?: number;
  /** For developers and the "details" line; holds no value of a patient attribute. */
  readonly detail?: string;
}

export type DicomFailureCode =
  | 'EMPTY_FILE'
  | 'NOT_DICOM'
  | 'DICOMDIR'
  | 'TRUNCATED'
  | 'META_DAMAGED'
  | 'TRANSFER_SYNTAX_UNKNOWN'
  | 'INFLATE_FAILED'
  | 'DATASET_DAMAGED'
  | 'NESTING_TOO_DEEP'
  | 'TOO_MANY_ELEMENTS'
  | 'UID_MISSING'
  | 'UID_INVALID'
  | 'SOP_CLASS_MISSING'
  | 'PIXEL_DATA_MISSING'
  | 'PIXEL_DATA_SHORT'
  | 'PIXEL_DESCRIPTION_INVALID'
  | 'IMAGE_TOO_LARGE'
  | 'FRAME_MISSING'
  | 'DECODER_MISSING'
  | 'DECODE_FAILED'
  /** Not the bytes' fault: out of time, a decoder that crashed, or nobody waits any more. */
  | 'DECODE_STOPPED'
  | 'DECODE_SIZE_WRONG'
  | 'READ_FAILED';
