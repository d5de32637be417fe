import { word } from './read-jpeg-header.ts';

/** APP14 'Adobe', version 100, no flags, transform 0: the components are not to be converted. */
const adobeWithoutTransform = [
  0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62, 0x65, 0x00, 0x64, 0x00, 0x00, 0x00, 0x00, 0x00,
];

/**
 * A copy of a JPEG codestream without its JFIF and Adobe segments and with an Adobe segment that says
 * "no colour transform", which makes libjpeg give the components as they are coded.
 */
export function withoutColourTransform(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes.byteLength + adobeWithoutTransform.length);
  copy.set(bytes.subarray(0, 2), 0);
  copy.set(adobeWithoutTransform, 2);
  let written = 2 + adobeWithoutTransform.length;
  let position = 2;
  while (position + 4 <= bytes.byteLength) {
    const marker = bytes[position + 1] ?? 0;
    const end = Math.min(position + 2 + word(bytes, position + 2), bytes.byteLength);
    if (bytes[position] !== 0xff || marker === 0xff || marker === 0xda || end < position + 4) break;
    if (marker !== 0xe0 && marker !== 0xee) {
      copy.set(bytes.subarray(position, end), written);
      written += end - position;
    }
    position = end;
  }
  copy.set(bytes.subarray(position), written);
  return copy.subarray(0, written + bytes.byteLength - position);
}
