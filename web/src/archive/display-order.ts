import type { InstanceBody, InstanceRow } from './archive-rows.ts';

export interface OrderedInstance {
  readonly row: InstanceRow;
  readonly body: InstanceBody;
}

/** Normals that differ by less than this angle's cosine belong to one stack. */
const sameNormalMin = 0.999;

/**
 * Puts a series into display order: along the slice normal where all instances lie in parallel planes
 * (PS3.3 C.7.6.2.1.1), else by Instance Number, else by UID.
 */
export function inDisplayOrder(instances: readonly OrderedInstance[]): readonly OrderedInstance[] {
  // By what is the same on every device: when it came to this one is not.
  const settled = instances.toSorted(
    (a, b) =>
      compare(a.body.SOPInstanceUID, b.body.SOPInstanceUID) ||
      compare(a.body.sha256, b.body.sha256),
  );
  const byNumber = settled.toSorted((a, b) => number(a) - number(b));
  const positions = positionsOf(byNumber);
  if (positions === null) return byNumber;
  return byNumber.toSorted((a, b) => (positions.get(a) ?? 0) - (positions.get(b) ?? 0));
}

function positionsOf(
  instances: readonly OrderedInstance[],
): ReadonlyMap<OrderedInstance, number> | null {
  const first = instances[0]?.body.ImageOrientationPatient;
  const normal = first === undefined || first === null ? null : normalOf(first);
  if (normal === null || instances.length < 2) return null;
  const positions = new Map<OrderedInstance, number>();
  for (const instance of instances) {
    const { ImagePositionPatient: position, ImageOrientationPatient: axes } = instance.body;
    if (position === null || axes === null) return null;
    const own = normalOf(axes);
    if (own === null || dot(own, normal) < sameNormalMin) return null;
    positions.set(instance, dot(position, normal));
  }
  // All in one place (time series): position says nothing about their order.
  const values = [...positions.values()];
  return Math.max(...values) - Math.min(...values) > 1e-3 ? positions : null;
}

function normalOf(axes: readonly number[]): readonly number[] | null {
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = axes;
  const normal = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx];
  const length = Math.hypot(...normal);
  return length > 1e-6 ? normal.map((value) => value / length) : null;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

// Instances without a number come last.
function number({ body }: OrderedInstance): number {
  return body.InstanceNumber ?? Number.MAX_SAFE_INTEGER;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
