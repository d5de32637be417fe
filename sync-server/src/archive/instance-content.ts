import type { DicomDataset, DicomElement } from '#shared/dicom/dicom-json.ts';
import { bulkRangeOf, isItem } from '#shared/dicom/element-access.ts';
import type { ParsedInstance } from '#shared/dicom/parsed-instance.ts';
import { tags } from '#shared/dicom/tag.ts';
import { transferSyntaxOf } from '#shared/dicom/transfer-syntax.ts';
import { toDicomJson } from '#shared/dicomweb/dicom-json-wire.ts';
import { bulkMark, type BulkPlace, type InstanceContent } from './index/archive-index.ts';
import { wordBytesOf } from './word-bytes.ts';
import {
  instanceLevelTags,
  pickAttributes,
  seriesLevelTags,
  studyLevelTags,
} from './index/level-attributes.ts';

/** What puts a series into its order: a device shows it before it has the bytes (PS3.3 C.7.6.2.1.1). */
const orderTags = [tags.ImagePositionPatient, tags.ImageOrientationPatient];
const listTags = [...studyLevelTags, ...seriesLevelTags, ...instanceLevelTags, ...orderTags];
const pixelTags = {
  PixelData: '7FE00010',
  FloatPixelData: '7FE00008',
  DoubleFloatPixelData: '7FE00009',
} as const;

/** What the index keeps of a parsed instance: made once, when it arrives, so that no answer parses a file again. */
export function instanceContent(parsed: ParsedInstance): InstanceContent {
  const bulk: Record<string, BulkPlace> = {};
  const isBigEndian = transferSyntaxOf(parsed.TransferSyntaxUID)?.bigEndian === true;
  const dataset = withPixelLink(parsed);
  collectBulk(dataset, '', (vr) => (isBigEndian ? wordBytesOf(vr) : 1), bulk);
  const metadata = JSON.stringify(toDicomJson(dataset, (path) => bulkMark + path.join('/')));
  const attributes = pickAttributes(parsed.dataset, listTags);
  return { metadata, attributes, layout: { pixel: parsed.pixel, bulk } };
}

/** The pixel data's element with a link, as other bulk values have one; empty pixel data stays empty. */
function withPixelLink({ dataset, pixel }: ParsedInstance): DicomDataset {
  if (pixel === null || pixel.byteLength === 0) return dataset;
  const tag = pixelTags[pixel.element];
  const { byteOffset, byteLength } = pixel;
  const element: DicomElement = {
    vr: dataset[tag]?.vr ?? 'OW',
    BulkDataURI: `bytes:${byteOffset},${byteLength}`,
  };
  return { ...dataset, [tag]: element };
}

function collectBulk(
  dataset: DicomDataset,
  prefix: string,
  wordBytes: (vr: string) => number,
  bulk: Record<string, BulkPlace>,
): void {
  for (const [tag, element] of Object.entries(dataset)) {
    const range = bulkRangeOf(element);
    if (range !== null)
      bulk[prefix + tag] = [range.byteOffset, range.byteLength, wordBytes(element.vr)];
    if (element.vr !== 'SQ') continue;
    for (const [index, item] of (element.Value ?? []).filter(isItem).entries())
      collectBulk(item, `${prefix}${tag}/${index}/`, wordBytes, bulk);
  }
}
