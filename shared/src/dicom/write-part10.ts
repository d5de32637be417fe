import { assert } from '../failure/assert.ts';
import type { DicomDataset, DicomElement } from './dicom-json.ts';
import { isItem, numberOf, textOf } from './element-access.ts';
import { littleEndianBytes } from './element-value.ts';
import { encodeValue } from './encode-value.ts';
import { tags, vrOf } from './tag.ts';
import type { TransferSyntax } from './transfer-syntax.ts';
import { transferSyntaxOf } from './transfer-syntax.ts';
import { vrRule } from './vr.ts';

/** Names Satchel as the writer of a file (PS3.10 7.1, PS3.7 D.3.3.2): fixed for all versions. */
export const implementationClassUID = '2.25.248393041526738218046123594077326910145';
const implementationVersionName = 'SATCHEL_0_1';

export interface Part10Content {
  readonly TransferSyntaxUID: string;
  /** Attributes without group 0002; text of any kind, it is written as UTF-8 where it is not ASCII. */
  readonly dataset: DicomDataset;
  /** Native pixel data, all frames, little endian whatever the transfer syntax. */
  readonly pixelBytes?: Uint8Array;
  /** Encapsulated pixel data: one codestream a frame, or a frame in several fragments. */
  readonly frames?: readonly (Uint8Array | readonly Uint8Array[])[];
  /** Encapsulated: `basic` (default) writes offsets, `empty` leaves the table empty (PS3.5 A.4). */
  readonly offsetTable?: 'basic' | 'empty';
  /** Bytes of values that stayed in another file (BulkDataURI), in little endian order. */
  readonly bulkBytes?: (element: DicomElement, tag: string) => Uint8Array;
  /** Further elements of group 0002 (PS3.10 7.1), e.g. SourceApplicationEntityTitle. */
  readonly meta?: DicomDataset;
}

type Piece = Uint8Array;

interface Writing {
  readonly syntax: Pick<TransferSyntax, 'explicit' | 'bigEndian'>;
  readonly bulkBytes: Part10Content['bulkBytes'];
  /** Some text is not ASCII: SpecificCharacterSet becomes ISO_IR 192. */
  readonly unicode: boolean;
}

/**
 * Writes a Part 10 file (PS3.10 7): preamble of zeros, File Meta Information with Satchel's implementation
 * UID, data set in any transfer syntax but deflated ones (`writeDeflatedPart10`), in ascending order of tags.
 */
export function writePart10(content: Part10Content): Uint8Array {
  const syntax = syntaxOf(content.TransferSyntaxUID);
  assert(!syntax.deflated, 'a deflated file is written by writeDeflatedPart10');
  return joined([...metaPieces(content), ...datasetPieces(content, syntax)]);
}

/** Writes a Part 10 file whose data set is deflated (PS3.5 A.5), padded to even length. */
export async function writeDeflatedPart10(content: Part10Content): Promise<Uint8Array> {
  const syntax = syntaxOf(content.TransferSyntaxUID);
  const plain = joined(datasetPieces(content, syntax));
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  return joined([...metaPieces(content), even(packed, 0)]);
}

/** One item of a sequence in Explicit VR Little Endian (PS3.5 7.5), text that is not ASCII in UTF-8 and said so. */
export function writeItem(item: DicomDataset): Uint8Array {
  const syntax = { explicit: true, bigEndian: false };
  const unicode = !isAscii(item);
  const said = unicode
    ? { ...item, [tags.SpecificCharacterSet]: { vr: 'CS', Value: ['ISO_IR 192'] } }
    : item;
  return joined(itemPieces(said, { syntax, bulkBytes: undefined, unicode }));
}

function syntaxOf(TransferSyntaxUID: string): TransferSyntax {
  const syntax = transferSyntaxOf(TransferSyntaxUID);
  assert(syntax !== undefined, 'the transfer syntax is in the table');
  return syntax;
}

function metaPieces(content: Part10Content): Piece[] {
  const { dataset, TransferSyntaxUID } = content;
  const meta: DicomDataset = {
    [tags.FileMetaInformationVersion]: { vr: 'OB', InlineBinary: 'AAE=' },
    [tags.MediaStorageSOPClassUID]: uidElement(textOf(dataset, tags.SOPClassUID)),
    [tags.MediaStorageSOPInstanceUID]: uidElement(textOf(dataset, tags.SOPInstanceUID)),
    [tags.ImplementationVersionName]: { vr: 'SH', Value: [implementationVersionName] },
    ...content.meta,
    [tags.TransferSyntaxUID]: uidElement(TransferSyntaxUID),
    [tags.ImplementationClassUID]: uidElement(implementationClassUID),
  };
  const writing: Writing = {
    syntax: { explicit: true, bigEndian: false },
    bulkBytes: undefined,
    unicode: false,
  };
  const body = joined(elementsPieces(meta, writing));
  const length: DicomElement = { vr: 'UL', Value: [body.byteLength] };
  const preamble = new Uint8Array(132);
  preamble.set([0x44, 0x49, 0x43, 0x4d], 128);
  return [preamble, ...elementPieces(tags.FileMetaInformationGroupLength, length, writing), body];
}

function uidElement(uid: string): DicomElement {
  return uid === '' ? { vr: 'UI' } : { vr: 'UI', Value: [uid] };
}

function datasetPieces(content: Part10Content, syntax: TransferSyntax): Piece[] {
  const { dataset, bulkBytes } = content;
  const writing: Writing = { syntax, bulkBytes, unicode: !isAscii(dataset) };
  const { pixelTag, element } = pixelElementOf(content);
  const own = Object.fromEntries(
    Object.entries(dataset).filter(([tag]) => tag !== pixelTag && !tag.startsWith('0002')),
  );
  const complete = writing.unicode
    ? { ...own, [tags.SpecificCharacterSet]: { vr: 'CS', Value: ['ISO_IR 192'] } }
    : own;
  const before = Object.entries(complete).filter(([tag]) => tag < pixelTag);
  const after = Object.entries(complete).filter(([tag]) => tag > pixelTag);
  return [
    ...elementsPieces(Object.fromEntries(before), writing),
    ...pixelPieces(content, pixelTag, element, syntax),
    ...elementsPieces(Object.fromEntries(after), writing),
  ];
}

function pixelElementOf(content: Part10Content): { pixelTag: string; element: DicomElement } {
  const { dataset } = content;
  for (const pixelTag of [tags.FloatPixelData, tags.DoubleFloatPixelData]) {
    const element = dataset[pixelTag];
    if (element !== undefined) return { pixelTag, element };
  }
  const isWide = (numberOf(dataset, tags.BitsAllocated) ?? 8) > 8;
  const vr =
    content.frames !== undefined ? 'OB' : (dataset[tags.PixelData]?.vr ?? (isWide ? 'OW' : 'OB'));
  return { pixelTag: tags.PixelData, element: { vr } };
}

function pixelPieces(
  content: Part10Content,
  pixelTag: string,
  element: DicomElement,
  syntax: TransferSyntax,
): Piece[] {
  const { pixelBytes, frames } = content;
  if (pixelBytes !== undefined) {
    // Implicit VR knows pixel data as OW only (PS3.5 A.1); native 32-bit samples are swapped as what they are.
    const vr = syntax.explicit ? element.vr : 'OW';
    const wide = (numberOf(content.dataset, tags.BitsAllocated) ?? 8) === 32 ? 'OL' : vr;
    const bytes = even(littleEndianBytes(wide, pixelBytes, syntax.bigEndian), 0);
    return [headerBytes(pixelTag, vr, bytes.byteLength, syntax), bytes];
  }
  if (frames === undefined) return [];
  const { items, offsets } = fragmentPieces(frames);
  const table = new Uint8Array(content.offsetTable === 'empty' ? 0 : offsets.length * 4);
  const view = new DataView(table.buffer);
  if (table.byteLength > 0) offsets.forEach((offset, i) => view.setUint32(i * 4, offset, true));
  return [
    headerBytes(pixelTag, 'OB', 0xffffffff, syntax),
    itemHeader(0xe000, table.byteLength, false),
    table,
    ...items,
    itemHeader(0xe0dd, 0, false),
  ];
}

function fragmentPieces(frames: readonly (Uint8Array | readonly Uint8Array[])[]): {
  items: Piece[];
  offsets: number[];
} {
  const items: Piece[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const frame of frames) {
    offsets.push(at);
    for (const fragment of frame instanceof Uint8Array ? [frame] : frame) {
      const bytes = even(fragment, 0);
      items.push(itemHeader(0xe000, bytes.byteLength, false), bytes);
      at += 8 + bytes.byteLength;
    }
  }
  return { items, offsets };
}

function elementsPieces(dataset: DicomDataset, writing: Writing): Piece[] {
  const sorted = Object.keys(dataset).sort();
  return sorted.flatMap((tag) => {
    const element = dataset[tag];
    return element === undefined ? [] : elementPieces(tag, element, writing);
  });
}

function elementPieces(tag: string, element: DicomElement, writing: Writing): Piece[] {
  const { syntax } = writing;
  if (element.vr === 'SQ') {
    const items = (element.Value ?? []).filter(isItem);
    const body = items.flatMap((item) => itemPieces(item, writing));
    return [headerBytes(tag, 'SQ', byteLengthOf(body), syntax), ...body];
  }
  const value = even(valueBytes(tag, element, writing), padOf(element.vr));
  return [headerBytes(tag, element.vr, value.byteLength, syntax), value];
}

function itemPieces(item: DicomDataset, writing: Writing): Piece[] {
  const hasOwnCharset = writing.unicode && item[tags.SpecificCharacterSet] !== undefined;
  const written = hasOwnCharset
    ? { ...item, [tags.SpecificCharacterSet]: { vr: 'CS', Value: ['ISO_IR 192'] } }
    : item;
  const body = elementsPieces(written, writing);
  return [itemHeader(0xe000, byteLengthOf(body), writing.syntax.bigEndian), ...body];
}

function valueBytes(tag: string, element: DicomElement, writing: Writing): Uint8Array {
  const { bigEndian } = writing.syntax;
  if (element.BulkDataURI === undefined) return encodeValue(element, bigEndian);
  assert(writing.bulkBytes !== undefined, 'bytes of bulk data are at hand');
  return littleEndianBytes(element.vr, writing.bulkBytes(element, tag), bigEndian);
}

/** UIDs and bytes are padded with a null, text with a space (PS3.5 6.2). */
function padOf(vr: string): number {
  const { kind } = vrRule(vr);
  return vr !== 'UI' && (kind === 'text' || kind === 'number-text') ? 0x20 : 0;
}

function headerBytes(
  tag: string,
  vr: string,
  byteLength: number,
  syntax: Writing['syntax'],
): Uint8Array {
  const little = !syntax.bigEndian;
  // A value too long for a 16-bit length is written as UN (PS3.5 6.2.2).
  const written = !vrRule(vr).longLength && byteLength > 0xfffe ? 'UN' : vr;
  const isLong = syntax.explicit && vrRule(written).longLength;
  const header = new Uint8Array(isLong ? 12 : 8);
  const view = new DataView(header.buffer);
  view.setUint16(0, Number.parseInt(tag.slice(0, 4), 16), little);
  view.setUint16(2, Number.parseInt(tag.slice(4), 16), little);
  if (!syntax.explicit) {
    view.setUint32(4, byteLength, little);
    return header;
  }
  header[4] = written.charCodeAt(0);
  header[5] = written.charCodeAt(1);
  if (isLong) view.setUint32(8, byteLength, little);
  else view.setUint16(6, byteLength, little);
  return header;
}

function itemHeader(element: number, byteLength: number, bigEndian: boolean): Uint8Array {
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  view.setUint16(0, 0xfffe, !bigEndian);
  view.setUint16(2, element, !bigEndian);
  view.setUint32(4, byteLength, !bigEndian);
  return header;
}

function even(bytes: Uint8Array, pad: number): Uint8Array {
  if (bytes.byteLength % 2 === 0) return bytes;
  const padded = new Uint8Array(bytes.byteLength + 1);
  padded.set(bytes);
  padded[bytes.byteLength] = pad;
  return padded;
}

function byteLengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
}

function joined(pieces: readonly Piece[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(byteLengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** Only values are looked at: keys are tags. */
function isAscii(dataset: DicomDataset): boolean {
  return Object.values(dataset).every((element) =>
    (element.Value ?? []).every((value) => {
      if (value === null || typeof value === 'number') return true;
      if (typeof value === 'string') return /^[\0-\x7f]*$/.test(value);
      return isItem(value) ? isAscii(value) : /^[\0-\x7f]*$/.test(JSON.stringify(value));
    }),
  );
}

/** Builds an element of a standard attribute from plain values; its VR comes from the table of tags. */
export function elementOf(tag: string, ...values: readonly (string | number)[]): DicomElement {
  const vr = (vrOf(tag) ?? 'UN').slice(0, 2);
  if (values.length === 0) return { vr };
  return {
    vr,
    Value: vr === 'PN' ? values.map((value) => ({ Alphabetic: String(value) })) : values,
  };
}
