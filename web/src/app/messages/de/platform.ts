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
  'platform.title': 'Was dieser Browser kann',
  'install.title': 'Satchel auf diesem Gerät behalten',
  'install.words':
    'Installiert öffnet es sich über ein eigenes Symbol, und der Browser löscht die Untersuchungen weit seltener.',
  'install.wordsApple':
    'Im Browser-Tab löscht Safari Untersuchungen nach sieben Tagen ohne Besuch. Die App auf dem Home-Bildschirm behält sie.',
  'install.now': 'Installieren',
  'install.how': 'Zeigen, wie',
  'install.dismiss': 'Nicht jetzt',
  'install.stepsTitle': 'In drei Schritten auf den Home-Bildschirm',
  'install.why':
    'Safari darf löschen, was ein Tab gespeichert hat, wenn sieben Tage ohne Besuch vergehen. Was die App auf dem Home-Bildschirm speichert, bleibt.',
  'install.step1': 'Auf „Teilen“ tippen: das Kästchen mit dem Pfeil.',
  'install.step2': '„Zum Home-Bildschirm“ wählen, dann „Hinzufügen“.',
  'install.step3': 'Satchel vom Home-Bildschirm öffnen.',
  'install.empty':
    'Die App auf dem Home-Bildschirm fängt leer an: Sie hat einen eigenen Speicher. Nach dem Installieren mit dem Server koppeln, dann erscheinen darin die Untersuchungen, die dort liegen.',
  'install.exportWords':
    '{count, plural, one {Bilder von # Untersuchung sind} other {Bilder von # Untersuchungen sind}} in diesem Browser. Was noch auf keinem Server ist: erst senden, oder hier exportieren und in der App hinzufügen.',
  'install.export': 'Untersuchungen exportieren',

  'update.afterStudy':
    'Eine neue Version ist da. Aktualisieren, wenn diese Untersuchung geschlossen ist.',

  'awake.adding': 'Der Bildschirm bleibt an, solange Untersuchungen hinzugefügt werden.',
  'awake.sending': 'Der Bildschirm bleibt an, solange Untersuchungen gesendet werden.',

  'room.about':
    'Platz für etwa {count, number} weitere Untersuchungen ({kind}) von {size}, nach Schätzung des Browsers.',
  'room.measured':
    'Die Größe ist das Mittel von {count, plural, one {# Untersuchung} other {# Untersuchungen}} dieser Art auf diesem Gerät.',
  'room.assumed': 'Die Größe ist angenommen: Noch ist keine solche Untersuchung auf diesem Gerät.',
  'room.full':
    'Nach Schätzung des Browsers ist kein Platz für eine weitere Untersuchung von {size}.',
  'room.kind.xray': 'Röntgen',
  'room.kind.CT': 'CT',
  'room.kind.MR': 'MR',
  'room.kind.US': 'Ultraschall',
  'room.kind.MG': 'Mammographie',
  'room.kind.PT': 'PET',
  'room.kind.other': 'andere',
  'room.refusedTitle': 'Für diese Dateien ist kein Platz',
  'room.refusedWords':
    'Es sind {size}; der Browser erlaubt hier noch etwa {free}. Es wurde nichts hinzugefügt. Bitte Untersuchungen, die sicher auf dem Server sind, von diesem Gerät löschen, oder weniger auf einmal hinzufügen.',
  'room.understood': 'Verstanden',
  'persist.refusedAt':
    'Der Browser wurde am {at} gefragt und hat nicht versprochen, diesen Speicher zu behalten. Er darf ihn bei voller Festplatte löschen, alles auf einmal. Bitte Untersuchungen an einen Server senden, oder die App installieren und noch einmal fragen.',
};
