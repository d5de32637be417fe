/** The main header of a JPEG 2000 codestream as far as Satchel checks it (ISO 15444-1 A.5.1, A.6.1). */
export interface J2kHeader {
  readonly width: number;
  readonly height: number;
  /** Offset of the image on the reference grid; 0 in every DICOM codestream known. */
  readonly offsetX: number;
  readonly offsetY: number;
  readonly tileCount: number;
  readonly componentCount: number;
  /** Of the first component. */
  readonly bitsPerSample: number;
  readonly isSigned: boolean;
  /** All components have one depth and sign. */
  readonly isUniform: boolean;
  /** Some component is stored at a lower resolution. */
  readonly isSubsampled: boolean;
  /** A multiple component transform was applied, so that the decoder gives RGB. */
  readonly hasComponentTransform: boolean;
  /** Wavelet 5-3: reversible; 9-7 is not. */
  readonly isReversible: boolean;
  /** A CAP marker is present: the codestream may use high throughput blocks (ISO 15444-15). */
  readonly isHighThroughput: boolean;
}

/**
 * Cuts the raw codestream out of a JP2 file, in which some writers wrap it against PS3.5 A.4.4.
 * Bytes that are no JP2 come back as they are.
 */
export function unwrapJ2k(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12 || view.getUint32(4) !== 0x6a502020) return bytes;
  let position = 0;
  while (position + 8 <= bytes.byteLength) {
    let length = view.getUint32(position);
    const type = view.getUint32(position + 4);
    let headerLength = 8;
    if (length === 1) {
      if (position + 16 > bytes.byteLength) return bytes;
      length = Number(view.getBigUint64(position + 8));
      headerLength = 16;
    }
    const end = length === 0 ? bytes.byteLength : Math.min(position + length, bytes.byteLength);
    if (type === 0x6a703263) return bytes.subarray(position + headerLength, end);
    if (end <= position + headerLength - 1) return bytes;
    position = end;
  }
  return bytes;
}

/** Reads SIZ and COD of a raw codestream; null when they are not there or make no sense. */
export function readJ2kHeader(bytes: Uint8Array): J2kHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 43 || view.getUint32(0) !== 0xff4fff51) return null;
  const componentCount = view.getUint16(40);
  const sizLength = view.getUint16(4);
  if (componentCount < 1 || sizLength < 38 + 3 * componentCount) return null;
  if (4 + sizLength > bytes.byteLength) return null;
  const offsetX = view.getUint32(16);
  const offsetY = view.getUint32(20);
  const tileWidth = view.getUint32(24);
  const tileHeight = view.getUint32(28);
  if (tileWidth === 0 || tileHeight === 0) return null;
  const firstDepth = view.getUint8(42);
  let isUniform = true;
  let isSubsampled = false;
  for (let index = 0; index < componentCount; index += 1) {
    const at = 42 + 3 * index;
    if (view.getUint8(at) !== firstDepth) isUniform = false;
    if (view.getUint8(at + 1) !== 1 || view.getUint8(at + 2) !== 1) isSubsampled = true;
  }
  const coding = readCoding(view, 4 + sizLength);
  if (coding === null) return null;
  return {
    width: view.getUint32(8) - offsetX,
    height: view.getUint32(12) - offsetY,
    offsetX,
    offsetY,
    tileCount:
      Math.ceil((view.getUint32(8) - view.getUint32(32)) / tileWidth) *
      Math.ceil((view.getUint32(12) - view.getUint32(36)) / tileHeight),
    componentCount,
    bitsPerSample: (firstDepth & 0x7f) + 1,
    isSigned: (firstDepth & 0x80) !== 0,
    isUniform,
    isSubsampled,
    ...coding,
  };
}

/** Goes through the markers after SIZ to COD, noting CAP on the way. */
function readCoding(view: DataView, from: number) {
  let position = from;
  let isHighThroughput = false;
  while (position + 4 <= view.byteLength) {
    const marker = view.getUint16(position);
    const length = view.getUint16(position + 2);
    if (marker >> 8 !== 0xff || marker === 0xff90 || length < 2) return null;
    if (marker === 0xff50) isHighThroughput = true;
    if (marker === 0xff52) {
      if (length < 12 || position + 14 > view.byteLength) return null;
      return {
        isHighThroughput,
        hasComponentTransform: view.getUint8(position + 8) === 1,
        isReversible: view.getUint8(position + 13) === 1,
      };
    }
    position += 2 + length;
  }
  return null;
}
