import type { handOver as english } from '../en/hand-over.ts';

export const handOver: Readonly<Record<keyof typeof english, string>> = {
  'people.title': 'Wer benutzt Satchel?',
  'people.whoWords': 'Markierungen tragen den Namen, der hier gewählt ist.',
  'people.add': 'Person hinzufügen',
  'people.added': '{name} ist hinzugefügt.',
  'people.addedWords':
    '{name} benutzt das Gerät weiter: Markierungen tragen diesen Namen, bis es übergeben wird.',
  'people.begin': 'Los',
  'people.current': 'Gewählt',
  'people.guarded': 'Hat eine eigene Passphrase',
  'people.ownPassphrase': 'Passphrase von {name}',
  'people.ownHint': 'Diese Person hat eine eigene Passphrase. Nur damit kann sie gewählt werden.',
  'people.ownWrong': 'Das ist nicht die Passphrase von {name}.',
  'people.lockWords': 'Alt+Umschalt+L sperrt von überall, Alt+Umschalt+U öffnet dies hier.',
  'people.noLockWords':
    'Es gibt keine Sperre: Wer dieses Gerät in der Hand hat, kann seine Untersuchungen lesen.',
  'people.lockNow': 'Jetzt sperren',
  'people.setLock': 'Zu den Einstellungen der Sperre',
  'people.own': 'Eigene Passphrase: {name}',
  'people.ownTitle': 'Eine eigene Passphrase',
  'people.ownWords':
    'Sie öffnet dieses Gerät als {name}, und ohne sie kann niemand hier {name} sein. Sie verbirgt keine Untersuchung vor den anderen: Wer das Gerät öffnet, sieht seine Liste. Die Initialen {initials} stehen auf dem Sperrbildschirm.',
  'people.ownCurrent': 'Passphrase des Geräts, oder die bisherige von {name}',
  'people.ownForgotten':
    'Vergessen? Wer die Passphrase des Geräts kennt, setzt hier eine neue. Der Wiederherstellungsschlüssel gibt dem Gerät eine neue Passphrase.',
  'people.ownSet': 'Setzen',
  'people.ownRemove': 'Entfernen',
  'people.ownSaved': '{name} hat jetzt eine eigene Passphrase.',
  'people.ownRemoved': '{name} hat keine eigene Passphrase mehr.',

  'autoLock.label': 'Sperren, wenn niemand es berührt, nach',
  'autoLock.minutes': '{minutes, number} min',
  'autoLock.never': 'Nie',
  'autoLock.words':
    'Berührung in jedem Fenster zählt, Schlaf auch. Die Ansicht geht sofort zu; was gerade gesendet oder hinzugefügt wird, endet hinter der Sperre, höchstens 5 Minuten lang.',
  'autoLock.neverWords': 'Ohne sie liest, wer das Gerät entsperrt findet.',
  'autoLock.cover': 'In der App-Übersicht nichts zeigen',

  'lock.everybody': 'Für alle',
  'lock.whose': 'Wessen Passphrase?',
  'lock.personTile': 'Passphrase von {initials}',
  'lock.tooMany':
    '{count, plural, one {# falscher Versuch} other {# falsche Versuche}}. Warten Sie {seconds, plural, one {# Sekunde} other {# Sekunden}}, oder nehmen Sie den Wiederherstellungsschlüssel.',
  'lock.unsent':
    '{count, plural, one {# Untersuchung auf diesem Gerät ist noch nicht auf dem Server.} other {# Untersuchungen auf diesem Gerät sind noch nicht auf dem Server.}}',
  'lock.forgotten': 'Passphrase vergessen?',
  'lock.forgottenTitle': 'Passphrase vergessen',
  'lock.forgottenRecovery':
    'Mit dem gedruckten Wiederherstellungsschlüssel setzen Sie eine neue Passphrase. Nichts geht verloren.',
  'lock.forgottenColleague':
    'Wer eine eigene Passphrase hat, kann das Gerät öffnen, und offen lassen, bis seine Untersuchungen gesendet sind.',
  'lock.forgottenNeither':
    'Ohne all das kann niemand lesen, was auf diesem Gerät ist, auch wir nicht. Was auf einem Server ist, bleibt dort; was nur auf diesem Gerät ist, kann dann nur gelöscht werden. Der nächste Schritt sagt, was das wäre, bevor etwas gelöscht wird.',
  'lock.eraseShow': 'Dieses Gerät löschen…',
  'erase.title': 'Dieses Gerät löschen',
  'erase.lost':
    '{studies, plural, =0 {Keine Untersuchung gibt es nur auf diesem Gerät} one {# Untersuchung gibt es nur auf diesem Gerät} other {# Untersuchungen gibt es nur auf diesem Gerät}} ({images, plural, one {# Bild} other {# Bilder}}), und {marks, plural, =0 {keine Markierung} one {# Markierung oder Änderung} other {# Markierungen und Änderungen}} nicht gesendet. Das ist dann für immer verloren.',
  'erase.lostNothing':
    'Nichts gibt es nur auf diesem Gerät: keine Untersuchung und keine Markierung geht verloren.',
  'erase.kept':
    '{count, plural, =0 {Von keiner Untersuchung dieses Geräts ist bekannt, dass sie auf dem Server ist.} one {# Untersuchung ist auf dem Server und bleibt dort.} other {# Untersuchungen sind auf dem Server und bleiben dort.}}',
  'erase.pairAgain': 'Koppeln Sie dieses Gerät neu, um wiederzusehen, was auf dem Server ist.',
  'erase.counting': 'Zählt, was es nur hier gibt',
  'erase.word': 'LÖSCHEN',
  'erase.type': 'Zur Bestätigung {word} eingeben',
  'erase.confirm': 'Alles auf diesem Gerät löschen',
  'erase.failed':
    'Es ließ sich nicht löschen. Schließen Sie die anderen Fenster von Satchel und versuchen Sie es noch einmal.',
};
