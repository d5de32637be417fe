import type { sync as english } from '../en/sync.ts';

export const sync: Readonly<Record<keyof typeof english, string>> = {
  'sync.unpaired': 'Kein Server',
  'sync.allSafe': 'Alles sicher',
  'sync.offline': 'Offline',
  'sync.what':
    '{studies, plural, =0 {} one {# Untersuchung} other {# Untersuchungen}}{both, select, yes { und } other {}}{changes, plural, =0 {} one {# Änderung} other {# Änderungen}}',
  'sync.offlineWaiting': 'Offline – {what} offen',
  'sync.waiting': '{what} offen',
  'sync.sendingCount': 'Sendet – {what} offen',
  'sync.blocked': 'Bitte ansehen',
  'sync.chipHint': 'Ausgang öffnen',

  'outbox.title': 'Ausgang',
  'outbox.retry': 'Jetzt senden',
  'outbox.headUnpaired': 'Alles ist nur auf diesem Gerät',
  'outbox.headUnpairedWords':
    'Dieses Gerät mit einem Satchel-Server koppeln, und Untersuchungen und Markierungen gehen von selbst hinauf, sobald ein Netz da ist.',
  'outbox.headAllSafe': 'Alles liegt sicher auf dem Server',
  'outbox.headAllSafeWords':
    'Für alle Untersuchungen und Markierungen dieses Geräts gibt es eine Quittung des Servers.',
  'outbox.headWaiting':
    '{studies, plural, =0 {Markierungen und Änderungen warten} one {# Untersuchung gibt es nur auf diesem Gerät} other {# Untersuchungen gibt es nur auf diesem Gerät}}',
  'outbox.headOfflineWords':
    'Sie gehen von selbst hinauf, sobald der Server erreichbar und Satchel offen ist.',
  'outbox.lastContact': 'Letzter Kontakt zum Server: {at}',
  'outbox.neverContact': 'Der Server hat noch nicht geantwortet.',
  'outbox.instances': 'Bilder zu senden',
  'outbox.bytes': 'Umfang',
  'outbox.ops': 'Markierungen und Änderungen zu senden',
  'outbox.studies': 'Nach Untersuchung',
  'outbox.studyProgress': '{done, number} von {total, number} Bildern auf dem Server',
  'outbox.studySending': 'Wird gesendet: {done} von {total}',
  'outbox.nextTry': 'Nächster Versuch {at}',
  'outbox.pair': 'Mit einem Server koppeln',

  'pair.title': 'Mit einem Server koppeln',
  'pair.intro':
    'Ein Server hält ein zweites Exemplar jeder Untersuchung und bringt Untersuchungen auf Ihre anderen Geräte. Zum Koppeln dient ein Code, der einmal gilt.',
  'pair.step1': 'Auf dem Rechner, auf dem der Server läuft, einen Code holen:',
  'pair.step2': 'Innerhalb weniger Minuten hier eingeben.',
  'pair.code': 'Kopplungscode',
  'pair.deviceName': 'Name dieses Geräts',
  'pair.deviceNameHint':
    'Steht in der Geräteliste des Servers, um es bei Verlust sperren zu können.',
  'pair.confirm': 'Koppeln',
  'pair.running': 'Wird gekoppelt',
  'pair.doneWords': 'Ab jetzt gehen Untersuchungen und Markierungen von selbst hinauf.',
  'pair.already': 'Dieses Gerät ist gekoppelt',
  'pair.alreadyWords': 'Server „{name}“',
  'pair.again': 'Mit einem anderen Code neu koppeln',
  'pair.forget': 'Diesen Server vergessen',
  'pair.forgetTitle': 'Diesen Server vergessen?',
  'pair.forgetWords':
    'Untersuchungen bleiben auf diesem Gerät und auf dem Server, aber nichts wandert mehr zwischen beiden. Zum erneuten Koppeln braucht es einen neuen Code.',
  'pair.oneOrigin':
    'Untersuchungen gehören zu der Adresse, von der die App geöffnet wurde ({origin}). Unter einer anderen Adresse fängt dieses Gerät leer an.',
};
