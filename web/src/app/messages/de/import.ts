import type { imports as english } from '../en/import.ts';

export const imports: Readonly<Record<keyof typeof english, string>> = {
  'import.title': 'Untersuchungen hinzufügen',
  'import.intro':
    'Dateien, einen ganzen Ordner oder ein ZIP-Archiv wählen; Namen und Endungen spielen keine Rolle. Sie lassen sich auch irgendwo in dieses Fenster ziehen oder einfügen.',
  'import.files': 'Dateien',
  'import.filesHint': 'Eine oder viele, auch ZIP-Archive',
  'import.folder': 'Ordner',
  'import.folderHint': 'Eine Disc, ein Stick, ein Export',
  'import.zip': 'ZIP-Archiv',
  'import.zipHint': 'Wird beim Lesen entpackt',
  'import.dropHere': 'Zum Hinzufügen loslassen',
  'import.dropWords': 'Dateien, Ordner und ZIP-Archive',
  'import.nothingPicked': 'Darin war keine Datei.',
  'import.busy': 'Ein Import nach dem anderen: Dieser läuft zuerst zu Ende.',
  'import.queued': 'Vorgemerkt: es kommt nach dem, was gerade hinzugefügt wird.',
  'import.skipped':
    '{count, plural, one {# Datei ist} other {# Dateien sind}} schon da und {count, plural, one {wurde} other {wurden}} übersprungen.',
  'import.waiting':
    '{count, plural, one {Eine weitere Auswahl wartet} other {# weitere Auswahlen warten}} dahinter.',
  'import.cut':
    'Dieser Import brach ab: {missing, number} von {count, plural, one {# Datei ist} other {# Dateien sind}} noch nicht da',
  'import.cutWords':
    'Die App wurde geschlossen, gesperrt oder hatte keinen Platz mehr, bevor sie gespeichert waren. Bitte denselben Ordner oder dieselben Dateien noch einmal wählen: was da ist, wird übersprungen.',
  'import.cutFolder': 'Ordner noch einmal wählen',
  'import.cutFiles': 'Dateien noch einmal wählen',
  'import.cutForget': 'Nicht mehr nötig',
  'import.cutNames': 'Welche Dateien fehlen',
  'import.cutMore': 'und {count, number} weitere',
  'import.cutOthers':
    'Ausgewählt von {name}: nur diese Person sieht die Namen der Dateien. Bitte nachfragen, bevor CD oder Stick weggelegt werden.',
  'import.cutShow': 'Ansehen',
  'import.reading': 'Dateien werden durchgesehen',
  'import.running': 'Wird hinzugefügt',
  'import.files.progress': '{done, number} von {total, plural, one {# Datei} other {# Dateien}}',
  'import.bytes.progress': '{done} von {total}',
  'import.keepOpen': 'Satchel bis zum Ende offen lassen. Was schon gespeichert ist, bleibt.',
  'import.cancel': 'Hier anhalten',
  'import.done': 'Fertig',
  'import.stopped': 'Angehalten',
  'import.partly': 'Vorzeitig beendet: Nicht alles wurde gelesen',
  'import.unread': 'Nicht alles ließ sich lesen',
  'import.notBegun':
    'Das Hinzufügen konnte nicht beginnen. Bitte Satchel neu laden und die Dateien noch einmal hinzufügen.',
  'import.rest':
    '{count, plural, one {# weiterer Eintrag} other {# weitere Einträge}} eines Archivs {count, plural, one {wurde} other {wurden}} nicht angesehen.',
  'import.group.NOT_DICOM':
    '{count, plural, one {# Datei ist kein medizinisches Bild} other {# Dateien sind keine medizinischen Bilder}}',
  'import.group.NOT_NEEDED':
    '{count, plural, one {# Datei ist} other {# Dateien sind}} weder Bild noch Dokument',
  'import.group.MEDIA_FILE_MISSING':
    'Das Inhaltsverzeichnis der Disc (DICOMDIR) nennt {count, plural, one {# Bild, das} other {# Bilder, die}} nicht darauf {count, plural, one {ist} other {sind}}',
  'import.group.other': '{count, plural, one {# Datei} other {# Dateien}}: {why}',
  'import.group.names': '{group}: {names}',
  'import.group.namesMore': '{group}: {names} und {more, number} weitere',
  'import.summary':
    '{stored, plural, =0 {Nichts hinzugefügt} one {# Datei hinzugefügt} other {# Dateien hinzugefügt}}{duplicate, plural, =0 {} one {, # schon hier} other {, # schon hier}}{variant, plural, =0 {} one {, # neben anderer Fassung behalten} other {, # neben anderer Fassung behalten}}{ignored, plural, =0 {} one {, # beiseitegelassen} other {, # beiseitegelassen}}{refused, plural, =0 {} one {, # abgelehnt} other {, # abgelehnt}}{cancelled, plural, =0 {} one {, # nicht gelesen} other {, # nicht gelesen}}',
  'import.open': 'Öffnen',
  'import.openList': 'Zur Liste',
  'import.again': 'Weitere hinzufügen',
  'import.linesAll': 'Alle Zeilen',
  'import.linesProblems': 'Bitte ansehen',
  'import.lines': 'Welche Zeilen gezeigt werden',
  'import.linesNone': 'Nichts muss angesehen werden.',
  'import.outcome.stored': 'Hinzugefügt',
  'import.outcome.duplicate': 'Schon hier',
  'import.outcome.variant': 'Neben anderer Fassung behalten',
  'import.outcome.ignored': 'Beiseitegelassen',
  'import.outcome.refused': 'Abgelehnt',
  'import.outcome.cancelled': 'Nicht gelesen',
  'import.variantWords':
    'Dieselbe Instanz ist schon mit anderem Inhalt hier. Beide werden behalten.',
  'import.warning.PREAMBLE_SUSPICIOUS':
    'Ihre ersten Bytes geben sich als eine andere Art von Datei aus.',
  'import.warning.PATIENT_DIFFERS':
    'Sie nennt einen anderen Patienten als der Rest ihrer Untersuchung.',
  'import.warning.PATIENT_ID_OTHER_NAME':
    'Dieselbe Patienten-ID ist hier unter anderem Namen oder Geburtsdatum.',
  'import.warning.STUDY_UID_OTHER_PATIENT':
    'Dieselbe Untersuchung ist hier für einen anderen Patienten.',
  'import.warning.STUDY_IN_TRASH': 'Diese Untersuchung liegt im Papierkorb.',
  'import.warning.FRAMES_TOO_MANY':
    'Sie hat mehr als eine Million Einzelbilder: Sie wird behalten, ihre Bilder sind hier nicht zu zeigen.',
  'import.warning.BITS_STORED_TOO_LARGE':
    'Sie nennt mehr gespeicherte Bits, als da sind: Alle werden genommen, das Bild kann falsch aussehen.',
  'import.warning.HIGH_BIT_IMPOSSIBLE':
    'Sie nennt ein unmögliches höchstes Bit: Die untersten werden genommen, das Bild kann falsch aussehen.',
  'import.warning.PHOTOMETRIC_IMPOSSIBLE':
    'Ihre Art von Grau oder Farbe ist unbekannt oder passt nicht: Was gezeigt wird, kann falsch sein.',
  'import.warning.RESCALE_SLOPE_ZERO':
    'Ihre Steigung machte aus allen Werten einen: Sie werden wie gespeichert gezeigt, ohne Einheit.',
  'import.oddities': 'Trotzdem gelesen: {what}.',
  'import.oddity':
    '{code, select, DELIMITER_MISSING {eine Endmarke fehlt} OFFSET_TABLE_WRONG {ihr Verzeichnis der Einzelbilder ist falsch} META_LENGTH_WRONG {eine falsche Länge im ersten Kopf} TRANSFER_SYNTAX_GUESSED {sie sagt nicht, wie sie geschrieben ist} TRANSFER_SYNTAX_DIFFERS {sie ist anders geschrieben, als sie sagt} PIXEL_DATA_SHORT {am Ende fehlen Bilddaten} FRAME_COUNT_DIFFERS {eine andere Zahl von Einzelbildern, als sie sagt} FRAME_COUNT_INVALID {eine unmögliche Zahl von Einzelbildern} TRAILING_BYTES {übrige Bytes am Ende} VALUE_LENGTH_ODD {ein Wert von ungerader Länge} CHARSET_UNKNOWN {ein unbekannter Zeichensatz} ELEMENT_TWICE {ein Attribut steht zweimal da} PIXEL_DESCRIPTION_INVALID {die Beschreibung des Bildes widerspricht sich} PREAMBLE_MISSING {kein Vorspann} FILE_META_MISSING {kein erster Kopf} PIXEL_DATA_LENGTH_WRONG {eine falsche Länge der Bilddaten} PIXEL_DATA_LENGTH_UNDEFINED {keine Länge der Bilddaten} PIXEL_DATA_MISSING {keine Bilddaten} META_DIFFERS {ihre beiden Köpfe widersprechen sich} VR_UNKNOWN {eine unbekannte Art von Wert} NUMBER_MALFORMED {eine Zahl, die keine ist} other {{code}}}',
  'import.chip': '{done, number} von {total, number} hinzugefügt',
};
