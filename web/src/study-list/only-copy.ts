import type { StudySummary } from '../archive/archive-types.ts';

/** How many instances of a study exist on this device and, as far as it can prove, nowhere else. */
export function onlyCopyCount({ whereabouts, isSample }: StudySummary): number {
  // The sample is made anew by the app whenever it is asked for.
  if (isSample) return 0;
  return Math.max(0, whereabouts.instanceCount - whereabouts.serverCount);
}
