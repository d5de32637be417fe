import type { ByteWindow } from './byte-window.ts';
import { Damage } from './damage.ts';
import { tagText } from './tag.ts';
import { isVr, vrRule } from './vr.ts';

/** How elements are written at one place of a data set. */
export interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

/** Tag, VR and length of one element; `valueOffset` is where its value begins. */
export interface ElementHeader {
  readonly tag: string;
  readonly group: number;
  readonly vr: string;
  /** `undefinedLength` where the value ends with a delimiter. */
  readonly length: number;
  readonly valueOffset: number;
}

export const undefinedLength = 0xffffffff;
export const itemTag = 'FFFEE000';
export const itemDelimiter = 'FFFEE00D';
export const sequenceDelimiter = 'FFFEE0DD';

export type VrOf = (tag: string) => string | undefined;

/** Reads the element header at `byteOffset` (PS3.5 7.1.2, 7.1.3), with the faults that real files have. */
export async function readElementHeader(
  window: ByteWindow,
  byteOffset: number,
  encoding: Encoding,
  vrOf: VrOf,
  warn: (code: string) => void,
): Promise<ElementHeader> {
  if (!window.holds(byteOffset, 8)) await window.load(byteOffset, 8);
  const group = window.u16(byteOffset, encoding.bigEndian);
  const tag = tagText(group, window.u16(byteOffset + 2, encoding.bigEndian));
  if (group === 0xfffe || !encoding.explicit) {
    const length = window.u32(byteOffset + 4, encoding.bigEndian);
    const vr = group === 0xfffe ? '' : (vrOf(tag) ?? 'UN');
    return { tag, group, vr, length, valueOffset: byteOffset + 8 };
  }
  const written = String.fromCharCode(window.u8(byteOffset + 4), window.u8(byteOffset + 5));
  if (!isVr(written))
    return await readUnknownVr(window, byteOffset, encoding, vrOf, warn, tag, group);
  if (!vrRule(written).longLength) {
    const length = window.u16(byteOffset + 6, encoding.bigEndian);
    return { tag, group, vr: written, length, valueOffset: byteOffset + 8 };
  }
  if (!window.holds(byteOffset, 12)) await window.load(byteOffset, 12);
  const length = window.u32(byteOffset + 8, encoding.bigEndian);
  return { tag, group, vr: written, length, valueOffset: byteOffset + 12 };
}

/**
 * The two VR bytes name no VR. Read in this order: an element that was written with implicit VR; a VR of
 * a newer standard, which has the long form (PS3.5 6.2, 7.1.2); a damaged VR in the short form.
 */
async function readUnknownVr(
  window: ByteWindow,
  byteOffset: number,
  encoding: Encoding,
  vrOf: VrOf,
  warn: (code: string) => void,
  tag: string,
  group: number,
): Promise<ElementHeader> {
  warn('VR_UNKNOWN');
  const big = encoding.bigEndian;
  const vr = vrOf(tag) ?? 'UN';
  const remaining = window.byteLength - byteOffset;
  const asImplicit = window.u32(byteOffset + 4, big);
  const letters = /^[A-Za-z]{2}$/.test(
    String.fromCharCode(window.u8(byteOffset + 4), window.u8(byteOffset + 5)),
  );
  if (!letters && asImplicit <= remaining - 8) {
    return { tag, group, vr, length: asImplicit, valueOffset: byteOffset + 8 };
  }
  const short = window.u16(byteOffset + 6, big);
  if (letters && short === 0 && remaining >= 12) {
    if (!window.holds(byteOffset, 12)) await window.load(byteOffset, 12);
    const long = window.u32(byteOffset + 8, big);
    if (long <= remaining - 12)
      return { tag, group, vr, length: long, valueOffset: byteOffset + 12 };
  }
  if (short > remaining - 8) {
    throw new Damage({ code: 'DATASET_DAMAGED', step: 'dataset', tag, byteOffset });
  }
  return { tag, group, vr, length: short, valueOffset: byteOffset + 8 };
}
