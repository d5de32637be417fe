import type { DicomDataset } from './dicom-json.ts';
import { Damage } from './damage.ts';
import { inlineBytesOf, numberOf, textOf } from './element-access.ts';
import { framesMax, type PixelLayout } from './parsed-instance.ts';
import type { Fragment, PixelSpan } from './pixel-span.ts';
import { tags } from './tag.ts';
import type { TransferSyntax } from './transfer-syntax.ts';

/** A declared count up to here is kept even where frames are missing, so that each missing one says so. */
const declaredFramesMax = 65_536;

/**
 * Makes frames of the pixel data's span (PS3.5 8 and A.4, PS3.3 C.7.6.6). A description that is impossible
 * gives a layout of zero frames with a warning: tags are shown, the image is not.
 */
export function layOutFrames(
  dataset: DicomDataset,
  element: PixelLayout['element'],
  span: PixelSpan,
  syntax: TransferSyntax | undefined,
  inflated: boolean,
  warn: (code: string) => void,
): PixelLayout {
  const isVideo = syntax?.codec === 'video';
  const declared = isVideo ? 1 : declaredFrameCount(dataset, warn);
  const shared = { element, inflated, byteOffset: span.byteOffset } as const;
  if (span.encoding === 'encapsulated') {
    const frames = framesOfFragments(dataset, span, declared, isVideo, warn);
    if (span.truncated) {
      warn('PIXEL_DATA_SHORT');
      if (frames.every((frame) => frame.length === 0)) failTruncated(span.byteOffset);
    }
    return {
      ...shared,
      encoding: 'encapsulated',
      frameCount: frames.length,
      byteLength: span.endOffset - span.byteOffset,
      frameBitLength: 0,
      frames,
    };
  }
  const frameBitLength = nativeFrameBits(dataset, element);
  if (frameBitLength === null) warn('PIXEL_DESCRIPTION_INVALID');
  const available =
    frameBitLength === null ? 0 : Math.floor((span.byteLength * 8) / frameBitLength);
  if (span.truncated) {
    if (available === 0) failTruncated(span.byteOffset);
    warn('PIXEL_DATA_LENGTH_WRONG');
  }
  if (frameBitLength !== null && available < declared) warn('PIXEL_DATA_SHORT');
  const frameCount = declared <= declaredFramesMax ? declared : Math.min(declared, available);
  const isTooMany = frameCount > framesMax;
  if (isTooMany) warn('FRAMES_TOO_MANY');
  return {
    ...shared,
    encoding: 'native',
    frameCount: frameBitLength === null || isTooMany ? 0 : frameCount,
    byteLength: span.byteLength,
    frameBitLength: frameBitLength ?? 0,
    frames: [],
  };
}

function failTruncated(byteOffset: number): never {
  throw new Damage({ code: 'TRUNCATED', step: 'frames', tag: tags.PixelData, byteOffset });
}

function declaredFrameCount(dataset: DicomDataset, warn: (code: string) => void): number {
  if (dataset[tags.NumberOfFrames]?.Value === undefined) return 1;
  const declared = numberOf(dataset, tags.NumberOfFrames);
  if (declared !== null && Number.isInteger(declared) && declared >= 1) return declared;
  warn('FRAME_COUNT_INVALID');
  return 1;
}

/** Bits of one native frame (PS3.5 8.1, 8.2; 4:2:2 holds two samples for a pixel, PS3.3 C.7.6.3.1.2); null when impossible. */
function nativeFrameBits(dataset: DicomDataset, element: PixelLayout['element']): number | null {
  const Rows = numberOf(dataset, tags.Rows) ?? 0;
  const Columns = numberOf(dataset, tags.Columns) ?? 0;
  const SamplesPerPixel = numberOf(dataset, tags.SamplesPerPixel) ?? 1;
  const bits =
    element === 'FloatPixelData'
      ? 32
      : element === 'DoubleFloatPixelData'
        ? 64
        : numberOf(dataset, tags.BitsAllocated);
  const isSize = [Rows, Columns].every((n) => Number.isInteger(n) && n >= 1 && n <= 0xffff);
  const isSamples = [1, 2, 3, 4].includes(SamplesPerPixel);
  if (!isSize || !isSamples || bits === null || ![1, 8, 16, 32, 64].includes(bits)) return null;
  const photometric = textOf(dataset, tags.PhotometricInterpretation);
  const samples =
    photometric === 'YBR_FULL_422' || photometric === 'YBR_PARTIAL_422'
      ? 2
      : photometric === 'YBR_PARTIAL_420'
        ? 1.5
        : SamplesPerPixel;
  // At most 65535² × 4 × 64 bits: far below 2^53, so the product is exact.
  return Rows * Columns * samples * bits;
}

type EncapsulatedSpan = Extract<PixelSpan, { encoding: 'encapsulated' }>;

function framesOfFragments(
  dataset: DicomDataset,
  span: EncapsulatedSpan,
  declared: number,
  isVideo: boolean,
  warn: (code: string) => void,
): (readonly number[])[] {
  const { fragments } = span;
  const filled = fragments.filter((fragment) => fragment.byteLength > 0);
  if (isVideo || declared === 1) return [piecesOf(filled)];
  const extended = extendedTable(dataset);
  const starts =
    tableStarts(fragments, extended?.offsets ?? [], declared) ??
    tableStarts(fragments, span.offsetTable, declared);
  const hasTable = extended !== null || span.offsetTable.length > 0;
  if (starts === null && hasTable) warn('OFFSET_TABLE_WRONG');
  const groups =
    starts === null ? groupsWithoutTable(fragments, declared, warn) : groupsAt(fragments, starts);
  const frames = groups.map(piecesOf);
  return extended === null || starts === null ? frames : trimmed(frames, extended.lengths);
}

/** Pieces of one frame; none when a fragment is not whole, so that nobody decodes half of it. */
function piecesOf(fragments: readonly Fragment[]): number[] {
  if (fragments.some((fragment) => !fragment.whole)) return [];
  return fragments.flatMap((fragment) => [fragment.byteOffset, fragment.byteLength]);
}

/** Indexes of the fragments that an offset table names as first of a frame; null when the table does not fit. */
function tableStarts(
  fragments: readonly Fragment[],
  offsets: readonly number[],
  declared: number,
): number[] | null {
  if (offsets.length !== declared || offsets[0] !== 0) return null;
  const indexByOffset = new Map(fragments.map((fragment, index) => [fragment.tableOffset, index]));
  const starts: number[] = [];
  for (const offset of offsets) {
    const index = indexByOffset.get(offset);
    if (index === undefined || index <= (starts.at(-1) ?? -1)) return null;
    starts.push(index);
  }
  return starts;
}

function groupsAt(
  fragments: readonly Fragment[],
  starts: readonly number[],
): (readonly Fragment[])[] {
  return starts.map((start, i) =>
    fragments.slice(start, starts[i + 1] ?? fragments.length).filter((f) => f.byteLength > 0),
  );
}

/** PS3.5 A.4: without a table, one fragment a frame; failing that, frames begin where codestreams begin. */
function groupsWithoutTable(
  fragments: readonly Fragment[],
  declared: number,
  warn: (code: string) => void,
): (readonly Fragment[])[] {
  const filled = fragments.filter((fragment) => fragment.byteLength > 0);
  const starts = filled.flatMap((fragment, index) => (fragment.startsStream ? [index] : []));
  const groups =
    filled.length <= declared || starts[0] !== 0
      ? filled.map((fragment) => [fragment])
      : groupsAt(filled, starts);
  if (groups.length !== declared)
    warn(groups.length < declared ? 'PIXEL_DATA_SHORT' : 'FRAME_COUNT_DIFFERS');
  const missing = Math.min(declared, declaredFramesMax) - groups.length;
  return missing > 0
    ? [...groups, ...Array.from({ length: missing }, () => [])]
    : groups.slice(0, declared);
}

/** The Extended Offset Table and its lengths (PS3.3 C.7.6.3.1.8), 64-bit little endian; null when absent. */
function extendedTable(dataset: DicomDataset): { offsets: number[]; lengths: number[] } | null {
  const offsets = wide(inlineBytesOf(dataset, tags.ExtendedOffsetTable));
  const lengths = wide(inlineBytesOf(dataset, tags.ExtendedOffsetTableLengths));
  return offsets.length === 0 ? null : { offsets, lengths };
}

function wide(bytes: Uint8Array | null): number[] {
  if (bytes === null) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: number[] = [];
  for (let at = 0; at + 8 <= bytes.byteLength; at += 8)
    values.push(Number(view.getBigUint64(at, true)));
  return values;
}

/** Lengths of the extended table leave the pad byte of an odd codestream out. */
function trimmed(
  frames: readonly (readonly number[])[],
  lengths: readonly number[],
): (readonly number[])[] {
  return frames.map((pieces, index) => {
    const [byteOffset, byteLength] = pieces;
    const told = lengths[index];
    if (pieces.length !== 2 || byteOffset === undefined || told === undefined) return pieces;
    return told === (byteLength ?? 0) - 1 ? [byteOffset, told] : pieces;
  });
}
