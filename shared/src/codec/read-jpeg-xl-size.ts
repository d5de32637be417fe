/** Width from height by the eight fixed ratios of the size header (ISO 18181-1 D.2). */
const ratios: readonly (readonly [number, number])[] = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
];

/**
 * Reads the size that a JPEG XL codestream claims, bare or in its container, without decoding it.
 * Returns null when the header is damaged. In the container only a codestream in one box is found.
 */
export function readJpegXlSize(bytes: Uint8Array): { width: number; height: number } | null {
  const start = codestreamStart(bytes);
  if (start < 0 || bytes[start] !== 0xff || bytes[start + 1] !== 0x0a) return null;
  let bitPosition = (start + 2) * 8;
  const lastBit = bytes.byteLength * 8;
  const bits = (count: number): number => {
    let value = 0;
    for (let index = 0; index < count; index += 1, bitPosition += 1) {
      const byte = bytes[bitPosition >> 3] ?? 0;
      value += ((byte >> (bitPosition & 7)) & 1) * 2 ** index;
    }
    return value;
  };
  const dimension = (isSmall: boolean): number =>
    isSmall ? (bits(5) + 1) * 8 : bits([9, 13, 18, 30][bits(2)] ?? 9) + 1;
  const isSmall = bits(1) === 1;
  const height = dimension(isSmall);
  const ratio = ratios[bits(3) - 1];
  const width =
    ratio === undefined ? dimension(isSmall) : Math.floor((height * ratio[0]) / ratio[1]);
  return bitPosition > lastBit ? null : { width, height };
}

/** Where the codestream begins: 0, or inside the first `jxlc` or `jxlp` box; -1 when there is none. */
function codestreamStart(bytes: Uint8Array): number {
  if (bytes[0] === 0xff) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 0;
  while (position + 8 <= bytes.byteLength) {
    const length = view.getUint32(position);
    const type = view.getUint32(position + 4);
    if (type === 0x6a786c63) return position + 8;
    if (type === 0x6a786c70) return position + 12;
    if (length < 8) return -1;
    position += length;
  }
  return -1;
}
