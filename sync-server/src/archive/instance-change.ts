import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import type { InstanceChange } from '#shared/sync/protocol.ts';
import type { InstanceRow } from './index/archive-index.ts';

/** What the feed tells devices of an instance: identity, digest, and what lists show. */
export function instanceChange(row: InstanceRow, attributes: DicomDataset): InstanceChange {
  return {
    sha256: row.sha256,
    byteLength: row.byteLength,
    StudyInstanceUID: row.StudyInstanceUID,
    SeriesInstanceUID: row.SeriesInstanceUID,
    SOPInstanceUID: row.SOPInstanceUID,
    SOPClassUID: row.SOPClassUID,
    TransferSyntaxUID: row.TransferSyntaxUID,
    attributes,
    variant: row.role === 'variant',
    deviceId: row.deviceId,
  };
}
