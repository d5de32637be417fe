/** What RLE needs to know of a frame (PS3.5 G). */
export interface RleFrame {
  readonly pixelCount: number;
  readonly samplesPerPixel: number;
  readonly bytesPerSample: 1 | 2 | 4;
}

/**
 * Encodes one native frame (little endian, samples interleaved) as RLE Lossless: one segment for each
 * byte of each sample, most significant byte first (PS3.5 G.2), padded to even length.
 */
export function encodeRleFrame(bytes: Uint8Array, frame: RleFrame): Uint8Array {
  const { pixelCount, samplesPerPixel, bytesPerSample } = frame;
  const stride = samplesPerPixel * bytesPerSample;
  const segments: Uint8Array[] = [];
  for (let sample = 0; sample < samplesPerPixel; sample += 1) {
    for (let byte = bytesPerSample - 1; byte >= 0; byte -= 1) {
      const plane = new Uint8Array(pixelCount);
      const offset = sample * bytesPerSample + byte;
      for (let i = 0; i < pixelCount; i += 1) plane[i] = bytes[i * stride + offset] ?? 0;
      segments.push(packBits(plane));
    }
  }
  const whole = new Uint8Array(64 + segments.reduce((sum, segment) => sum + segment.length, 0));
  const header = new DataView(whole.buffer);
  header.setUint32(0, segments.length, true);
  let at = 64;
  segments.forEach((segment, index) => {
    header.setUint32(4 + index * 4, at, true);
    whole.set(segment, at);
    at += segment.length;
  });
  return whole;
}

/** PackBits (PS3.5 G.3.1): replicate runs of 2 to 128, literal runs of 1 to 128 bytes. */
function packBits(plane: Uint8Array): Uint8Array {
  const packed = new Uint8Array(plane.length * 2 + 2);
  let out = 0;
  let at = 0;
  while (at < plane.length) {
    let run = 1;
    while (run < 128 && at + run < plane.length && plane[at + run] === plane[at]) run += 1;
    if (run > 1) {
      packed[out] = 257 - run;
      packed[out + 1] = plane[at] ?? 0;
      out += 2;
      at += run;
      continue;
    }
    const start = at;
    while (at < plane.length && at - start < 128 && plane[at + 1] !== plane[at]) at += 1;
    packed[out] = at - start - 1;
    packed.set(plane.subarray(start, at), out + 1);
    out += 1 + at - start;
  }
  return packed.slice(0, out + (out % 2));
}
