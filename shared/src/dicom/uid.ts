declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]?: Name };

export type StudyUID = Brand<'StudyInstanceUID'>;
export type SeriesUID = Brand<'SeriesInstanceUID'>;
export type InstanceUID = Brand<'SOPInstanceUID'>;
export type SOPClassUID = Brand<'SOPClassUID'>;
export type TransferSyntaxUID = Brand<'TransferSyntaxUID'>;

/**
 * Tells whether a string may serve as a UID: digits and dots, 1 to 64 characters (PS3.5 9.1).
 * Leading zeros in a component are let through: real files have them, and they name one object all the same.
 */
export function isUid(text: string): boolean {
  return /^[0-9]+(\.[0-9]+)*$/.test(text) && text.length <= 64;
}

/** Makes a UID from 16 random bytes: 2.25 and the UUID as a decimal number (PS3.5 B.2). */
export function uidFromRandom(random16: Uint8Array): string {
  const bytes = Uint8Array.from(random16.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return `2.25.${value.toString(10)}`;
}
