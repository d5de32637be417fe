import type { DicomDataset, DicomElement } from '../dicom/dicom-json.ts';
import { tags } from '../dicom/tag.ts';
import { elementOf } from '../dicom/write-part10.ts';

/** Failure Reason (0008,1197) of PS3.18 Table 10.5.3-1 and Annex I.2.2, decimal as in the data set. */
export const stowFailure = {
  processingFailure: 0x0110,
  duplicateInstance: 0x0111,
  noSuchObject: 0x0112,
  invalidObject: 0x0117,
  sopClassNotSupported: 0x0122,
  notAuthorised: 0x0124,
  outOfResources: 0xa700,
  dataSetMismatch: 0xa900,
  cannotUnderstand: 0xc000,
  transferSyntaxNotSupported: 0xc122,
} as const;

export interface StowedItem {
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
  /** Absolute URL of the instance. */
  readonly RetrieveURL: string;
  /** Warning Reason (0008,1196) of PS3.18 Annex I.2.1. */
  readonly warningReason?: number;
}

export interface RefusedItem {
  /** Empty where the part was too damaged to tell. */
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
  readonly failureReason: number;
}

export interface StowOutcome {
  readonly stored: readonly StowedItem[];
  readonly refused: readonly RefusedItem[];
  /** Of the study, where all stored instances are of one. */
  readonly StudyRetrieveURL: string;
}

/** 200 all stored, 202 some (or some with a warning), 409 none (PS3.18 Table 10.5.3-1). */
export function stowStatus(outcome: StowOutcome): 200 | 202 | 409 {
  if (outcome.stored.length === 0) return 409;
  const isWarned = outcome.stored.some((item) => item.warningReason !== undefined);
  return outcome.refused.length > 0 || isWarned ? 202 : 200;
}

/** Builds the Store Instances Response (PS3.18 Annex I): what was stored, what was not and why. */
export function buildStowResponse(outcome: StowOutcome): DicomDataset {
  const { stored, refused, StudyRetrieveURL } = outcome;
  const unknown = refused.filter((item) => item.SOPInstanceUID === '');
  const known = refused.filter((item) => item.SOPInstanceUID !== '');
  return {
    [tags.RetrieveURL]:
      StudyRetrieveURL === '' ? { vr: 'UR' } : elementOf(tags.RetrieveURL, StudyRetrieveURL),
    ...sequence(tags.FailedSOPSequence, known.map(refusedItem)),
    ...sequence(tags.ReferencedSOPSequence, stored.map(storedItem)),
    ...sequence(
      tags.OtherFailuresSequence,
      unknown.map((item) => ({
        [tags.FailureReason]: elementOf(tags.FailureReason, item.failureReason),
      })),
    ),
  };
}

function sequence(tag: string, items: readonly DicomDataset[]): Record<string, DicomElement> {
  return items.length === 0 ? {} : { [tag]: { vr: 'SQ', Value: items } };
}

function storedItem(item: StowedItem): DicomDataset {
  return {
    [tags.ReferencedSOPClassUID]: elementOf(tags.ReferencedSOPClassUID, item.SOPClassUID),
    [tags.ReferencedSOPInstanceUID]: elementOf(tags.ReferencedSOPInstanceUID, item.SOPInstanceUID),
    [tags.RetrieveURL]: elementOf(tags.RetrieveURL, item.RetrieveURL),
    ...(item.warningReason === undefined
      ? {}
      : { [tags.WarningReason]: elementOf(tags.WarningReason, item.warningReason) }),
  };
}

function refusedItem(item: RefusedItem): DicomDataset {
  return {
    [tags.ReferencedSOPClassUID]:
      item.SOPClassUID === ''
        ? { vr: 'UI' }
        : elementOf(tags.ReferencedSOPClassUID, item.SOPClassUID),
    [tags.ReferencedSOPInstanceUID]: elementOf(tags.ReferencedSOPInstanceUID, item.SOPInstanceUID),
    [tags.FailureReason]: elementOf(tags.FailureReason, item.failureReason),
  };
}
