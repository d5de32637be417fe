/** What the parser and the writer must know of each Value Representation (PS3.5 6.2 and 7.1.2). */
type VrKind = 'text' | 'number-text' | 'tag' | 'number' | 'big-number' | 'binary' | 'sequence';

interface VrRule {
  readonly kind: VrKind;
  /** Explicit VR: two reserved bytes and a 32-bit length (PS3.5 Table 7.1-1). */
  readonly longLength: boolean;
  /** Bytes of one value, or of one word of a binary value: what a change of byte order swaps. */
  readonly wordBytes: number;
  /** Text whose characters SpecificCharacterSet selects (PS3.5 6.1.2.2). */
  readonly charset: boolean;
  /** `\` separates values (not in LT, ST, UT, UR). */
  readonly multi: boolean;
}

const rule = (kind: VrKind, flags = '', wordBytes = 1): VrRule => ({
  kind,
  longLength: flags.includes('L'),
  wordBytes,
  charset: flags.includes('C'),
  multi: flags.includes('M'),
});

const rules = new Map<string, VrRule>([
  ['AE', rule('text', 'M')],
  ['AS', rule('text', 'M')],
  ['AT', rule('tag', 'M', 2)],
  ['CS', rule('text', 'M')],
  ['DA', rule('text', 'M')],
  ['DS', rule('number-text', 'M')],
  ['DT', rule('text', 'M')],
  ['FD', rule('number', 'M', 8)],
  ['FL', rule('number', 'M', 4)],
  ['IS', rule('number-text', 'M')],
  ['LO', rule('text', 'CM')],
  ['LT', rule('text', 'C')],
  ['OB', rule('binary', 'L')],
  ['OD', rule('binary', 'L', 8)],
  ['OF', rule('binary', 'L', 4)],
  ['OL', rule('binary', 'L', 4)],
  ['OV', rule('binary', 'L', 8)],
  ['OW', rule('binary', 'L', 2)],
  ['PN', rule('text', 'CM')],
  ['SH', rule('text', 'CM')],
  ['SL', rule('number', 'M', 4)],
  ['SQ', rule('sequence', 'L')],
  ['SS', rule('number', 'M', 2)],
  ['ST', rule('text', 'C')],
  ['SV', rule('big-number', 'LM', 8)],
  ['TM', rule('text', 'M')],
  ['UC', rule('text', 'LCM')],
  ['UI', rule('text', 'M')],
  ['UL', rule('number', 'M', 4)],
  ['UN', rule('binary', 'L')],
  ['UR', rule('text', 'L')],
  ['US', rule('number', 'M', 2)],
  ['UT', rule('text', 'LC')],
  ['UV', rule('big-number', 'LM', 8)],
]);

/** Tells whether two letters name a VR of PS3.5 6.2. */
export function isVr(vr: string): boolean {
  return rules.has(vr);
}

/** The rule of a VR; an unknown one is treated as UN (PS3.5 6.2.2). */
export function vrRule(vr: string): VrRule {
  return rules.get(vr) ?? unknownRule;
}
const unknownRule = rule('binary', 'L');
