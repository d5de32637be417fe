import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicom-json.ts';
import { bulkRangeOf, isItem } from '#shared/dicom/element-access.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import { swapWords, wordBytesOf } from '../archive/word-bytes.ts';

/** Values beside the pixel data that are written anew lie in memory; instances with more are given as they are stored. */
const bulkBytesMax = 128 * 1024 * 1024;

/** Reads every value that stayed in the file, in little endian order, for the writer to ask for. */
export async function readBulkValues(
  source: ByteSource,
  dataset: DicomDataset,
  bigEndian: boolean,
): Promise<Result<(element: DicomElement) => Uint8Array, DicomFailure>> {
  const elements = bulkElementsOf(dataset);
  const total = elements.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (total > bulkBytesMax)
    return fail({
      code: 'IMAGE_TOO_LARGE',
      step: 'dataset',
      detail: `${total} bytes of bulk data`,
    });
  const values = new Map<string, Uint8Array>();
  for (const { uri, vr, byteOffset, byteLength } of elements) {
    const bytes = Uint8Array.from(await source.read(byteOffset, byteLength));
    if (bigEndian) swapWords(bytes, wordBytesOf(vr));
    values.set(uri, bytes);
  }
  return ok((element) => values.get(element.BulkDataURI ?? '') ?? new Uint8Array(0));
}

interface BulkElement {
  readonly uri: string;
  readonly vr: string;
  readonly byteOffset: number;
  readonly byteLength: number;
}

function bulkElementsOf(dataset: DicomDataset): BulkElement[] {
  return Object.values(dataset).flatMap((element): BulkElement[] => {
    const range = bulkRangeOf(element);
    const own =
      range === null || element.BulkDataURI === undefined
        ? []
        : [{ uri: element.BulkDataURI, vr: element.vr, ...range }];
    const inner = (element.Value ?? []).flatMap((item) =>
      isItem(item ?? undefined) ? bulkElementsOf(item as DicomDataset) : [],
    );
    return [...own, ...inner];
  });
}
