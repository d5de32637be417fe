import type { keyCopy as english } from '../en/key-copy.ts';

export const keyCopy: Readonly<Record<keyof typeof english, string>> = {
  'recovery.copy.copied':
    'Der Schlüssel liegt eine Minute lang in der Zwischenablage, oder bis die Sperre schließt; dann nimmt Satchel ihn heraus, sonst beim nächsten Tippen hier. Zwischenablagen mit Verlauf behalten ihn: bitte dort löschen.',
  'recovery.copy.refused':
    'Der Browser ließ nichts kopieren. Bitte den Schlüssel drucken, als Datei sichern oder abschreiben.',
  'recovery.copy.cleared': 'Satchel hat den Schlüssel aus der Zwischenablage genommen.',
};
