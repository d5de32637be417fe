import type { app as english } from '../en/app.ts';

export const app: Readonly<Record<keyof typeof english, string>> = {
  'app.openFailed': 'Satchel kann sein Archiv nicht öffnen',
  'app.person': '{name}: übergeben oder sperren',
  'app.notLocked': 'Nicht gesperrt',
  'app.notFoundTitle': 'Unter dieser Adresse ist nichts',
  'app.toList': 'Zur Liste',
  'app.updateReady': 'Update bereit',
  'app.updateBusyStudy':
    'In einem anderen Fenster ist eine Untersuchung offen. Zum Aktualisieren bitte schließen.',
  'app.updateBusyWork':
    'Untersuchungen werden gerade hinzugefügt oder gesendet. Bitte danach aktualisieren.',
  'app.offlineReadyToast':
    'Satchel ist bereit für offline: Es öffnet sich und zeigt Untersuchungen ohne Netz.',

  'loss.wiped': 'Der Browser hat den Speicher von Satchel auf diesem Gerät geleert',
  'loss.setBack': 'Der Speicher dieses Geräts wurde auf einen älteren Stand gesetzt',
  'loss.words':
    'Bemerkt {at}. Was auf dem Server war, ist noch dort. Was es nur hier gab, ist fort: Bitte die Originale suchen.',
  'loss.understood': 'Verstanden',
  'insecure.title': 'Diese Adresse ist nicht sicher genug',
  'insecure.words':
    'Hier erlaubt der Browser weder Verschlüsselung noch Arbeit ohne Netz: Satchel müsste Untersuchungen offen ablegen. Hier wird nichts gespeichert.',
  'insecure.nextStep':
    'Bitte unter der Adresse mit https:// öffnen, oder unter localhost auf dem Rechner, auf dem es läuft. Wer den Server betreut, findet den Weg in TABLET-HTTPS.',
};
