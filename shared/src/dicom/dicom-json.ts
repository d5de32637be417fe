/**
 * The DICOM JSON Model (PS3.18 Annex F), the one form in which Satchel holds parsed attributes: in the
 * instance rows of the device, in the server's metadata, on the wire.
 * Keys are tags as 8 upper-case hex digits. Binary values stay in the file; `BulkDataURI` then is
 * `bytes:<offset>,<length>` (offset in the file, or in the inflated data set of a deflated file).
 */
export interface DicomElement {
  readonly vr: string;
  readonly Value?: readonly DicomValue[];
  readonly BulkDataURI?: string;
  readonly InlineBinary?: string;
}
export type DicomValue = string | number | PersonNameValue | DicomDataset | null;
export interface PersonNameValue {
  readonly Alphabetic?: string;
  readonly Ideographic?: string;
  readonly Phonetic?: string;
}
export type DicomDataset = { readonly [tag: string]: DicomElement };
