import { useSyncExternalStore } from 'react';

/**
 * How this device looks. Kept in localStorage, unencrypted, because the lock screen needs it before
 * anything is unlocked, and because it says nothing about patients. `public/theme.js` reads it too.
 */
export interface Preferences {
  readonly theme: 'dim' | 'sun';
  /** null: as the browser is set. */
  readonly language: string | null;
  readonly hand: 'right' | 'left';
}

const storageKey = 'satchel.preferences';
const defaults: Preferences = { theme: 'dim', language: null, hand: 'right' };
const listeners = new Set<() => void>();

let preferences = readStored();

function readStored(): Preferences {
  try {
    return parsePreferences(localStorage.getItem(storageKey));
  } catch {
    return defaults;
  }
}

/** What another version, or another hand, has written must not keep the app from starting. */
export function parsePreferences(stored: string | null): Preferences {
  if (stored === null) return defaults;
  try {
    const read: unknown = JSON.parse(stored);
    if (typeof read !== 'object' || read === null) return defaults;
    const fields = read as Readonly<Record<string, unknown>>;
    return {
      theme: fields['theme'] === 'sun' ? 'sun' : 'dim',
      language: typeof fields['language'] === 'string' ? fields['language'] : null,
      hand: fields['hand'] === 'left' ? 'left' : 'right',
    };
  } catch {
    return defaults;
  }
}

export function savePreferences(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferences));
  } catch {
    // Refused (private mode): it then holds for this visit.
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

/** Puts theme and hand on the root element, where the style sheets look for them. */
export function applyPreferences(): void {
  const root = document.documentElement;
  root.dataset['theme'] = preferences.theme;
  root.dataset['hand'] = preferences.hand;
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute('content', preferences.theme === 'sun' ? '#FFFFFF' : '#0E1116');
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => preferences);
}
