import type { ImagePoint } from '#shared/annotation/mark.ts';

/** Whether two texts, or two lists of points (image pixels), are the same, order included. */
export function isSameValue(
  a: string | readonly ImagePoint[],
  b: string | readonly ImagePoint[],
): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a.length === b.length && a.every(({ x, y }, i) => b[i]?.x === x && b[i]?.y === y);
}
