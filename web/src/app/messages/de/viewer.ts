import type { viewer as english } from '../en/viewer.ts';

export const viewer: Readonly<Record<keyof typeof english, string>> = {
  'viewer.opening': 'Untersuchung wird geöffnet',
  'viewer.close': 'Zurück zur Liste',
};
