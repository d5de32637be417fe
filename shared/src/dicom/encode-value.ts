import type { DicomElement, DicomValue } from './dicom-json.ts';
import { bytesFromBase64, isPersonName, personNameText } from './element-access.ts';
import { littleEndianBytes } from './element-value.ts';
import { vrRule } from './vr.ts';

const utf8 = new TextEncoder();

/**
 * Bytes of an element's value as a Part 10 file holds them, without padding to even length: text in UTF-8,
 * numbers in the byte order asked for, `\` between values (PS3.5 6.2, 6.4). Sequences and bulk data have none here.
 */
export function encodeValue(element: DicomElement, bigEndian: boolean): Uint8Array {
  if (element.InlineBinary !== undefined) {
    return littleEndianBytes(element.vr, bytesFromBase64(element.InlineBinary), bigEndian);
  }
  const values = element.Value ?? [];
  const rule = vrRule(element.vr);
  switch (rule.kind) {
    case 'text':
    case 'number-text':
      return utf8.encode(values.map(valueText).join('\\'));
    case 'tag':
    case 'number':
    case 'big-number':
      return encodeNumbers(element.vr, values, bigEndian);
    case 'binary':
    case 'sequence':
      return new Uint8Array(0);
  }
}

/** A value of a text VR as the file spells it. */
function valueText(value: DicomValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return decimalText(value);
  if (typeof value === 'string') return value;
  return isPersonName(value) ? personNameText(value) : '';
}

/** A number within the 16 characters of DS (PS3.5 6.2), as exact as they allow. */
export function decimalText(value: number): string {
  const plain = String(value);
  if (plain.length <= 16) return plain;
  for (let digits = 15; digits > 0; digits -= 1) {
    const short = String(Number(value.toPrecision(digits)));
    if (short.length <= 16) return short;
  }
  return value.toExponential(8);
}

function encodeNumbers(vr: string, values: readonly DicomValue[], bigEndian: boolean): Uint8Array {
  const width = vr === 'AT' ? 4 : vrRule(vr).wordBytes;
  const bytes = new Uint8Array(values.length * width);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    encodeNumber(vr, view, index * width, value, !bigEndian);
  });
  return bytes;
}

function encodeNumber(
  vr: string,
  view: DataView,
  at: number,
  value: DicomValue,
  littleEndian: boolean,
): void {
  const number = Number(value);
  switch (vr) {
    case 'AT': {
      const tag = valueText(value);
      view.setUint16(at, Number.parseInt(tag.slice(0, 4), 16), littleEndian);
      view.setUint16(at + 2, Number.parseInt(tag.slice(4, 8), 16), littleEndian);
      return;
    }
    case 'US':
    case 'SS':
      view.setUint16(at, number, littleEndian);
      return;
    case 'UL':
    case 'SL':
      view.setUint32(at, number, littleEndian);
      return;
    case 'FL':
      view.setFloat32(at, number, littleEndian);
      return;
    case 'FD':
      view.setFloat64(at, number, littleEndian);
      return;
    default:
      view.setBigUint64(at, BigInt.asUintN(64, wholeNumber(valueText(value))), littleEndian);
  }
}

function wholeNumber(text: string): bigint {
  return /^-?[0-9]{1,20}$/.test(text) ? BigInt(text) : 0n;
}
