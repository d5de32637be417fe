/**
 * What must not be interrupted by an update, told to every tab of this origin by Web Locks: a tab that
 * dies gives its locks back by itself, so nothing can stay "busy" for ever.
 */
export type BusyKind = 'study' | 'work';

const lockName = (kind: BusyKind): string => `satchel-busy-${kind}`;

/** Marks this tab as busy until the returned function is called. */
export function holdBusy(kind: BusyKind): () => void {
  if (!('locks' in navigator)) return () => undefined;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks.request(lockName(kind), { mode: 'shared' }, () => held);
  return release;
}

/** What any tab of this origin is busy with; null when an update would disturb nobody. */
export async function readBusy(): Promise<BusyKind | null> {
  if (!('locks' in navigator)) return null;
  const { held = [] } = await navigator.locks.query();
  const isHeld = (kind: BusyKind): boolean => held.some(({ name }) => name === lockName(kind));
  if (isHeld('study')) return 'study';
  return isHeld('work') ? 'work' : null;
}
