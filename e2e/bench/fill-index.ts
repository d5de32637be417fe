/** Fills a data folder's index with studies of one instance each, without their bytes: for searching alone. */
import { createHash } from 'node:crypto';
import type { DicomDataset } from '../../shared/src/dicom/dicom-json.ts';
import { textOf } from '../../shared/src/dicom/element-access.ts';
import { tags } from '../../shared/src/dicom/tag.ts';
import type { NewInstance } from '../../sync-server/src/archive/index/archive-index.ts';
import { openDataFolder } from '../../sync-server/src/data-folder.ts';
import { tinyDataset } from './server-material.ts';

const batch = 1000;

/** Adds studies `from` to `to`, which arrived at a time. */
export async function fillIndex(
  folder: string,
  {
    from,
    to,
    receivedAt,
  }: { readonly from: number; readonly to: number; readonly receivedAt: string },
): Promise<void> {
  const open = await openDataFolder(folder);
  for (let at = from; at < to; at += batch) {
    const count = Math.min(batch, to - at);
    const items = Array.from({ length: count }, (_, i) =>
      instanceOf(tinyDataset(at + i), receivedAt),
    );
    await open.archive.index.addInstances(items);
  }
  await open.close();
}

function instanceOf(attributes: DicomDataset, receivedAt: string): NewInstance {
  const text = (tag: string): string => textOf(attributes, tag);
  const SOPInstanceUID = text(tags.SOPInstanceUID);
  return {
    row: {
      sha256: createHash('sha256').update(SOPInstanceUID).digest('hex'),
      byteLength: 1024,
      StudyInstanceUID: text(tags.StudyInstanceUID),
      SeriesInstanceUID: text(tags.SeriesInstanceUID),
      SOPInstanceUID,
      SOPClassUID: text(tags.SOPClassUID),
      TransferSyntaxUID: '1.2.840.10008.1.2.1',
      role: 'primary',
      deviceId: '',
      receivedAt,
    },
    content: { attributes, metadata: '{}', layout: { pixel: null, bulk: {} } },
    comparedCount: 0,
  };
}
