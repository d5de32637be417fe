/**
 * The accurate integer inverse DCT of the Independent JPEG Group (Loeffler, Ligtenberg, Moschytz 1989):
 * 13-bit constants; its results are what the reference decoders give, bit for bit.
 */
const f0298 = 2446;
const f0390 = 3196;
const f0541 = 4433;
const f0765 = 6270;
const f0899 = 7373;
const f1175 = 9633;
const f1501 = 12299;
const f1847 = 15137;
const f1961 = 16069;
const f2053 = 16819;
const f2562 = 20995;
const f3072 = 25172;
const constantBits = 13;

const workspace = new Int32Array(64);

/**
 * Dequantises 64 coefficients (row by row, from `offset`), transforms them and writes 8 × 8 samples into
 * `plane` at `at`, rows `stride` apart, level-shifted by 2^(P-1) and clamped to 0 … 2^P - 1 (T.81 A.3).
 */
export function inverseDct(
  coefficients: Int16Array,
  offset: number,
  quantisation: Int32Array,
  plane: Uint8Array | Uint16Array,
  at: number,
  stride: number,
  bitsPerSample: number,
): void {
  // With 12 bits one bit of headroom is kept in the first pass, with 8 bits two (as the reference does).
  const passBits = bitsPerSample <= 8 ? 2 : 1;
  const columnShift = constantBits - passBits;
  for (let column = 0; column < 8; column += 1) {
    transformColumn(coefficients, offset + column, quantisation, column, columnShift, passBits);
  }
  const rowShift = constantBits + passBits + 3;
  const centre = 2 ** (bitsPerSample - 1);
  const highest = 2 ** bitsPerSample - 1;
  for (let row = 0; row < 8; row += 1) {
    transformRow(row * 8, plane, at + row * stride, rowShift, centre, highest);
  }
}

function transformColumn(
  input: Int16Array,
  from: number,
  quantisation: Int32Array,
  column: number,
  shift: number,
  passBits: number,
): void {
  const c0 = at(input, from) * at(quantisation, column);
  const c1 = at(input, from + 8) * at(quantisation, column + 8);
  const c2 = at(input, from + 16) * at(quantisation, column + 16);
  const c3 = at(input, from + 24) * at(quantisation, column + 24);
  const c4 = at(input, from + 32) * at(quantisation, column + 32);
  const c5 = at(input, from + 40) * at(quantisation, column + 40);
  const c6 = at(input, from + 48) * at(quantisation, column + 48);
  const c7 = at(input, from + 56) * at(quantisation, column + 56);
  if (c1 === 0 && c2 === 0 && c3 === 0 && c4 === 0 && c5 === 0 && c6 === 0 && c7 === 0) {
    const level = c0 << passBits;
    for (let row = 0; row < 8; row += 1) workspace[column + row * 8] = level;
    return;
  }
  butterfly(c0, c1, c2, c3, c4, c5, c6, c7);
  const half = 1 << (shift - 1);
  for (let step = 0; step < 4; step += 1) {
    const even = at(evens, step);
    const odd = at(odds, step);
    workspace[column + step * 8] = (even + odd + half) >> shift;
    workspace[column + (7 - step) * 8] = (even - odd + half) >> shift;
  }
}

function transformRow(
  from: number,
  plane: Uint8Array | Uint16Array,
  to: number,
  shift: number,
  centre: number,
  highest: number,
): void {
  butterfly(
    at(workspace, from),
    at(workspace, from + 1),
    at(workspace, from + 2),
    at(workspace, from + 3),
    at(workspace, from + 4),
    at(workspace, from + 5),
    at(workspace, from + 6),
    at(workspace, from + 7),
  );
  const half = 1 << (shift - 1);
  for (let step = 0; step < 4; step += 1) {
    const even = at(evens, step);
    const odd = at(odds, step);
    plane[to + step] = clamp(((even + odd + half) >> shift) + centre, highest);
    plane[to + 7 - step] = clamp(((even - odd + half) >> shift) + centre, highest);
  }
}

const evens = new Float64Array(4);
const odds = new Float64Array(4);

/** One 8-point transform; leaves the even and odd halves, whose sums and differences are the result. */
function butterfly(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  c4: number,
  c5: number,
  c6: number,
  c7: number,
): void {
  const z1 = (c2 + c6) * f0541;
  const low = z1 - c6 * f1847;
  const high = z1 + c2 * f0765;
  const sum = (c0 + c4) * 8192;
  const difference = (c0 - c4) * 8192;
  evens[0] = sum + high;
  evens[3] = sum - high;
  evens[1] = difference + low;
  evens[2] = difference - low;
  const z5 = (c7 + c3 + c5 + c1) * f1175;
  const z3 = z5 - (c7 + c3) * f1961;
  const z4 = z5 - (c5 + c1) * f0390;
  const outer = (c7 + c1) * -f0899;
  const inner = (c5 + c3) * -f2562;
  odds[3] = c7 * f0298 + outer + z3;
  odds[2] = c5 * f2053 + inner + z4;
  odds[1] = c3 * f3072 + inner + z3;
  odds[0] = c1 * f1501 + outer + z4;
}

function at(array: Int16Array | Int32Array | Float64Array, index: number): number {
  return array[index] as number;
}

function clamp(value: number, highest: number): number {
  if (value < 0) return 0;
  return value > highest ? highest : value;
}
