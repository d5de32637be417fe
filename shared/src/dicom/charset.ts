/** A resolved SpecificCharacterSet (PS3.3 C.12.1.1.2, PS3.5 6.1.2): how to turn text bytes into Unicode. */
export interface Charset {
  /** One encoding for all bytes (UTF-8, GB18030, GBK); null where ISO 2022 rules hold. */
  readonly whole: string | null;
  readonly g0: G0;
  readonly g1: G1;
  /** A defined term was not known; text is read by the best guess. */
  readonly unknownTerm: boolean;
}

type G0 = 'ascii' | 'jis-x-0208' | 'jis-x-0212';
type G1 =
  | 'none'
  | 'latin1'
  | 'katakana'
  | 'ks-x-1001'
  | 'gb-2312'
  | `iso-8859-${number}`
  | 'windows-874';

/** The default repertoire: ISO_IR 6 alone. */
export const defaultCharset: Charset = { whole: null, g0: 'ascii', g1: 'none', unknownTerm: false };

/** Right halves (G1) by ISO registration number (PS3.3 Tables C.12-2 to C.12-4). */
const g1ByRegistration: Readonly<Record<string, G1>> = {
  '6': 'none',
  '13': 'katakana',
  '58': 'gb-2312',
  '87': 'none',
  '100': 'latin1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '138': 'iso-8859-8',
  '144': 'iso-8859-5',
  '148': 'iso-8859-9',
  '149': 'ks-x-1001',
  '159': 'none',
  '166': 'windows-874',
  '203': 'iso-8859-15',
};

/** Sets that hold for a whole value, without code extensions (PS3.3 Table C.12-5). */
const wholeSets: readonly {
  readonly term: string;
  readonly form: RegExp;
  readonly label: string;
}[] = [
  { term: 'ISO_IR 192', form: /^(ISO[ _-]?IR[ _-]?192|UTF[ _-]?8)$/i, label: 'utf-8' },
  { term: 'GB18030', form: /^GB18030$/i, label: 'gb18030' },
  { term: 'GBK', form: /^GBK$/i, label: 'gbk' },
];

/** Sets of two bytes, and those that stand beside others, come by escape sequences alone (PS3.3 Table C.12-4). */
const onlyByEscape = new Set(['58', '87', '149', '159']);

/** The defined terms that are read (PS3.3 C.12.1.1.2): the conformance statement names them from here. */
export const characterSetTerms: readonly string[] = [
  ...Object.keys(g1ByRegistration).flatMap((number) => {
    const extended = `ISO 2022 IR ${number}`;
    return onlyByEscape.has(number) ? [extended] : [`ISO_IR ${number}`, extended];
  }),
  ...wholeSets.map(({ term }) => term),
];

/** Resolves the values of SpecificCharacterSet; misspelt terms that real devices write are understood. */
export function charsetOf(terms: readonly string[]): Charset {
  const first = (terms[0] ?? '').trim();
  const whole = wholeSets.find(({ form }) => form.test(first));
  if (whole !== undefined) return { ...defaultCharset, whole: whole.label };
  const known = terms.every((term) => term.trim() === '' || registrationOf(term) !== undefined);
  const g1 = first === '' ? 'none' : (g1ByRegistration[registrationOf(first) ?? ''] ?? 'none');
  return { whole: null, g0: 'ascii', g1, unknownTerm: !known };
}

function registrationOf(term: string): string | undefined {
  const match = /^ISO[ _-]?(?:2022)?[ _-]?IR[ _-]?([0-9]{1,3})$/i.exec(term.trim());
  const registration = match?.[1];
  return registration !== undefined && registration in g1ByRegistration ? registration : undefined;
}

/**
 * Decodes the bytes of a text value. Escape sequences switch code elements (PS3.5 6.1.2.4), and both
 * elements fall back to the initial ones at control characters, at `\` and, in a person name, at `^` and `=`
 * (PS3.5 6.1.2.5.3). Never fails: what cannot be decoded becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, charset: Charset, isPersonName = false): string {
  if (isPlainAscii(bytes)) return asciiText(bytes);
  if (charset.whole !== null) return decoderOf(charset.whole).decode(bytes);
  if (charset.g1 === 'none' && !bytes.includes(0x1b)) return decodeUndeclared(bytes);
  return decodeIso2022(bytes, charset, isPersonName ? '\\^=' : '\\');
}

/** Bytes above 127 without any declared set: UTF-8 where they are well-formed UTF-8, else Latin-1. */
function decodeUndeclared(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin1Text(bytes);
  }
}

function decodeIso2022(bytes: Uint8Array, charset: Charset, resets: string): string {
  const initialG1 = charset.g1;
  let g0: G0 = charset.g0;
  let g1: G1 = initialG1;
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x1b) {
      const escape = escapeAt(bytes, at);
      g0 = escape.g0 ?? g0;
      g1 = escape.g1 ?? g1;
      at += escape.byteLength;
    } else if (byte < 0x21) {
      if (byte !== 0x20) {
        g0 = charset.g0;
        g1 = initialG1;
      }
      text += String.fromCharCode(byte);
      at += 1;
    } else if (byte < 0x80) {
      const width = g0 === 'ascii' ? 1 : 2;
      const piece = decodeG0(bytes.subarray(at, at + width), g0);
      if (width === 1 && resets.includes(piece)) g1 = initialG1;
      text += piece;
      at += width;
    } else {
      const width = g1 === 'ks-x-1001' || g1 === 'gb-2312' ? 2 : 1;
      text += decodeG1(bytes.subarray(at, at + width), g1);
      at += width;
    }
  }
  return text;
}

interface Escape {
  readonly byteLength: number;
  readonly g0?: G0;
  readonly g1?: G1;
}

/** Final byte of `ESC - F` (96-character sets into G1) → set. */
const g1ByFinal: Readonly<Record<string, G1>> = {
  A: 'latin1',
  B: 'iso-8859-2',
  C: 'iso-8859-3',
  D: 'iso-8859-4',
  F: 'iso-8859-7',
  G: 'iso-8859-6',
  H: 'iso-8859-8',
  L: 'iso-8859-5',
  M: 'iso-8859-9',
  T: 'windows-874',
  b: 'iso-8859-15',
};

function escapeAt(bytes: Uint8Array, at: number): Escape {
  const next = String.fromCharCode(...bytes.subarray(at + 1, at + 4));
  if (next.startsWith('(B') || next.startsWith('(J')) return { byteLength: 3, g0: 'ascii' };
  if (next.startsWith(')I')) return { byteLength: 3, g1: 'katakana' };
  if (next.startsWith('$(D')) return { byteLength: 4, g0: 'jis-x-0212' };
  if (next.startsWith('$B') || next.startsWith('$@')) return { byteLength: 3, g0: 'jis-x-0208' };
  if (next.startsWith('$)C')) return { byteLength: 4, g1: 'ks-x-1001' };
  if (next.startsWith('$)A')) return { byteLength: 4, g1: 'gb-2312' };
  const g1 = next.startsWith('-') ? g1ByFinal[next.charAt(1)] : undefined;
  // An escape that PS3.3 does not define: the ESC byte alone is dropped, the rest stays readable.
  return g1 === undefined ? { byteLength: 1 } : { byteLength: 3, g1 };
}

function decodeG0(piece: Uint8Array, g0: G0): string {
  if (g0 === 'ascii') return String.fromCharCode(piece[0] ?? 0);
  const [first = 0, second = 0] = piece;
  const euc =
    g0 === 'jis-x-0212' ? [0x8f, first | 0x80, second | 0x80] : [first | 0x80, second | 0x80];
  return decoderOf('euc-jp').decode(Uint8Array.from(euc));
}

function decodeG1(piece: Uint8Array, g1: G1): string {
  const byte = piece[0] ?? 0;
  switch (g1) {
    case 'none':
    case 'latin1':
      return String.fromCharCode(byte);
    case 'katakana':
      // JIS X 0201 katakana A1 to DF stand in the same order from U+FF61 on.
      return byte >= 0xa1 && byte <= 0xdf ? String.fromCharCode(0xff61 + byte - 0xa1) : '\ufffd';
    case 'ks-x-1001':
      return decoderOf('euc-kr').decode(piece);
    case 'gb-2312':
      return decoderOf('gbk').decode(piece);
    case 'windows-874':
    default:
      return decoderOf(g1).decode(piece);
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

const decoders = new Map<string, Decoder>();

function decoderOf(label: string): Decoder {
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    decoder = new TextDecoder(label, { ignoreBOM: true });
    decoders.set(label, decoder);
  }
  return decoder;
}

function isPlainAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80 || byte === 0x1b) return false;
  return true;
}

/** Decodes bytes of the default repertoire; also the fastest way for short values. */
export function asciiText(bytes: Uint8Array): string {
  if (bytes.length > 64) return decoderOf('utf-8').decode(bytes);
  return latin1Text(bytes);
}

function latin1Text(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return text;
}
