import type { InstanceChange } from '#shared/sync/protocol.ts';
import type { InstanceRow } from './index/archive-index.ts';
import {
  instanceLevelTags,
  pickAttributes,
  seriesLevelTags,
  studyLevelTags,
} from './index/level-attributes.ts';

const feedTags = [...studyLevelTags, ...seriesLevelTags, ...instanceLevelTags];

/** What the feed tells devices of an instance: identity, digest, and what lists show. */
export function instanceChange(row: InstanceRow): InstanceChange {
  return {
    sha256: row.sha256,
    byteLength: row.byteLength,
    StudyInstanceUID: row.StudyInstanceUID,
    SeriesInstanceUID: row.SeriesInstanceUID,
    SOPInstanceUID: row.SOPInstanceUID,
    SOPClassUID: row.SOPClassUID,
    TransferSyntaxUID: row.TransferSyntaxUID,
    attributes: pickAttributes(row.dataset, feedTags),
    variant: row.role === 'variant',
    deviceId: row.deviceId,
  };
}
