import type { cover as english } from '../en/cover.ts';

export const cover: Readonly<Record<keyof typeof english, string>> = {
  'cover.title': 'Läuft noch',
  'cover.adding': '{count, plural, one {# Datei wird} other {# Dateien werden}} noch hinzugefügt.',
  'cover.sending': '{count, plural, one {# Bild geht} other {# Bilder gehen}} noch an den Server.',
  'cover.sendingOps':
    '{count, plural, one {# Markierung oder Änderung geht} other {# Markierungen und Änderungen gehen}} noch an den Server.',
  'cover.limit':
    'Sperrt spätestens in {minutes, plural, one {# Minute} other {# Minuten}} ganz. Was dann übrig ist, geht nach dem Entsperren weiter; Dateien, die bis dahin nicht hinzugefügt sind, werden dort genannt.',
  'cover.closeNow': 'Jetzt ganz sperren',
};
