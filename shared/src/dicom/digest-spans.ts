import { bulkRangeOf, isItem } from './element-access.ts';
import type { DicomDataset, DicomElement } from './dicom-json.ts';
import { encodeValue } from './encode-value.ts';
import type { ParsedInstance } from './parsed-instance.ts';
import { tags } from './tag.ts';
import { transferSyntaxOf } from './transfer-syntax.ts';
import { vrRule } from './vr.ts';

/** Bytes that a digest of the bulk content covers, in this order. */
export interface DigestSpans {
  /** Offsets count in the inflated data set (`openInflated`). */
  readonly inflated: boolean;
  readonly spans: readonly DigestSpan[];
}

export interface DigestSpan {
  readonly byteOffset: number;
  readonly byteLength: number;
  /** Words of this size are reversed before hashing, so that byte order does not matter; 1: bytes as they are. */
  readonly swapBytes: number;
}

const pixelTags: readonly string[] = [
  tags.PixelData,
  tags.FloatPixelData,
  tags.DoubleFloatPixelData,
];

/** Says nothing about content: encodings, offsets and padding of one file. */
const unessential = new Set<string>([
  ...pixelTags,
  tags.SpecificCharacterSet,
  tags.ExtendedOffsetTable,
  tags.ExtendedOffsetTableLengths,
  tags.EncapsulatedPixelDataValueTotalLength,
  tags.DataSetTrailingPadding,
]);

/**
 * The bytes behind `pixelSha256`: the pixel data's frames without padding and offset tables, then every
 * other value that stayed in the file (an encapsulated document, a long private value) in order of tags.
 * Together with `tagDigestText` it decides whether two files have the same content (decision 16).
 */
export function pixelDigestSpans(parsed: ParsedInstance): DigestSpans {
  const syntax = transferSyntaxOf(parsed.TransferSyntaxUID);
  const bigEndian = syntax?.bigEndian ?? false;
  const spans = [...pixelSpans(parsed, bigEndian), ...bulkSpans(parsed.dataset, bigEndian)];
  return { inflated: syntax?.deflated ?? false, spans };
}

function pixelSpans(parsed: ParsedInstance, bigEndian: boolean): DigestSpan[] {
  const { pixel, dataset } = parsed;
  if (pixel === null) return [];
  if (pixel.encoding === 'encapsulated' && pixel.frames.length > 0) {
    const spans: DigestSpan[] = [];
    for (const pieces of pixel.frames) {
      for (let i = 0; i + 1 < pieces.length; i += 2) {
        spans.push({ byteOffset: pieces[i] ?? 0, byteLength: pieces[i + 1] ?? 0, swapBytes: 1 });
      }
    }
    return spans;
  }
  const framesBytes = Math.ceil((pixel.frameCount * pixel.frameBitLength) / 8);
  const byteLength = framesBytes === 0 ? pixel.byteLength : Math.min(framesBytes, pixel.byteLength);
  const vr = dataset[tags[pixel.element]]?.vr ?? 'OW';
  return [
    { byteOffset: pixel.byteOffset, byteLength, swapBytes: bigEndian ? vrRule(vr).wordBytes : 1 },
  ];
}

function bulkSpans(dataset: DicomDataset, bigEndian: boolean): DigestSpan[] {
  return Object.keys(dataset)
    .sort()
    .flatMap((tag) => {
      const element = dataset[tag];
      if (element === undefined || unessential.has(tag)) return [];
      const range = bulkRangeOf(element);
      if (range !== null)
        return [{ ...range, swapBytes: bigEndian ? vrRule(element.vr).wordBytes : 1 }];
      return (element.Value ?? []).filter(isItem).flatMap((item) => bulkSpans(item, bigEndian));
    });
}

/**
 * The text behind `tagSha256`: every element but pixel data, encodings and padding, one a line, sorted by tag,
 * values as their little endian UTF-8 bytes without padding; the same for every transfer syntax and
 * character set. Values that stayed in the file stand as `bulk`: `pixelDigestSpans` covers them.
 */
export function tagDigestText(parsed: Pick<ParsedInstance, 'dataset'>): string {
  const lines: string[] = [];
  appendLines(parsed.dataset, '', lines);
  return lines.join('\n');
}

function appendLines(dataset: DicomDataset, path: string, lines: string[]): void {
  for (const tag of Object.keys(dataset).sort()) {
    const element = dataset[tag];
    if (element === undefined || unessential.has(tag)) continue;
    if (element.vr !== 'SQ') {
      lines.push(`${path}${tag} ${valueDigest(element)}`);
      continue;
    }
    const items = (element.Value ?? []).filter(isItem);
    lines.push(`${path}${tag} ${items.length} items`);
    items.forEach((item, index) => appendLines(item, `${path}${tag}[${index}].`, lines));
  }
}

function valueDigest(element: DicomElement): string {
  if (element.BulkDataURI !== undefined) return 'bulk';
  const bytes = encodeValue(element, false);
  let end = bytes.length;
  // Unknown VRs keep their padding in the value, known ones lost it: neither counts.
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end -= 1;
  let hex = '';
  for (const byte of bytes.subarray(0, end)) hex += byteHex[byte] ?? '';
  return hex;
}
const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
