import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import { explicitVrLittleEndian } from '#shared/dicom/transfer-syntax.ts';
import type { ChangeRow, FeedHead } from '#shared/sync/protocol.ts';
import type { InstanceToStore } from '../archive/store-instance.ts';
import { toStore } from './test-archive.ts';

/** An end of the feed, for tests that are not about it. */
export const anyHead: FeedHead = { seq: 9, mark: 'mark-of-9' };

/** A slice of one small CT stack, ready to be stored. */
export async function sliceItem(
  index: number,
  syntax = explicitVrLittleEndian,
): Promise<InstanceToStore> {
  const slice = ctSlice({ study: { seed: 'feed' }, index, count: 4, rows: 16 });
  return toStore(await encodeInstance(slice, syntax));
}

/** The row of the server's feed that tells of it. */
export function instanceRow(item: InstanceToStore, seq: number): ChangeRow {
  const { parsed, sha256, source } = item;
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID } = parsed;
  return {
    seq,
    kind: 'instance',
    instance: {
      sha256,
      byteLength: 'byteLength' in source ? source.byteLength : 0,
      StudyInstanceUID,
      SeriesInstanceUID,
      SOPInstanceUID,
      SOPClassUID,
      TransferSyntaxUID: parsed.TransferSyntaxUID,
      attributes: parsed.dataset,
      variant: false,
      deviceId: 'other',
    },
  };
}
