/** The place alone, as in the address: numbers, and nothing of a patient. */
const name = 'satchel.viewer.place';

/**
 * Keeps where a study is left at the very end of its page. A reload has its address settled before that, and what
 * is written sealed takes too long: only this storage of the tab is written at once.
 */
export function keepLastPlace(pathname: string, search: string, storage = tabStorage()): void {
  try {
    storage?.setItem(name, `${pathname}${search}`);
  } catch {
    // Full, or forbidden: then the address has it, a moment old.
  }
}

/** The place at which the page before this one ended, once; null where it was of another study. */
export function takeLastPlace(pathname: string, storage = tabStorage()): string | null {
  try {
    const kept = storage?.getItem(name) ?? null;
    storage?.removeItem(name);
    const [path, search] = kept?.split('?') ?? [];
    return path === pathname && search !== undefined ? `?${search}` : null;
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
