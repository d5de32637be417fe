import type { Charset } from './charset.ts';
import { asciiText, decodeText } from './charset.ts';
import type { DicomElement, DicomValue, PersonNameValue } from './dicom-json.ts';
import { base64FromBytes } from './element-access.ts';
import { tagText } from './tag.ts';
import { vrRule } from './vr.ts';

/** What a value's bytes need to become a value. */
export interface ValueContext {
  readonly bigEndian: boolean;
  readonly charset: Charset;
  readonly warn: (code: string) => void;
}

/**
 * Turns the bytes of one element into its JSON form (PS3.18 F.2): padding removed (PS3.5 6.2), text in
 * Unicode, DS and IS as numbers where they are numbers, 64-bit integers as text where a number would round.
 */
export function elementFromBytes(
  vr: string,
  bytes: Uint8Array,
  context: ValueContext,
): DicomElement {
  if (bytes.length === 0) return { vr };
  const rule = vrRule(vr);
  switch (rule.kind) {
    case 'text':
      return withValues(vr, textValues(vr, bytes, context));
    case 'number-text':
      return withValues(vr, numberTextValues(vr, bytes, context));
    case 'tag':
    case 'number':
    case 'big-number':
      return withValues(vr, numericValues(vr, bytes, context));
    case 'binary':
    case 'sequence':
      return { vr, InlineBinary: base64FromBytes(littleEndianBytes(vr, bytes, context.bigEndian)) };
  }
}

function withValues(vr: string, values: readonly DicomValue[]): DicomElement {
  return values.length === 0 ? { vr } : { vr, Value: values };
}

function textValues(vr: string, bytes: Uint8Array, context: ValueContext): DicomValue[] {
  const rule = vrRule(vr);
  const text = rule.charset
    ? decodeText(bytes, context.charset, vr === 'PN')
    : decodeText(bytes, plainCharset);
  const whole = text.replace(/[\0 ]+$/, '');
  if (whole === '') return [];
  if (!rule.multi) return [whole];
  return whole.split('\\').map((part) => textValue(vr, part));
}
const plainCharset: Charset = { whole: null, g0: 'ascii', g1: 'latin1', unknownTerm: false };

function textValue(vr: string, part: string): DicomValue {
  const trimmed = vr === 'UC' ? part.replace(/[\0 ]+$/, '') : part.replace(/^ +|[\0 ]+$/g, '');
  if (trimmed === '') return null;
  return vr === 'PN' ? personNameValue(trimmed) : trimmed;
}

/** Splits a stored person name into its component groups (PS3.18 F.2.2). */
function personNameValue(text: string): PersonNameValue | null {
  const [alphabetic = '', ideographic = '', phonetic = ''] = text
    .split('=')
    .map((group) => group.replace(/ +$/, ''));
  if (alphabetic === '' && ideographic === '' && phonetic === '') return null;
  return {
    ...(alphabetic === '' ? {} : { Alphabetic: alphabetic }),
    ...(ideographic === '' ? {} : { Ideographic: ideographic }),
    ...(phonetic === '' ? {} : { Phonetic: phonetic }),
  };
}

function numberTextValues(vr: string, bytes: Uint8Array, context: ValueContext): DicomValue[] {
  const whole = asciiText(bytes).replace(/[\0 ]+$/, '');
  if (whole === '') return [];
  return whole.split('\\').map((part) => {
    const text = part.replace(/^[\0 ]+|[\0 ]+$/g, '');
    if (text === '') return null;
    const number = Number(text);
    const isNumber = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text);
    const fits = vr === 'DS' ? Number.isFinite(number) : Number.isSafeInteger(number);
    if (isNumber && fits) return number;
    context.warn('NUMBER_MALFORMED');
    return text;
  });
}

function numericValues(vr: string, bytes: Uint8Array, context: ValueContext): DicomValue[] {
  const width = vr === 'AT' ? 4 : vrRule(vr).wordBytes;
  if (bytes.length % width !== 0) context.warn('VALUE_LENGTH_ODD');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: DicomValue[] = [];
  for (let at = 0; at + width <= bytes.length; at += width) {
    values.push(numericValue(vr, view, at, !context.bigEndian));
  }
  return values;
}

function numericValue(vr: string, view: DataView, at: number, littleEndian: boolean): DicomValue {
  switch (vr) {
    case 'US':
      return view.getUint16(at, littleEndian);
    case 'SS':
      return view.getInt16(at, littleEndian);
    case 'UL':
      return view.getUint32(at, littleEndian);
    case 'SL':
      return view.getInt32(at, littleEndian);
    case 'FL':
      return floatValue(view.getFloat32(at, littleEndian));
    case 'FD':
      return floatValue(view.getFloat64(at, littleEndian));
    case 'AT':
      return tagText(view.getUint16(at, littleEndian), view.getUint16(at + 2, littleEndian));
    case 'SV':
      return bigValue(view.getBigInt64(at, littleEndian));
    default:
      return bigValue(view.getBigUint64(at, littleEndian));
  }
}

/** JSON has no NaN and no infinity: their names stand in their place. */
function floatValue(value: number): DicomValue {
  return Number.isFinite(value) ? value : String(value);
}

function bigValue(value: bigint): DicomValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString(10);
}

/** The value's bytes in little endian order: what InlineBinary and bulk data over HTTP carry (PS3.18 F.2.7). */
export function littleEndianBytes(vr: string, bytes: Uint8Array, bigEndian: boolean): Uint8Array {
  const width = vrRule(vr).wordBytes;
  if (!bigEndian || width === 1) return bytes;
  const swapped = new Uint8Array(bytes);
  for (let at = 0; at + width <= swapped.length; at += width) {
    swapped.subarray(at, at + width).reverse();
  }
  return swapped;
}
