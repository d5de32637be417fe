import type { exports as english } from '../en/export.ts';

export const exports: Readonly<Record<keyof typeof english, string>> = {
  'deliver.NEEDS_TAP':
    'Es ist bereit. Bitte noch einmal tippen: ohne Tippen gibt der Browser nichts heraus.',
  'deliver.NO_WAY':
    'Dieser Browser kann so eine Datei nicht herausgeben. Auf einem anderen Gerät lässt sie sich speichern.',
};
