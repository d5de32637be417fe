/** The place alone, as in the address: numbers, and nothing of a patient. */
const name = 'satchel.viewer.place';

/**
 * The word that the steps of one person in this tab carry (`history.state.era`): who comes after finds no place
 * of theirs.
 */
function eraNow(): string {
  const state: unknown = globalThis.history?.state;
  if (typeof state !== 'object' || state === null || !('era' in state)) return '';
  return typeof state.era === 'string' ? state.era : '';
}

/**
 * Keeps where a study is left at the very end of its page. A reload has its address settled before that, and what
 * is written sealed takes too long: only this storage of the tab is written at once.
 */
export function keepLastPlace(
  pathname: string,
  search: string,
  storage = tabStorage(),
  era = eraNow(),
): void {
  try {
    storage?.setItem(name, `${era} ${pathname}${search}`);
  } catch {
    // Full, or forbidden: then the address has it, a moment old.
  }
}

/** The place at which the page before this one ended, once; null where it was of another study. */
export function takeLastPlace(
  pathname: string,
  storage = tabStorage(),
  era = eraNow(),
): string | null {
  try {
    const kept = storage?.getItem(name) ?? null;
    storage?.removeItem(name);
    const [path, search] = kept?.split('?') ?? [];
    return path === `${era} ${pathname}` && search !== undefined ? `?${search}` : null;
  } catch {
    return null;
  }
}

/** A browser that keeps nothing throws where it is only asked for. */
function tabStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}
