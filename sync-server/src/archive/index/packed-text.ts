import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Below this, packing costs more time than the disk is worth; per-frame groups of a clip go far above. */
const packFromLength = 16 * 1024;

/** Long texts are kept deflated, others as they are. */
export function packText(text: string): string | Uint8Array {
  return text.length < packFromLength ? text : deflateRawSync(text, { level: 1 });
}

export function unpackText(packed: string | Uint8Array): string {
  return typeof packed === 'string' ? packed : inflateRawSync(packed).toString('utf8');
}
