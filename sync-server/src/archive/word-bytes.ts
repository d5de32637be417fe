const wordBytes: Readonly<Record<string, number>> = {
  OW: 2,
  US: 2,
  SS: 2,
  OL: 4,
  OF: 4,
  FL: 4,
  UL: 4,
  SL: 4,
  OD: 8,
  FD: 8,
  OV: 8,
};

/** Reverses each word of `size` bytes in place. */
export function swapWords(bytes: Uint8Array, size: number): void {
  if (size <= 1) return;
  for (let end = size; end <= bytes.byteLength; end += size)
    bytes.subarray(end - size, end).reverse();
}

/** How many bytes of a value of this VR change places between the byte orders. */
export function wordBytesOf(vr: string): number {
  return wordBytes[vr] ?? 1;
}
