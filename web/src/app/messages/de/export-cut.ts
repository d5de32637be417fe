import type { exportCut as english } from '../en/export-cut.ts';

export const exportCut: Readonly<Record<keyof typeof english, string>> = {
  'export.cutTitle': 'Der Export wurde abgebrochen',
  'export.cut.taken': 'Das Gerät wurde gesperrt oder übergeben, bevor er fertig war.',
  'export.cut.closed': 'Die App wurde geschlossen oder neu geladen, bevor er fertig war.',
  'export.cut.zip': 'Es wurde kein ZIP behalten.',
  'export.cut.folder':
    'Was im Ordner liegt, ist nicht vollständig und hat kein DICOMDIR; eine Datei namens NOT-COMPLETE kennzeichnet es.',
  'export.cut.folderClean': 'Was im Ordner schon geschrieben war, wurde wieder entfernt.',
  'export.cut.pictures': 'Es wurde kein Bild herausgegeben.',
  'export.cut.safe': 'Hier ist nichts verloren: Sie können jederzeit noch einmal exportieren.',
  'export.cut.picturesAgain':
    'Hier ist nichts verloren: Öffnen Sie die Untersuchung und senden Sie die Bilder noch einmal.',
  'export.cut.again': 'Noch einmal exportieren',
  'export.cut.cleanUp': 'Ordner wählen und aufräumen',
  'export.cut.cleanUpWords':
    'Wählen Sie den Ordner dieses Exports. Satchel entfernt, wozu die Kennzeichnung darin gehört: den Ordner DICOM daneben oder den Ordner satchel-…, in dem sie liegt. Alles andere bleibt unberührt.',
  'export.removal.removed': 'Aufgeräumt: Von diesem Export liegt dort nichts mehr.',
  'export.removal.nothing':
    'In diesem Ordner liegt kein unfertiger Export dieses Geräts. Wählen Sie den Ordner, den Sie für den Export gewählt hatten.',
  'export.removal.left':
    'Es ließ sich nicht entfernen: vielleicht ist der Ordner schreibgeschützt oder abgezogen. Bitte von Hand löschen, was neben der Datei NOT-COMPLETE liegt.',
  'export.leftBehind':
    'Das Geschriebene ist nicht vollständig und ließ sich nicht entfernen. Bitte von Hand löschen, was neben der Datei NOT-COMPLETE liegt.',
  'export.takenWarning': 'Ein Export wird gerade geschrieben',
  'export.takenWarningWords':
    'Sperren oder Übergeben bricht ihn ab. Sie erfahren es, wenn Sie zurück sind, und können ihn neu beginnen.',
  'lockWarning.title': 'Die Sperre bricht gleich Ihren Export ab',
  'lockWarning.words':
    'Niemand hat das Gerät berührt. Wenn es sperrt, endet der Export, und nichts Halbes bleibt zurück.',
  'lockWarning.left': 'Sperrt in {seconds, plural, one {# Sekunde} other {# Sekunden}}.',
  'lockWarning.stay': 'Weiter exportieren',
};
