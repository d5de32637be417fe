import type { ByteSource } from '../src/dicom/byte-source.ts';

/** A source that remembers what was read of it: how a test sees that memory is bounded. */
export interface CountingSource extends ByteSource {
  readonly reads: { readonly byteOffset: number; readonly byteLength: number }[];
}

/** Wraps bytes; every read gives a copy, as a file would. */
export function countingSource(bytes: Uint8Array): CountingSource {
  return sparseSource(bytes.byteLength, (byteOffset, byteLength) =>
    bytes.slice(byteOffset, byteOffset + byteLength),
  );
}

/** A source of any size without bytes of its own: for files that are too large to be made. */
export function sparseSource(
  byteLength: number,
  bytesAt: (byteOffset: number, byteLength: number) => Uint8Array,
): CountingSource {
  const reads: { byteOffset: number; byteLength: number }[] = [];
  return {
    byteLength,
    reads,
    read(byteOffset, length) {
      reads.push({ byteOffset, byteLength: length });
      if (byteOffset < 0 || length < 0 || byteOffset + length > byteLength) {
        return Promise.reject(new RangeError('read past the end'));
      }
      return Promise.resolve(bytesAt(byteOffset, length));
    },
  };
}

/** Bytes read altogether, and in the largest single read. */
export function readBytesOf(source: CountingSource): { total: number; largest: number } {
  const lengths = source.reads.map((read) => read.byteLength);
  return {
    total: lengths.reduce((sum, length) => sum + length, 0),
    largest: Math.max(0, ...lengths),
  };
}
