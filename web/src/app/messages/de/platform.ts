import type { platform as english } from '../en/platform.ts';

export const platform: Readonly<Record<keyof typeof english, string>> = {
  'share.title':
    '{count, plural, one {# Datei wurde} other {# Dateien wurden}} mit Satchel geteilt',
  'share.words': '{size} aus einer anderen App. Behalten wird nur, was DICOM ist.',
  'share.add': 'Auf dieses Gerät übernehmen',
  'share.refuse': 'Nicht übernehmen',
  'share.lostTitle': 'Die geteilten Dateien sind nicht angekommen',
  'share.lostWords':
    'Der Browser hat die Übergabe beendet, bevor Satchel sie annehmen konnte. Es wurde nichts behalten. Bitte noch einmal teilen.',
  'share.understood': 'Verstanden',

  'platform.conformance': 'DICOM-Konformitätserklärung (englisch)',
};
