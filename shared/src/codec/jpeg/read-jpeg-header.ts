interface JpegComponent {
  readonly id: number;
  /** Sampling factors (T.81 B.2.2). */
  readonly horizontal: number;
  readonly vertical: number;
  readonly quantisation: number;
}

export interface JpegHeader {
  /** 0xC0 baseline, 0xC1 extended, 0xC2 progressive, 0xC3 lossless, 0xF7 JPEG-LS, others T.81 table B.1. */
  readonly marker: number;
  readonly bitsPerSample: number;
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
  /** From an Adobe APP14 segment: 0 none, 1 YCbCr, 2 YCCK; null without one. */
  readonly adobeTransform: number | null;
  /** A JFIF APP0 segment is present; JFIF knows grey and YCbCr only. */
  readonly isJfif: boolean;
}

/**
 * Reads a JPEG or JPEG-LS codestream up to its frame header (T.81 B.2, T.87 C.2), without decoding:
 * what the codestream claims about size is known before any decoder takes memory for it.
 * Returns null when there is no complete frame header.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let adobeTransform: number | null = null;
  let isJfif = false;
  let position = 2;
  while (position + 4 <= bytes.byteLength) {
    if (bytes[position] !== 0xff) return null;
    const marker = bytes[position + 1] ?? 0;
    if (marker === 0xff) {
      position += 1;
      continue;
    }
    const length = word(bytes, position + 2);
    const start = position + 4;
    const end = position + 2 + length;
    if (length < 2 || end > bytes.byteLength || marker === 0xda || marker === 0xd9) return null;
    if (isFrameMarker(marker)) {
      const frame = readFrame(bytes, marker, start, end);
      return frame === null ? null : { ...frame, adobeTransform, isJfif };
    }
    if (marker === 0xe0 && textAt(bytes, start, end, 'JFIF')) isJfif = true;
    if (marker === 0xee && textAt(bytes, start, end, 'Adobe')) {
      // The flag is the last byte of the segment, in the short ones that some writers make too.
      adobeTransform = bytes[Math.min(start + 11, end - 1)] ?? null;
    }
    position = end;
  }
  return null;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, and SOF55 of JPEG-LS. */
export function isFrameMarker(marker: number): boolean {
  if (marker === 0xf7) return true;
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

export function word(bytes: Uint8Array, position: number): number {
  return ((bytes[position] ?? 0) << 8) | (bytes[position + 1] ?? 0);
}

function readFrame(bytes: Uint8Array, marker: number, start: number, end: number) {
  const componentCount = bytes[start + 5] ?? 0;
  if (componentCount < 1 || start + 6 + componentCount * 3 > end) return null;
  const components: JpegComponent[] = [];
  for (let index = 0; index < componentCount; index += 1) {
    const at = start + 6 + index * 3;
    const sampling = bytes[at + 1] ?? 0;
    components.push({
      id: bytes[at] ?? 0,
      horizontal: sampling >> 4,
      vertical: sampling & 15,
      quantisation: bytes[at + 2] ?? 0,
    });
  }
  return {
    marker,
    bitsPerSample: bytes[start] ?? 0,
    height: word(bytes, start + 1),
    width: word(bytes, start + 3),
    components,
  };
}

function textAt(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
