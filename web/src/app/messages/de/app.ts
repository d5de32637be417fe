import type { app as english } from '../en/app.ts';

export const app: Readonly<Record<keyof typeof english, string>> = {
  'app.openFailed': 'Satchel kann sein Archiv nicht öffnen',
  'app.notLocked': 'Nicht gesperrt',
  'app.notFoundTitle': 'Unter dieser Adresse ist nichts',
  'app.toList': 'Zur Liste',
  'app.updateReady': 'Neue Version bereit',
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
};
