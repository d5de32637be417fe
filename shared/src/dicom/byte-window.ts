import type { ByteSource } from './byte-source.ts';
import { Damage } from './damage.ts';

const firstReadBytes = 64 * 1024;
const sequentialReadBytes = 256 * 1024;
const jumpReadBytes = 4 * 1024;

/**
 * The part of a source that is in memory: starts small, moves forward, jumps over large values.
 * Asks never for more than one value or 256 KiB, whatever a damaged length claims.
 */
export class ByteWindow {
  readonly byteLength: number;
  private readonly source: ByteSource;
  private base = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(new ArrayBuffer(0));

  constructor(source: ByteSource) {
    this.source = source;
    this.byteLength = source.byteLength;
  }

  holds(byteOffset: number, byteLength: number): boolean {
    return byteOffset >= this.base && byteOffset + byteLength <= this.base + this.bytes.byteLength;
  }

  /** Makes bytes readable; fails with TRUNCATED where the source ends before them, READ_FAILED where it cannot be read. */
  async load(byteOffset: number, byteLength: number): Promise<void> {
    if (byteOffset + byteLength > this.byteLength) {
      throw new Damage({ code: 'TRUNCATED', step: 'dataset', byteOffset });
    }
    const end = this.base + this.bytes.byteLength;
    const isFirst = end === 0;
    const isSequential = byteOffset >= this.base && byteOffset <= end;
    const ahead = isFirst ? firstReadBytes : isSequential ? sequentialReadBytes : jumpReadBytes;
    const wanted = Math.min(Math.max(byteLength, ahead), this.byteLength - byteOffset);
    try {
      this.bytes = await this.source.read(byteOffset, wanted);
    } catch {
      throw new Damage({ code: 'READ_FAILED', step: 'dataset', byteOffset });
    }
    this.base = byteOffset;
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  slice(byteOffset: number, byteLength: number): Uint8Array {
    const start = byteOffset - this.base;
    return this.bytes.subarray(start, start + byteLength);
  }

  u8(byteOffset: number): number {
    return this.view.getUint8(byteOffset - this.base);
  }

  u16(byteOffset: number, bigEndian: boolean): number {
    return this.view.getUint16(byteOffset - this.base, !bigEndian);
  }

  u32(byteOffset: number, bigEndian: boolean): number {
    return this.view.getUint32(byteOffset - this.base, !bigEndian);
  }
}
