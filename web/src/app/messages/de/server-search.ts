import type { serverSearch as english } from '../en/server-search.ts';

export const serverSearch: Readonly<Record<keyof typeof english, string>> = {
  'server.title': 'Auf dem Server',
  'server.searching': 'Der Server wird gefragt …',
  'server.found':
    '{count, plural, one {# weitere Untersuchung auf dem Server} other {# weitere Untersuchungen auf dem Server}}',
  'server.foundMany': 'Die neuesten {count} auf dem Server; es gibt mehr',
  'server.none': 'Sonst nichts auf dem Server',
  'server.noneYet': 'Unter den neuesten Treffern nichts; der Server hat mehr',
  'server.seen':
    'Keine Verbindung zum Server. {count, plural, one {Eine Untersuchung wurde} other {# Untersuchungen wurden}} dort früher gesehen.',
  'server.seenNone':
    'Keine Verbindung zum Server: Er kann jetzt nicht durchsucht werden. Was dort früher gesehen wurde, passt nicht.',
  'server.failed': 'Der Server konnte nicht durchsucht werden: {reason}',
  'server.again': 'Noch einmal suchen',
  'server.more': 'Mehr zeigen',
  'server.chip': 'Auf dem Server',
  'server.needsConnection': 'Auf dem Server, öffnet sich nur mit Verbindung',
  'server.opening': 'Wird vom Server geholt …',
  'server.openingCount': '{done} von {total, plural, one {# Bild} other {# Bildern}}',
  'server.openFailed': 'Die Untersuchung konnte nicht geöffnet werden: {reason}',
  'server.gone': 'Der Server hat diese Untersuchung nicht mehr.',
  'server.images': '{count, plural, one {# Bild} other {# Bilder}}',
  'server.corrected': 'Patient berichtigt: zu sehen nach dem Öffnen',
};
