import type { importNext as english } from '../en/import-next.ts';

export const importNext: Readonly<Record<keyof typeof english, string>> = {
  'import.next.copy':
    'Bitte noch einmal von der Disc oder dem Stick hinzufügen; endet es wieder so, beim Absender eine neue Kopie erbitten.',
  'import.next.resend':
    'Bitten Sie den Absender, es noch einmal zu exportieren, und nennen Sie ihm diesen Grund.',
  'import.next.plain':
    'Bitten Sie den Absender um dieselbe Untersuchung als unkomprimiertes DICOM.',
  'import.next.unpack':
    'Bitte zuerst an einem Computer entpacken und dann den Ordner hinzufügen, der dabei entsteht.',
  'import.next.again':
    'Bitte Satchel neu laden und dann dieselben Dateien oder denselben Ordner noch einmal hinzufügen.',
  'import.next.dicom':
    'Wenn keine Untersuchung fehlt, ist nichts zu tun. Fotos, PDFs und Programme sind kein DICOM: bitten Sie den Absender um die Untersuchung als DICOM.',
};
