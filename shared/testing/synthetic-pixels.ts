import type { Random } from './seeded-random.ts';

/** A filled ellipse, in parts of the frame's width and height (centre 0.5, 0.5). */
export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly value: number;
}

/** Draws ellipses one over the other into a plane of numbers, row by row. */
export function drawEllipses(
  rows: number,
  columns: number,
  background: number,
  ellipses: readonly Ellipse[],
): Float32Array {
  const plane = new Float32Array(rows * columns).fill(background);
  for (const ellipse of ellipses) {
    const radiusY = ellipse.radiusY * rows;
    const radiusX = ellipse.radiusX * columns;
    const centreY = ellipse.y * rows;
    const centreX = ellipse.x * columns;
    const firstRow = Math.max(0, Math.ceil(centreY - radiusY));
    const lastRow = Math.min(rows - 1, Math.floor(centreY + radiusY));
    for (let row = firstRow; row <= lastRow; row += 1) {
      const half = radiusX * Math.sqrt(Math.max(0, 1 - ((row - centreY) / radiusY) ** 2));
      const from = Math.max(0, Math.ceil(centreX - half));
      const to = Math.min(columns - 1, Math.floor(centreX + half));
      if (to >= from) plane.fill(ellipse.value, row * columns + from, row * columns + to + 1);
    }
  }
  return plane;
}

/** Adds noise of the given half width. */
export function addNoise(plane: Float32Array, random: Random, amplitude: number): void {
  if (amplitude === 0) return;
  for (let i = 0; i < plane.length; i += 1) {
    plane[i] = (plane[i] ?? 0) + (random() * 2 - 1) * amplitude;
  }
}

/** 16-bit little endian stored values, rounded and clamped to [lowest, highest]. */
export function toWords(plane: Float32Array, lowest: number, highest: number): Uint8Array {
  const bytes = new Uint8Array(plane.length * 2);
  for (let i = 0; i < plane.length; i += 1) {
    const value = Math.min(highest, Math.max(lowest, Math.round(plane[i] ?? 0)));
    bytes[2 * i] = value & 0xff;
    bytes[2 * i + 1] = (value >> 8) & 0xff;
  }
  return bytes;
}

/** The slice marker of all phantoms: its radius grows with the slice, so a picture tells which one it is. */
export function markerRadius(index: number, count: number): number {
  return 0.03 + (0.09 * (index + 1)) / count;
}

/** RGB to YBR_FULL (PS3.3 C.7.6.3.1.2), in place, samples interleaved. */
export function rgbToYbrFull(bytes: Uint8Array): void {
  const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
  for (let i = 0; i + 2 < bytes.length; i += 3) {
    const [r, g, b] = [bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0];
    bytes[i] = clamp(0.299 * r + 0.587 * g + 0.114 * b);
    bytes[i + 1] = clamp(-0.168736 * r - 0.331264 * g + 0.5 * b + 128);
    bytes[i + 2] = clamp(0.5 * r - 0.418688 * g - 0.081312 * b + 128);
  }
}
