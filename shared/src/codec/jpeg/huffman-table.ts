/** A Huffman table of T.81 C.2, with a table for codes of up to 9 bits and limits for the longer ones. */
export interface HuffmanTable {
  /** Indexed by the next 9 bits: code length in the high byte, value in the low; 0 for longer codes. */
  readonly lookup: Uint16Array;
  /** Largest code of each length, -1 where there is none. */
  readonly maxCode: Int32Array;
  /** What to add to a code of a length to get its index in `values`. */
  readonly valueOffset: Int32Array;
  readonly values: Uint8Array;
}

/**
 * Builds the table from the counts of codes of 1 to 16 bits and the values in order of their codes.
 * Returns null for counts that make no prefix code.
 */
export function buildHuffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable | null {
  const lookup = new Uint16Array(512);
  const maxCode = new Int32Array(17).fill(-1);
  const valueOffset = new Int32Array(17);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length += 1) {
    const count = counts[length - 1] ?? 0;
    if (code + count > 1 << length) return null;
    valueOffset[length] = index - code;
    for (let step = 0; step < count; step += 1) {
      if (length <= 9) {
        const entry = (length << 8) | (values[index] ?? 0);
        const first = code << (9 - length);
        lookup.fill(entry, first, first + (1 << (9 - length)));
      }
      code += 1;
      index += 1;
    }
    if (count > 0) maxCode[length] = code - 1;
    code <<= 1;
  }
  return { lookup, maxCode, valueOffset, values };
}
