import type { ByteWindow } from './byte-window.ts';
import type { Charset } from './charset.ts';
import { charsetOf, defaultCharset } from './charset.ts';
import { Damage } from './damage.ts';
import type { DicomDataset, DicomElement } from './dicom-json.ts';
import type { ElementHeader, Encoding, VrOf } from './element-header.ts';
import {
  itemDelimiter,
  itemTag,
  readElementHeader,
  sequenceDelimiter,
  undefinedLength,
} from './element-header.ts';
import { textsOf } from './element-access.ts';
import { elementFromBytes } from './element-value.ts';
import { tags, tagText } from './tag.ts';
import { isVr, vrRule } from './vr.ts';

/** Sequences within sequences: real objects stay below 20; a stack of 500 is an attack or an accident. */
const nestingMax = 64;
/** Elements and items of the whole data set: an enhanced object of 5000 frames has about 250 000. */
const elementCountMax = 500_000;
/** Longer values stay in the file; a 65 536-entry LUT just fits. */
const valueBytesMax = 128 * 1024;
/** Binary values up to this size stand in the data set, larger ones only where display needs them. */
const inlineBytesMax = 4 * 1024;
/** All values together; what comes after stays in the file unless it is short. */
const valueBytesTotalMax = 64 * 1024 * 1024;

export interface DatasetOptions {
  readonly vrOf: VrOf;
  readonly warn: (code: string) => void;
}

/** The data set up to the pixel data, and the header of that. `endOffset` is where reading stopped. */
export interface ParsedDataset {
  readonly dataset: DicomDataset;
  readonly pixelHeader: ElementHeader | null;
  readonly endOffset: number;
}

type Elements = Record<string, DicomElement>;

interface Level {
  readonly kind: 'dataset' | 'sequence';
  /** Absolute. */
  readonly end: number;
  /** A delimiter has to come before `end`. */
  readonly open: boolean;
  encoding: Encoding;
  charset: Charset;
  signed: boolean;
  readonly elements: Elements;
  readonly items: DicomDataset[];
  /** The element that a sequence's items belong to. */
  readonly owner: { readonly vr: string; Value?: readonly DicomDataset[] };
  /** The VR encoding of the first element is to be looked at (content of UN, PS3.5 6.2.2). */
  sniff: boolean;
}

/** Pixel data of the root data set: what comes before it is the header that is held in memory. */
const pixelTags = new Set<string>([tags.FloatPixelData, tags.DoubleFloatPixelData, tags.PixelData]);

/** Bytes that display or frame access needs at hand, whatever their size up to `valueBytesMax`. */
const inlineTags = new Set<string>([
  tags.LUTData,
  tags.RedPaletteColorLookupTableData,
  tags.GreenPaletteColorLookupTableData,
  tags.BluePaletteColorLookupTableData,
  tags.AlphaPaletteColorLookupTableData,
  tags.SegmentedRedPaletteColorLookupTableData,
  tags.SegmentedGreenPaletteColorLookupTableData,
  tags.SegmentedBluePaletteColorLookupTableData,
  tags.ExtendedOffsetTable,
  tags.ExtendedOffsetTableLengths,
]);

/**
 * Parses elements from `byteOffset` (PS3.5 7) without recursion and without loading large values:
 * their place is kept as `bytes:<offset>,<length>`. Throws Damage.
 */
export async function parseDataset(
  window: ByteWindow,
  byteOffset: number,
  encoding: Encoding,
  options: DatasetOptions,
): Promise<ParsedDataset> {
  const parser = new DatasetParser(window, byteOffset, encoding, options);
  return await parser.run();
}

class DatasetParser {
  private readonly window: ByteWindow;
  private readonly options: DatasetOptions;
  private readonly root: Level;
  private readonly levels: Level[] = [];
  private position: number;
  private elementCount = 0;
  private sequenceDepth = 0;
  private valueBytesTotal = 0;
  private pixelHeader: ElementHeader | null = null;

  constructor(window: ByteWindow, byteOffset: number, encoding: Encoding, options: DatasetOptions) {
    this.window = window;
    this.options = options;
    this.position = byteOffset;
    this.root = newLevel('dataset', window.byteLength, {
      encoding,
      charset: defaultCharset,
      signed: false,
      end: window.byteLength,
    });
    this.levels.push(this.root);
  }

  async run(): Promise<ParsedDataset> {
    for (;;) {
      const level = this.levels.at(-1);
      if (level === undefined || this.pixelHeader !== null) break;
      if (this.position >= level.end) {
        this.leaveAtEnd(level);
      } else if (level.kind === 'sequence') {
        await this.readItem(level);
      } else if (level !== this.root || !(await this.atTrailingPadding())) {
        await this.readElement(level);
      } else {
        break;
      }
    }
    return {
      dataset: this.root.elements,
      pixelHeader: this.pixelHeader,
      endOffset: this.position,
    };
  }

  private damage(tag?: string): never {
    throw new Damage({
      code: 'DATASET_DAMAGED',
      step: 'dataset',
      byteOffset: this.position,
      ...(tag === undefined ? {} : { tag }),
    });
  }

  private count(): void {
    this.elementCount += 1;
    if (this.elementCount > elementCountMax) {
      throw new Damage({ code: 'TOO_MANY_ELEMENTS', step: 'dataset', byteOffset: this.position });
    }
  }

  private leaveAtEnd(level: Level): void {
    if (this.position > level.end) this.damage();
    if (level.open) {
      if (level.end === this.window.byteLength) this.endOf(1, level.end);
      this.options.warn('DELIMITER_MISSING');
    }
    this.leave();
  }

  private leave(): void {
    const left = this.levels.pop();
    if (left?.kind === 'sequence') this.sequenceDepth -= 1;
  }

  /** Zeros, or fewer bytes than an element has, behind the last element: media and devices pad files so. */
  private async atTrailingPadding(): Promise<boolean> {
    const remaining = this.window.byteLength - this.position;
    const look = Math.min(8, remaining);
    if (!this.window.holds(this.position, look)) await this.window.load(this.position, look);
    if (remaining >= 8 && this.window.u32(this.position, false) !== 0) return false;
    if (remaining >= 8 && this.window.u32(this.position + 4, false) !== 0) return false;
    if (remaining < 8 && this.elementCount === 0) return false;
    this.options.warn('TRAILING_BYTES');
    return true;
  }

  private async readItem(sequence: Level): Promise<void> {
    const at = this.position;
    if (!this.window.holds(at, 8)) await this.window.load(at, 8);
    const big = sequence.encoding.bigEndian;
    const tag = tagText(this.window.u16(at, big), this.window.u16(at + 2, big));
    const length = this.window.u32(at + 4, big);
    this.count();
    if (tag === sequenceDelimiter) {
      this.position = at + 8;
      this.leave();
      return;
    }
    if (tag !== itemTag) this.damage(tag);
    this.position = at + 8;
    const end = this.endOf(length, sequence.end);
    const item = newLevel('dataset', end, sequence);
    // A sequence without items has no Value (PS3.18 F.2.5).
    sequence.owner.Value = sequence.items;
    sequence.items.push(item.elements);
    this.levels.push(item);
  }

  /** Where a value of `length` from here ends; a length that leaves its parent or the file is damage. */
  private endOf(length: number, parentEnd: number, tag?: string): number {
    if (length === undefinedLength) return Number.POSITIVE_INFINITY;
    const end = this.position + length;
    if (end > this.window.byteLength) {
      throw new Damage({
        code: 'TRUNCATED',
        step: 'dataset',
        byteOffset: this.position,
        ...(tag === undefined ? {} : { tag }),
      });
    }
    if (end > parentEnd) this.damage(tag);
    return end;
  }

  private async readElement(level: Level): Promise<void> {
    if (level.sniff) await this.sniffEncoding(level);
    const { options } = this;
    const header = await readElementHeader(
      this.window,
      this.position,
      level.encoding,
      options.vrOf,
      options.warn,
    );
    this.count();
    if (header.tag === itemDelimiter && level !== this.root) {
      this.position = header.valueOffset;
      this.leave();
      return;
    }
    if (header.group === 0xfffe) this.damage(header.tag);
    if (level === this.root && pixelTags.has(header.tag)) {
      this.pixelHeader = { ...header, vr: resolveVr(header.vr, level.signed) };
      return;
    }
    await this.readValue(level, header);
  }

  private async readValue(level: Level, header: ElementHeader): Promise<void> {
    this.position = header.valueOffset;
    const vr = resolveVr(header.vr, level.signed);
    const end = this.endOf(header.length, level.end, header.tag);
    if (await this.isSequence(header, vr)) {
      this.enterSequence(level, header, vr, end);
      return;
    }
    if (end === Number.POSITIVE_INFINITY) {
      if (vrRule(vr).kind !== 'binary') this.damage(header.tag);
      this.keep(level, header.tag, { vr, BulkDataURI: await this.skipFragments(level, header) });
      return;
    }
    this.keep(level, header.tag, await this.valueElement(level, header, vr));
    this.position = end;
  }

  /**
   * PS3.5 6.2.2 note 2: UN of undefined length is a sequence. So is one whose value is a whole first item:
   * a sequence that the writer, or our table of attributes, does not know by name.
   */
  private async isSequence(header: ElementHeader, vr: string): Promise<boolean> {
    if (vr === 'SQ') return true;
    if (vr !== 'UN') return false;
    if (header.length === undefinedLength) return true;
    if (header.length < 8) return false;
    if (!this.window.holds(this.position, 8)) await this.window.load(this.position, 8);
    if (this.window.u32(this.position, false) !== 0xe000fffe) return false;
    const itemLength = this.window.u32(this.position + 4, false);
    return itemLength === undefinedLength || itemLength <= header.length - 8;
  }

  private enterSequence(level: Level, header: ElementHeader, vr: string, end: number): void {
    this.sequenceDepth += 1;
    if (this.sequenceDepth > nestingMax) {
      throw new Damage({
        code: 'NESTING_TOO_DEEP',
        step: 'dataset',
        tag: header.tag,
        byteOffset: this.position,
      });
    }
    const sequence = newLevel('sequence', end, level);
    if (vr === 'UN' && level.encoding.explicit) {
      sequence.encoding = { explicit: false, bigEndian: false };
      sequence.sniff = true;
    }
    this.keep(level, header.tag, sequence.owner);
    this.levels.push(sequence);
  }

  /** Writers exist that put explicit VR into UN sequences: the first element of each item tells. */
  private async sniffEncoding(level: Level): Promise<void> {
    level.sniff = false;
    if (this.position + 8 > this.window.byteLength) return;
    if (!this.window.holds(this.position, 8)) await this.window.load(this.position, 8);
    const vr = String.fromCharCode(...this.window.slice(this.position + 4, 2));
    level.encoding = { explicit: isVr(vr), bigEndian: false };
  }

  private async valueElement(
    level: Level,
    header: ElementHeader,
    vr: string,
  ): Promise<DicomElement> {
    const { tag, length, valueOffset } = header;
    // A known attribute whose writer did not know it: UN holds its value in implicit little endian form.
    const known = vr === 'UN' ? resolveVr(this.options.vrOf(tag) ?? 'UN', level.signed) : vr;
    const readAs = known === 'SQ' ? 'UN' : known;
    const isBinary = vrRule(readAs).kind === 'binary';
    const inlineMax = isBinary && !inlineTags.has(tag) ? inlineBytesMax : valueBytesMax;
    const overBudget = this.valueBytesTotal > valueBytesTotalMax && length > 256;
    if (length > inlineMax || overBudget) {
      return { vr: readAs, BulkDataURI: `bytes:${valueOffset},${length}` };
    }
    this.valueBytesTotal += length;
    if (length > 0 && !this.window.holds(valueOffset, length)) {
      await this.window.load(valueOffset, length);
    }
    if (length % 2 === 1) this.options.warn('VALUE_LENGTH_ODD');
    const element = elementFromBytes(readAs, this.window.slice(valueOffset, length), {
      bigEndian: vr !== 'UN' && level.encoding.bigEndian,
      charset: level.charset,
      warn: this.options.warn,
    });
    this.noteContext(level, tag, element);
    return element;
  }

  /** Attributes that say how later ones of the same data set and its items are read. */
  private noteContext(level: Level, tag: string, element: DicomElement): void {
    if (tag === tags.SpecificCharacterSet) {
      level.charset = charsetOf(textsOf({ [tag]: element }, tag));
      if (level.charset.unknownTerm) this.options.warn('CHARSET_UNKNOWN');
    }
    if (tag === tags.PixelRepresentation) level.signed = element.Value?.[0] === 1;
  }

  private keep(level: Level, tag: string, element: DicomElement): void {
    // The last one counts, as in the tools that people compare with; the person is told.
    if (level.elements[tag] !== undefined) this.options.warn('ELEMENT_TWICE');
    // Group lengths (PS3.5 7.2) say nothing about content and are often wrong.
    if (!tag.endsWith('0000')) level.elements[tag] = element;
  }

  /** Encapsulated pixel data of an icon, or any binary value of undefined length: fragments up to the delimiter. */
  private async skipFragments(level: Level, header: ElementHeader): Promise<string> {
    const big = level.encoding.bigEndian;
    for (;;) {
      const at = this.position;
      if (!this.window.holds(at, 8)) await this.window.load(at, 8);
      const tag = tagText(this.window.u16(at, big), this.window.u16(at + 2, big));
      const length = this.window.u32(at + 4, big);
      this.count();
      this.position = at + 8;
      if (tag === sequenceDelimiter) break;
      if (tag !== itemTag || length === undefinedLength) this.damage(header.tag);
      this.position = this.endOf(length, level.end, header.tag);
    }
    return `bytes:${header.valueOffset},${this.position - header.valueOffset}`;
  }
}

function newLevel(
  kind: Level['kind'],
  end: number,
  parent: { encoding: Encoding; charset: Charset; signed: boolean; sniff?: boolean; end: number },
): Level {
  return {
    kind,
    // A value of undefined length still lies within its parent.
    end: Math.min(end, parent.end),
    open: end === Number.POSITIVE_INFINITY,
    encoding: parent.encoding,
    charset: parent.charset,
    signed: parent.signed,
    elements: {},
    items: [],
    owner: { vr: 'SQ' },
    sniff: parent.sniff ?? false,
  };
}

/** Settles a VR that the data set decides: `US|SS` by PixelRepresentation, `…|OW` in favour of OW (PS3.5 A.1). */
function resolveVr(vr: string, signed: boolean): string {
  if (vr.length === 2) return vr;
  if (vr.startsWith('US|SS')) return signed ? 'SS' : 'US';
  return vr.endsWith('OW') ? 'OW' : vr.slice(0, 2);
}
