import type { pictures as english } from '../en/pictures.ts';

export const pictures: Readonly<Record<keyof typeof english, string>> = {
  'picture.open': 'Als Bild senden',
  'picture.title': 'Als Bild senden',
  'picture.scope': 'Welche Bilder',
  'picture.scope.shown': 'Dieses Bild',
  'picture.scope.key': '{count, plural, one {# Schlüsselbild} other {# Schlüsselbilder}}',
  'picture.scope.marked':
    '{count, plural, one {# Bild mit Markierungen} other {# Bilder mit Markierungen}}',
  'picture.scope.series': 'Diese Serie ({count, number})',
  'picture.scope.study': 'Ganze Untersuchung ({count, number})',
  'picture.range': 'Bilder der Serie',
  'picture.from': 'Von',
  'picture.to': 'Bis',
  'picture.format': 'Art der Datei',
  'picture.format.jpeg': 'JPEG: klein, für Nachrichten',
  'picture.format.png': 'PNG: jeder Grauwert genau',
  'picture.withMarks': 'Mit Markierungen',
  'picture.withPatient': 'Mit Name, Nummer und Daten des Patienten',
  'picture.withPatientWords': 'Steht über dem Bild: Wer es bekommt, weiß, wer es ist.',
  'picture.burnedIn.said':
    '{count, plural, =1 {In diesem Bild steht Text} other {In # dieser Bilder steht Text}}',
  'picture.burnedIn.saidWords':
    'Die Datei sagt, dass Buchstaben im Bild selbst den Patienten nennen. Hier lassen sie sich nicht entfernen. Vor dem Senden ansehen.',
  'picture.burnedIn.possible':
    '{count, plural, =1 {In diesem Bild kann Text stehen} other {In # dieser Bilder kann Text stehen}}',
  'picture.burnedIn.possibleWords':
    'Ein Name oder ein Datum kann Teil des Bildes selbst sein und ginge mit hinaus. Vor dem Senden die Vorschau ansehen.',
  'picture.preview': 'Vorschau von Bild {n, number} von {count, number}',
  'picture.previewOne': 'Vorschau des Bildes',
  'picture.previous': 'Bild davor',
  'picture.next': 'Nächstes Bild',
  'picture.nth': '{n, number} von {count, number}',
  'picture.make': '{count, plural, one {# Bild erstellen} other {# Bilder erstellen}}',
  'picture.making': 'Bilder werden erstellt',
  'picture.progress': '{done, number} von {total, number}',
  'picture.none': 'Es ist kein Bild gewählt.',
  'picture.failed':
    '{count, plural, one {# Bild ließ sich nicht erstellen} other {# Bilder ließen sich nicht erstellen}}',
  'picture.severalScales':
    'Mehrere Maßstäbe in diesem Ultraschallbild: Keine Länge gilt für das ganze Bild',
  'picture.part': 'Bilder {from, number} bis {to, number} von {total, number}.',
  'picture.partWords':
    'Alle auf einmal sind zu viel für den Speicher: diese speichern, dann die nächsten erstellen.',
  'picture.nextPart': 'Die nächsten erstellen',
  'picture.fault.PICTURE_NO_ROOM':
    'Der Browser hat gerade keinen Platz, es zu zeichnen. Andere Tabs und Apps schließen, dann nochmals versuchen.',
  'picture.fault.PICTURE_NOT_DRAWN':
    'Es ließ sich nicht zeichnen. Als DICOM-Datei geht es hinaus: Export.',
  'picture.fault.PICTURE_TOO_LARGE':
    'Dieses Bild ist größer, als der Browser zeichnen kann. Als DICOM-Datei geht es hinaus: Export.',
  'picture.share': 'Teilen',
  'picture.save': '{count, plural, one {Speichern} other {Als ZIP speichern}}',
  'picture.saved': '{count, plural, one {Bild übergeben} other {# Bilder übergeben}}',
  'picture.zipFailed': 'Das ZIP ließ sich nicht erstellen: Dieser Browser hat keinen Platz dafür.',
  'picture.size': '{count, plural, one {# Bild} other {# Bilder}} · {size}',
  'picture.place': 'Bild {n, number} von {count, number}',
  'picture.taken': 'aufgenommen {date}',
  'picture.film': 'Foto oder Scan eines Films',
  'picture.noScale': 'Nicht kalibriert: Aus diesem Bild lässt sich keine Länge ablesen',
  'picture.notForDiagnosis': 'Nicht zur Befundung. Erstellt mit Satchel.',
};
