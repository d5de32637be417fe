import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { isUid } from '#shared/dicom/uid.ts';

/** Identity as bytes claim it; empty where they claim none. */
export interface ClaimedIdentity {
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
}

const headBytesMax = 4096;
const longForms = new Set(['OB', 'OW', 'UN', 'SQ', 'UT', 'UC', 'UR']);

/**
 * What the File Meta Information says of a file that could not be understood as a whole (PS3.10 7.1): a
 * refusal then names the instance. Group 0002 is Explicit VR Little Endian whatever follows.
 */
export async function claimedIdentity(source: ByteSource): Promise<ClaimedIdentity> {
  const found = { SOPClassUID: '', SOPInstanceUID: '' };
  const bytes = await source
    .read(0, Math.min(headBytesMax, source.byteLength))
    .catch(() => new Uint8Array(0));
  const text = (from: number, byteLength: number): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset + from, byteLength).toString('latin1');
  if (bytes.byteLength < 144 || text(128, 4) !== 'DICM') return found;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 132;
  while (at + 12 <= bytes.byteLength && view.getUint16(at, true) === 2) {
    const element = view.getUint16(at + 2, true);
    const isLong = longForms.has(text(at + 4, 2));
    const byteLength = isLong ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    const valueAt = at + (isLong ? 12 : 8);
    if (valueAt + byteLength > bytes.byteLength) break;
    const uid = text(valueAt, Math.min(byteLength, 64)).replace(/[\0 ]+$/, '');
    if (element === 2 && isUid(uid)) found.SOPClassUID = uid;
    if (element === 3 && isUid(uid)) found.SOPInstanceUID = uid;
    at = valueAt + byteLength;
  }
  return found;
}
