import type { ui as english } from '../en/ui.ts';

export const ui: Readonly<Record<keyof typeof english, string>> = {
  'ui.appName': 'Satchel',
  'ui.close': 'Schließen',
  'ui.cancel': 'Abbrechen',
  'ui.back': 'Zurück',
  'ui.messages': 'Meldungen',
  'ui.undo': 'Rückgängig',
  'ui.retry': 'Noch einmal versuchen',
  'ui.copy': 'Kopieren',
  'ui.copied': 'Kopiert',
  'ui.save': 'Speichern',
  'ui.saved': 'Gespeichert',
  'ui.loading': 'Einen Moment',
  'ui.reviewOnly': 'Zur Durchsicht – nicht zur Befundung',
  'ui.count': '{count, number}',
};
