import type { exports as english } from '../en/export.ts';

export const exports: Readonly<Record<keyof typeof english, string>> = {
  'export.title': 'Exportieren',
  'export.open': 'Exportieren',
  'export.all': 'Alles auf diesem Gerät exportieren',
  'export.allWords':
    'Jede Untersuchung hier als einfache DICOM-Dateien, die jedes andere System liest.',
  'export.counting': 'Zählt, was da ist',
  'export.size':
    '{studies, plural, one {# Untersuchung} other {# Untersuchungen}} · {files, plural, =0 {keine Datei} one {# Datei} other {# Dateien}} · {size}',
  'export.form': 'Form',
  'export.zip': 'ZIP mit DICOMDIR',
  'export.zipWords': 'Eine Datei: zum Senden, Brennen, Aufheben.',
  'export.folder': 'Ordner mit DICOMDIR',
  'export.folderWords': 'Direkt auf einen Stick oder eine Platte, Datei für Datei.',
  'export.parts':
    'In {count, number} Stücken: größere nimmt dieser Browser nicht. Jedes ist für sich lesbar.',
  'export.private':
    'Die Dateien sind die Originale: Name und Geburtsdatum stehen darin. Wer sie bekommt, kann sie lesen.',
  'export.start': 'Exportieren',
  'export.running': 'Wird exportiert',
  'export.part': 'Stück {part, number} von {count, number}',
  'export.keepOpen': 'Bitte offen lassen, bis es fertig ist.',
  'export.ready':
    '{count, plural, one {Es ist bereit.} other {Stück {part, number} von {count, number} ist bereit.}} Zum Übergeben tippen.',
  'export.handOver': 'Übergeben',
  'export.done': '{count, plural, one {# Datei exportiert} other {# Dateien exportiert}}',
  'export.stopped': 'Abgebrochen. Nichts davon ist zurückgeblieben.',
  'export.stoppedLeft':
    'Abgebrochen. Das Geschriebene ist nicht vollständig und ließ sich nicht entfernen: bitte von Hand löschen.',
  'export.subfolder': 'Dort lag schon ein Export: Dieser liegt daneben im Ordner {name}.',
  'export.series': 'Welche Serien',
  'export.seriesAll': 'Alle {count, number} Serien',
  'export.seriesSome': '{chosen, number} von {count, number} Serien',
  'export.seriesCount': '{count, plural, one {# Bild} other {# Bilder}}',
  'export.failed': 'Der Export endete, bevor er vollständig war',
  'export.targetFailed':
    'Der gewählte Ort nahm nichts mehr an: vielleicht ist er voll, schreibgeschützt oder abgezogen. Hier ist nichts verloren.',
  'export.missing':
    '{count, plural, one {# Datei ließ sich nicht exportieren} other {# Dateien ließen sich nicht exportieren}}',
  'export.neutralised':
    '{count, plural, one {# Datei gab sich} other {# Dateien gaben sich}} in den ersten Bytes als andere Dateiart aus: diese gingen als Nullen hinaus, alles andere wie es kam.',
  'export.unlisted':
    '{count, plural, one {# Datei hat} other {# Dateien haben}} keinen eigenen DICOM-Kopf: sie liegt bei, wie sie kam, aber das DICOMDIR nennt sie nicht.',
  'export.elsewhere':
    '{count, plural, one {# Bild liegt nur auf dem Server} other {# Bilder liegen nur auf dem Server}}',
  'export.elsewhereWords': 'Sie würden im Export fehlen.',
  'export.fetch': 'Zuerst holen',
  'export.fetching': 'Wird geholt',
  'deliver.NEEDS_TAP':
    'Es ist bereit. Bitte noch einmal tippen: ohne Tippen gibt der Browser nichts heraus.',
  'deliver.NO_WAY':
    'Dieser Browser kann so eine Datei nicht herausgeben. Auf einem anderen Gerät lässt sie sich speichern.',
};
