import type { DicomDataset, DicomElement } from '../src/dicom/dicom-json.ts';
import { base64FromBytes } from '../src/dicom/element-access.ts';
import type { Keyword } from '../src/dicom/tag.ts';
import { tags, vrOf } from '../src/dicom/tag.ts';

type Values = string | number | Uint8Array | readonly (string | number | DicomDataset)[];

/** Builds a data set for tests from keywords and plain values; items of sequences are data sets, bytes go inline. */
export function datasetOf(attributes: Partial<Record<Keyword, Values>>): DicomDataset {
  const dataset: Record<string, DicomElement> = {};
  for (const [keyword, value] of Object.entries(attributes)) {
    const tag = tags[keyword as Keyword];
    const vr = (vrOf(tag) ?? 'UN').slice(0, 2);
    if (value instanceof Uint8Array) {
      dataset[tag] = { vr: 'OW', InlineBinary: base64FromBytes(value) };
    } else {
      dataset[tag] = { vr, Value: typeof value === 'object' ? value : [value] };
    }
  }
  return dataset;
}

/** Little endian bytes of 16-bit words. */
export function bytesOfWords(words: readonly number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(words).buffer);
}
