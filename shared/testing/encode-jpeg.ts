/** Plain JPEG encoders for tests, written from ITU-T T.81 apart from the decoders they test. */

export interface JpegSource {
  readonly width: number;
  readonly height: number;
  /** Samples interleaved. */
  readonly values: ArrayLike<number>;
  readonly componentCount: 1 | 3;
  readonly bitsPerSample: number;
}

/** Every code has 5 bits (DC, 17 categories) or 9 (AC, all 256): wasteful, and simple to see through. */
const dcCodeLength = 5;
const acCodeLength = 9;

/** Encodes with one of the seven lossless predictors (T.81 Annex H), optionally a restart every few rows. */
export function encodeLosslessJpeg(
  source: JpegSource,
  options: { predictor?: number; pointTransform?: number; restartRows?: number } = {},
): Uint8Array {
  const { width, height, values, componentCount, bitsPerSample } = source;
  const { predictor = 1, pointTransform = 0, restartRows = 0 } = options;
  const writer = new BitWriter();
  const at = (x: number, y: number, c: number) =>
    (values[(y * width + x) * componentCount + c] ?? 0) >> pointTransform;
  let restarts = 0;
  for (let y = 0; y < height; y += 1) {
    if (restartRows > 0 && y > 0 && y % restartRows === 0) {
      writer.marker(0xd0 + (restarts % 8));
      restarts += 1;
    }
    const isFirst = y === 0 || (restartRows > 0 && y % restartRows === 0);
    for (let x = 0; x < width; x += 1) {
      for (let c = 0; c < componentCount; c += 1) {
        const left = x > 0 ? at(x - 1, y, c) : 0;
        const above = y > 0 ? at(x, y - 1, c) : 0;
        const aboveLeft = x > 0 && y > 0 ? at(x - 1, y - 1, c) : 0;
        const candidates = [
          0,
          left,
          above,
          aboveLeft,
          left + above - aboveLeft,
          left + ((above - aboveLeft) >> 1),
          above + ((left - aboveLeft) >> 1),
          (left + above) >> 1,
        ];
        let prediction = candidates[predictor] ?? 0;
        if (isFirst) prediction = x === 0 ? 2 ** (bitsPerSample - pointTransform - 1) : left;
        else if (x === 0) prediction = above;
        writer.difference(at(x, y, c) - prediction);
      }
    }
  }
  writer.flush();
  return assemble(source, 0xc3, writer, {
    scanTail: [predictor, 0, pointTransform],
    restartInterval: restartRows * width,
    quantisation: null,
  });
}

/** Encodes sequential DCT (T.81 F.1) of 8 or 12 bits, all components at full size, one quantisation step. */
export function encodeDctJpeg(source: JpegSource, quantisation = 1): Uint8Array {
  const { width, height, values, componentCount, bitsPerSample } = source;
  const writer = new BitWriter();
  const previous = Array.from({ length: componentCount }, () => 0);
  const centre = 2 ** (bitsPerSample - 1);
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let c = 0; c < componentCount; c += 1) {
        const sample = (x: number, y: number) => {
          const column = Math.min(left + x, width - 1);
          const row = Math.min(top + y, height - 1);
          return (values[(row * width + column) * componentCount + c] ?? 0) - centre;
        };
        const block = forwardDct(sample).map((value) => Math.round(value / quantisation));
        writer.difference((block[0] ?? 0) - (previous[c] ?? 0));
        previous[c] = block[0] ?? 0;
        writer.acCoefficients(block);
      }
    }
  }
  writer.flush();
  return assemble(source, bitsPerSample === 8 ? 0xc0 : 0xc1, writer, {
    scanTail: [0, 63, 0],
    restartInterval: 0,
    quantisation,
  });
}

function forwardDct(sample: (x: number, y: number) => number): number[] {
  const block: number[] = [];
  for (let v = 0; v < 8; v += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let y = 0; y < 8; y += 1) {
        for (let x = 0; x < 8; x += 1) {
          sum +=
            sample(x, y) *
            Math.cos(((2 * x + 1) * u * Math.PI) / 16) *
            Math.cos(((2 * y + 1) * v * Math.PI) / 16);
        }
      }
      const scale = (u === 0 ? Math.SQRT1_2 : 1) * (v === 0 ? Math.SQRT1_2 : 1);
      block.push((sum * scale) / 4);
    }
  }
  return block;
}

interface Assembly {
  readonly scanTail: readonly number[];
  readonly restartInterval: number;
  readonly quantisation: number | null;
}

function assemble(
  source: JpegSource,
  marker: number,
  writer: BitWriter,
  assembly: Assembly,
): Uint8Array {
  const { width, height, componentCount, bitsPerSample } = source;
  const ids = Array.from({ length: componentCount }, (_, index) => index + 1);
  const segment = (code: number, body: readonly number[]) => [
    0xff,
    code,
    ...word(body.length + 2),
    ...body,
  ];
  const bytes = [
    0xff,
    0xd8,
    ...(assembly.quantisation === null
      ? []
      : segment(0xdb, [0x10, ...repeat(64, word(assembly.quantisation)).flat()])),
    ...segment(marker, [
      bitsPerSample,
      ...word(height),
      ...word(width),
      componentCount,
      ...ids.flatMap((id) => [id, 0x11, 0]),
    ]),
    ...segment(0xc4, [0x00, ...codeCounts(dcCodeLength, 17), ...range(17)]),
    ...(assembly.quantisation === null
      ? []
      : segment(0xc4, [0x10, ...codeCounts(acCodeLength, 255), ...range(255)])),
    ...(assembly.restartInterval === 0 ? [] : segment(0xdd, word(assembly.restartInterval))),
    ...segment(0xda, [componentCount, ...ids.flatMap((id) => [id, 0x00]), ...assembly.scanTail]),
    ...writer.bytes,
    0xff,
    0xd9,
  ];
  return Uint8Array.from(bytes);
}

const zigZag = zigZagOrder();

function zigZagOrder(): number[] {
  const cells = range(64).map((place) => ({ place, x: place % 8, y: Math.floor(place / 8) }));
  // Diagonals by turns downwards and upwards (T.81 figure 5).
  const along = (cell: { x: number; y: number }) => ((cell.x + cell.y) % 2 === 0 ? cell.x : cell.y);
  return cells
    .toSorted((a, b) => a.x + a.y - (b.x + b.y) || along(a) - along(b))
    .map(({ place }) => place);
}

class BitWriter {
  readonly bytes: number[] = [];
  private pending = 0;
  private count = 0;

  put(value: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      this.pending = (this.pending << 1) | ((value >> bit) & 1);
      this.count += 1;
      if (this.count === 8) {
        this.bytes.push(this.pending);
        if (this.pending === 0xff) this.bytes.push(0);
        this.pending = 0;
        this.count = 0;
      }
    }
  }

  /** A DC or lossless difference: its category, then its bits (T.81 F.1.2.1, H.1.2.2). */
  difference(difference: number): void {
    let wrapped = difference & 0xffff;
    if (wrapped > 32768) wrapped -= 65536;
    const category = bitLength(Math.abs(wrapped));
    this.put(category, dcCodeLength);
    if (category < 16) this.magnitude(wrapped, category);
  }

  acCoefficients(block: readonly number[]): void {
    let run = 0;
    for (const place of zigZag.slice(1)) {
      const value = block[place] ?? 0;
      if (value === 0) {
        run += 1;
        continue;
      }
      for (; run > 15; run -= 16) this.put(0xf0, acCodeLength);
      const category = bitLength(Math.abs(value));
      this.put((run << 4) | category, acCodeLength);
      this.magnitude(value, category);
      run = 0;
    }
    if (run > 0) this.put(0, acCodeLength);
  }

  marker(code: number): void {
    this.flush();
    this.bytes.push(0xff, code);
  }

  /** Fills the last byte with ones (T.81 F.1.2.3). */
  flush(): void {
    while (this.count > 0) this.put(1, 1);
  }

  private magnitude(value: number, category: number): void {
    this.put(value >= 0 ? value : value + 2 ** category - 1, category);
  }
}

function bitLength(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(value)) + 1;
}

function codeCounts(length: number, count: number): number[] {
  return range(16).map((index) => (index + 1 === length ? count : 0));
}

function word(value: number): number[] {
  return [value >> 8, value & 255];
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function repeat<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}
