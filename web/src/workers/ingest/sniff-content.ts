/**
 * What a file holds, by its first bytes alone: names lie, and files on discs have none that help.
 * `dicom` has the Part 10 prefix; `unknown` may be a data set without one, only parsing can tell.
 */
export type ContentKind =
  | { readonly kind: 'empty' | 'dicom' | 'zip' | 'unknown' }
  /** Comes along with images on discs and in folders: nobody wants a complaint about it. */
  | { readonly kind: 'companion'; readonly format: string }
  /** Somebody may have picked it on purpose: told by its name. */
  | { readonly kind: 'foreign'; readonly format: string };

/** Bytes that `sniffContent` wants to see. */
export const sniffByteLength = 512;

const foreign: readonly (readonly [format: string, magic: string])[] = [
  ['PDF', '%PDF'],
  ['PNG', '\x89PNG\r\n\x1a\n'],
  ['JPEG', '\xff\xd8\xff'],
  ['GIF', 'GIF8'],
  ['TIFF', 'II*\0'],
  ['TIFF', 'MM\0*'],
  ['BMP', 'BM'],
  ['GZIP', '\x1f\x8b\x08'],
  ['7Z', '7z\xbc\xaf\x27\x1c'],
  ['RAR', 'Rar!\x1a\x07'],
  ['BZIP2', 'BZh'],
  ['XZ', '\xfd7zXZ\0'],
  ['NIFTI', '\x5c\x01\0\0'],
];

const companions: readonly (readonly [format: string, magic: string])[] = [
  ['EXE', 'MZ'],
  ['ELF', '\x7fELF'],
  ['MACH-O', '\xcf\xfa\xed\xfe'],
  ['JAVA', '\xca\xfe\xba\xbe'],
  ['SCRIPT', '#!'],
  ['OLE', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['APPLEDOUBLE', '\0\x05\x16\x07'],
  ['ICON', '\0\0\x01\0'],
  ['CAB', 'MSCF'],
  ['UTF-16', '\xff\xfe'],
  ['UTF-16', '\xfe\xff'],
];

/** Names the kind of content from the first `sniffByteLength` bytes. */
export function sniffContent(head: Uint8Array): ContentKind {
  if (head.byteLength === 0) return { kind: 'empty' };
  // The prefix wins over whatever the preamble imitates (PS3.10 7.1): it is an image with a hostile cover.
  if (startsWith(head, 'DICM', 128)) return { kind: 'dicom' };
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) return { kind: 'zip' };
  const other = foreign.find(([, magic]) => startsWith(head, magic));
  if (other !== undefined) return { kind: 'foreign', format: other[0] };
  const companion = companions.find(([, magic]) => startsWith(head, magic));
  if (companion !== undefined) return { kind: 'companion', format: companion[0] };
  if (isText(head)) return { kind: 'companion', format: startsWithMarkup(head) ? 'HTML' : 'TEXT' };
  return { kind: 'unknown' };
}

/** What a preamble imitates, so that the file would run or open as something else; null when nothing. */
export function suspiciousPreamble(head: Uint8Array): string | null {
  if (startsWith(head, 'MZ')) return 'EXE';
  if (startsWith(head, '\x7fELF')) return 'ELF';
  if (startsWith(head, '#!')) return 'SCRIPT';
  if (startsWith(head, '%PDF')) return 'PDF';
  if (startsWith(head, 'PK\x03\x04')) return 'ZIP';
  return startsWithMarkup(head) ? 'HTML' : null;
}

function startsWith(bytes: Uint8Array, magic: string, byteOffset = 0): boolean {
  if (bytes.byteLength < byteOffset + magic.length) return false;
  for (let index = 0; index < magic.length; index += 1) {
    if (bytes[byteOffset + index] !== magic.charCodeAt(index)) return false;
  }
  return true;
}

function startsWithMarkup(bytes: Uint8Array): boolean {
  const first = bytes.findIndex((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d);
  return first >= 0 && first < 64 && bytes[first] === 0x3c;
}

/** Text has no control characters but tab, line ends and form feed; a data set has zero bytes early on. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d,
  );
}
