/**
 * Random access to the bytes of one file, wherever they lie: memory, a picked `File`, encrypted chunks
 * on the device, a file on the server. Lets a 1 GB clip be parsed with a few hundred kilobytes in memory.
 */
export interface ByteSource {
  readonly byteLength: number;
  /** Resolves with exactly `byteLength` bytes from `byteOffset` (0-based); rejects past the end. */
  read(byteOffset: number, byteLength: number): Promise<Uint8Array>;
}

/** Reads from bytes that are in memory already. */
export function memoryByteSource(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.byteLength,
    read(byteOffset, byteLength) {
      if (byteOffset < 0 || byteLength < 0 || byteOffset + byteLength > bytes.byteLength) {
        return Promise.reject(new RangeError('read past the end of the bytes'));
      }
      return Promise.resolve(bytes.subarray(byteOffset, byteOffset + byteLength));
    },
  };
}
