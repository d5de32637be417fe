import type { studyList as english } from '../en/study-list.ts';

export const studyList: Readonly<Record<keyof typeof english, string>> = {
  'list.title': 'Untersuchungen',
  'list.search': 'Name, ID, Beschreibung, Modalität, Datum suchen',
  'list.searchShort': 'Suchen',
  'list.clearSearch': 'Suche leeren',
  'list.count': '{count, plural, one {# Untersuchung} other {# Untersuchungen}}',
  'list.found':
    '{found, number} von {count, plural, one {# Untersuchung} other {# Untersuchungen}}',
  'list.filter': 'Welche Untersuchungen gezeigt werden',
  'list.filterAll': 'Alle',
  'list.filterOnlyHere': 'Nur hier',
  'list.filterOnServer': 'Auf dem Server',
  'list.add': 'Hinzufügen',
  'list.trashCount': 'Papierkorb ({count, number})',
  'list.settings': 'Einstellungen',
  'list.patients': 'Patienten',
  'list.newPatient': 'Neuer Patient',
  'list.lock': 'Jetzt sperren',
  'list.select': 'Auswählen',
  'list.selectDone': 'Fertig',
  'list.selected':
    '{count, plural, =0 {Nichts ausgewählt} one {# Untersuchung ausgewählt} other {# Untersuchungen ausgewählt}}',
  'list.more': 'Über diese Untersuchung',
  'list.emptyTitle': 'Noch keine Untersuchungen auf diesem Gerät',
  'list.emptyWords':
    'DICOM-Dateien von Disc, Stick, Download oder Ordner hinzufügen. Sie bleiben auf diesem Gerät, mit oder ohne Netz.',
  'list.addFiles': 'Dateien oder ZIP',
  'list.addFolder': 'Ordner',
  'list.openSample': 'Beispieluntersuchung öffnen',
  'list.openingSample': 'Beispieluntersuchung wird geöffnet',
  'list.sampleFailed': 'Die Beispieluntersuchung ließ sich nicht öffnen. {reason}',
  'list.noneFoundTitle': 'Kein Treffer',
  'list.noneFoundWords':
    'Keine Untersuchung enthält alles von „{query}“. Gesucht wird in Namen, IDs, Auftragsnummern, Beschreibungen, Körperteilen, Modalitäten und Daten.',
  'list.noneFilteredTitle': 'Hier ist nichts',
  'list.noneOnlyHere': 'Jede Untersuchung dieses Geräts liegt sicher auf dem Server.',
  'list.noneOnServer': 'Noch keine Untersuchung liegt auf dem Server.',
  'list.noName': 'Ohne Namen',
  'list.noDate': 'Ohne Datum',
  'list.sampleHint': 'Künstlich erzeugt; geht nie an einen Server',
  'list.differing': 'Dateien widersprechen sich',
  'list.variants':
    '{count, plural, one {# Instanz kam in einer anderen Fassung} other {# Instanzen kamen in einer anderen Fassung}}',
  'list.series': '{count, plural, one {# Serie} other {# Serien}}',
  'list.instances': '{count, plural, one {# Bild} other {# Bilder}}',
  'list.sex': '{sex, select, M {männlich} F {weiblich} O {divers} other {}}',

  'where.onlyHere': 'Nur hier',
  'where.partOnServer': '{count, number} von {total, number} auf Server',
  'where.both': 'Hier und auf Server',
  'where.partHere': 'Auf Server, {count, number} von {total, number} hier',
  'where.onServer': 'Auf Server, nicht hier',
  'where.sending': 'Sendet {count, number} von {total, number}',
  'where.failed': 'Nicht gesendet',
  'where.sample': 'Beispiel, bleibt hier',

  'details.patientId': 'Patienten-ID',
  'details.birthDate': 'Geboren',
  'details.sex': 'Geschlecht',
  'details.species': 'Tierart',
  'details.breed': 'Rasse',
  'details.responsible': 'Verantwortliche Person',
  'details.accession': 'Auftragsnummer',
  'details.referring': 'Überweisung durch',
  'details.studied': 'Untersucht',
  'details.added': 'Hier hinzugefügt',
  'details.content': 'Inhalt',
  'details.here': 'Auf diesem Gerät',
  'details.server': 'Auf dem Server',
  'details.ofInstances': '{count, number} von {total, number} Bildern',
  'details.open': 'Öffnen',
  'details.discard': 'Verwerfen…',

  'discard.title':
    '{count, plural, one {Diese Untersuchung verwerfen?} other {# Untersuchungen verwerfen?}}',
  'discard.words':
    'Sie kommt in den Papierkorb, hier und auf jedem gekoppelten Gerät, und lässt sich von dort zurückholen.',
  'discard.reason': 'Warum?',
  'discard.wrongPatient': 'Falscher Patient',
  'discard.wrongDisc': 'Falscher Datenträger oder Ordner',
  'discard.practice': 'Test oder Übung',
  'discard.quality': 'Nicht verwertbar',
  'discard.other': 'Ein anderer Grund',
  'discard.otherReason': 'Grund in eigenen Worten',
  'discard.onlyHere':
    '{count, plural, one {# Bild gibt es sonst nirgends} other {# Bilder gibt es sonst nirgends}}',
  'discard.onlyHereWords':
    '{count, plural, one {Der Server hat es nicht. Es bleibt} other {Der Server hat sie nicht. Sie bleiben}} im Papierkorb dieses Geräts, bis jemand {count, plural, one {es} other {sie}} endgültig löscht.',
  'discard.confirm': 'Verwerfen',
  'discard.done':
    '{count, plural, one {Untersuchung verworfen} other {# Untersuchungen verworfen}}',
  'discard.failed': 'Nicht verworfen. {reason}',

  'trash.title': 'Papierkorb',
  'trash.emptyTitle': 'Der Papierkorb ist leer',
  'trash.emptyWords':
    'Verworfene Untersuchungen warten hier, bis sie jemand zurückholt oder löscht.',
  'trash.discardedBy': '{reason} · {by}, {at}',
  'trash.restore': 'Zurückholen',
  'trash.restored': 'Wieder in der Liste',
  'trash.delete': 'Endgültig löschen…',
  'trash.deleteTitle': 'Endgültig löschen?',
  'trash.deleteSafe':
    'Der Server hat alle {total, number} Bilder. Das Löschen macht auf diesem Gerät {size} frei.',
  'trash.deleteLost':
    '{count, plural, one {# Bild dieser Untersuchung gibt es sonst nirgends.} other {# Bilder dieser Untersuchung gibt es sonst nirgends.}} Danach kann {count, plural, one {es} other {sie}} niemand zurückholen.',
  'trash.deleteOps':
    '{count, plural, one {# Markierung oder Änderung, die der Server noch nicht hat} other {# Markierungen oder Änderungen, die der Server noch nicht hat}}',
  'trash.deleteUnderstood':
    '{count, plural, one {Mir ist klar, dass das einzige Exemplar gelöscht wird} other {Mir ist klar, dass die einzigen Exemplare gelöscht werden}}',
  'trash.deleteConfirm': 'Endgültig löschen',
  'trash.deleted': 'Von diesem Gerät gelöscht',
};
