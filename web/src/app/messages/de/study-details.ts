import type { studyDetails as english } from '../en/study-details.ts';

export const studyDetails: Readonly<Record<keyof typeof english, string>> = {
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
