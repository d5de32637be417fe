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
  'import.reading': 'Dateien werden durchgesehen',
  'import.running': 'Wird hinzugefügt',
  'import.files.progress': '{done, number} von {total, plural, one {# Datei} other {# Dateien}}',
  'import.bytes.progress': '{done} von {total}',
  'import.keepOpen': 'Satchel bis zum Ende offen lassen. Was schon gespeichert ist, bleibt.',
  'import.cancel': 'Hier anhalten',
  'import.done': 'Fertig',
  'import.stopped': 'Angehalten',
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
  'import.warning.PATIENT_DIFFERS': 'Sie nennt einen anderen Patienten als der Rest ihrer Studie.',
  'import.warning.PATIENT_ID_OTHER_NAME':
    'Dieselbe Patienten-ID ist hier unter anderem Namen oder Geburtsdatum.',
  'import.warning.STUDY_UID_OTHER_PATIENT': 'Dieselbe Studie ist hier für einen anderen Patienten.',
  'import.warning.STUDY_IN_TRASH': 'Diese Studie liegt im Papierkorb.',
  'import.warning.FRAMES_TOO_MANY':
    'Sie hat mehr als eine Million Einzelbilder: Sie wird behalten, ihre Bilder sind hier nicht zu zeigen.',
  'import.where': 'bei Byte {offset}',
  'import.failed': 'Der Import hat angehalten. {reason}',
  'import.warnings':
    '{count, plural, one {# Auffälligkeit, trotzdem gelesen} other {# Auffälligkeiten, trotzdem gelesen}}',
  'import.chip': '{done, number} von {total, number} hinzugefügt',
  'import.persistGranted': 'Der Browser hat zugesagt, den Speicher von Satchel zu behalten.',
};
