import type { HuffmanTable } from './huffman-table.ts';

/**
 * Reads Huffman codes and plain bits from entropy-coded JPEG data (T.81 F.2.2), skipping stuffed zeros.
 * At a marker it stops and gives zeros; `zeroBitCount` then tells how far past the end it was read, so
 * that a truncated codestream is a failure and not a grey area.
 */
export class BitReader {
  /** Of the next byte to take; at a marker, of its 0xFF. */
  position: number;
  readonly bytes: Uint8Array;
  private buffer = 0;
  private count = 0;
  private filled = 0;

  constructor(bytes: Uint8Array, position: number) {
    this.bytes = bytes;
    this.position = position;
  }

  /** Bits that were taken though the data had ended. */
  get zeroBitCount(): number {
    return Math.max(0, this.filled - this.count);
  }

  private fill(): void {
    const { bytes } = this;
    while (this.count <= 24) {
      const byte = this.position < bytes.length ? (bytes[this.position] as number) : 0xff;
      if (byte === 0xff) {
        if (bytes[this.position + 1] !== 0) {
          this.buffer <<= 8;
          this.count += 8;
          this.filled += 8;
          continue;
        }
        this.position += 1;
      }
      this.position += 1;
      this.buffer = (this.buffer << 8) | byte;
      this.count += 8;
    }
  }

  /** The next 0 to 16 bits as an unsigned number. */
  bits(length: number): number {
    if (length === 0) return 0;
    if (this.count < length) this.fill();
    this.count -= length;
    return (this.buffer >>> this.count) & ((1 << length) - 1);
  }

  /** The next value of 1 to 16 magnitude bits, extended to a signed number (T.81 F.2.2.1). */
  signed(length: number): number {
    if (length === 0) return 0;
    const value = this.bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Decodes one Huffman code (T.81 F.2.2.3); -1 when the bits are no code of the table. */
  symbol(table: HuffmanTable): number {
    if (this.count < 16) this.fill();
    const short = table.lookup[(this.buffer >>> (this.count - 9)) & 511] as number;
    if (short !== 0) {
      this.count -= short >> 8;
      return short & 255;
    }
    for (let length = 10; length <= 16; length += 1) {
      const code = (this.buffer >>> (this.count - length)) & ((1 << length) - 1);
      if (code <= (table.maxCode[length] as number)) {
        this.count -= length;
        return table.values[(table.valueOffset[length] as number) + code] ?? -1;
      }
    }
    return -1;
  }

  /** Drops the bits before the next marker and steps over a restart marker (T.81 E.2.4); false without one. */
  restart(): boolean {
    this.buffer = 0;
    this.count = 0;
    this.filled = 0;
    const { bytes } = this;
    let at = this.position;
    while (at + 1 < bytes.length) {
      const marker = bytes[at + 1] as number;
      if (bytes[at] === 0xff && marker >= 0xd0 && marker <= 0xd7) {
        this.position = at + 2;
        return true;
      }
      if (bytes[at] === 0xff && marker !== 0 && marker !== 0xff) return false;
      at += 1;
    }
    return false;
  }
}
