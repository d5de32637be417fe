import type { shell as english } from '../en/shell.ts';

export const shell: Readonly<Record<keyof typeof english, string>> = {
  'bug.title': 'In Satchel ist etwas schiefgegangen',
  'bug.words':
    'Ihre Untersuchungen und Markierungen sind auf diesem Gerät und wurden nicht angetastet. Neu laden hilft meistens.',
  'bug.reload': 'Neu laden',
  'bug.copy': 'Bericht kopieren',
  'bug.reportWords':
    'Der Bericht nennt Versionen und die Stelle im Programm. Er enthält keine Patientendaten.',

  'first.welcome': 'Untersuchungen, die mitkommen',
  'first.what':
    'Satchel hält DICOM-Untersuchungen auf diesem Gerät, zeigt und vermisst sie ohne Verbindung und bringt sie in Ihr Archiv zurück, ohne eine zu verlieren.',
  'first.point1': 'Öffnet sich ohne Netz, immer',
  'first.point2': 'Originale bleiben genau, wie sie kamen',
  'first.point3': 'Sagt jederzeit, wo jede Untersuchung liegt',
  'first.notDevice':
    'Satchel ist kein Medizinprodukt. Zur Durchsicht verwenden, nicht zur Befundung.',
  'first.begin': 'Los geht’s',
  'first.step': 'Schritt {step, number} von {count, number}',
  'first.whoTitle': 'Wer arbeitet damit?',
  'first.whoWords':
    'Jede Markierung trägt diesen Namen. Weitere Personen lassen sich später hinzufügen.',
  'first.name': 'Name',
  'first.nameHint': 'Wie Kolleginnen und Kollegen Sie kennen, etwa „Dr. Ada Moss“',
  'first.nameMissing': 'Bitte einen Namen eingeben.',
  'first.profession': 'Beruf',
  'first.professionOther': 'Welcher?',
  'first.radiologist': 'Radiologie',
  'first.physician': 'Ärztin oder Arzt',
  'first.veterinarian': 'Tiermedizin',
  'first.radiographer': 'Radiologietechnologie',
  'first.chiropractor': 'Chiropraktik',
  'first.podiatrist': 'Podologie',
  'first.nurse': 'Pflege',
  'first.other': 'Anderes',
  'first.next': 'Weiter',
  'first.lockTitle': 'Dieses Gerät sperren?',
  'first.lockWords':
    'Mit einer Sperre ist alles auf diesem Gerät nur nach der Passphrase lesbar. Ohne sie kann es lesen, wer das Gerät in der Hand hat.',
  'first.lockNow': 'Jetzt Sperre einrichten',
  'first.lockLater': 'Später',
  'first.lockLaterHint': 'Satchel zeigt dann „Nicht gesperrt“, bis es eine gibt.',
  'first.readyTitle': 'Bereit',
  'first.readyWords':
    'Mit eigenen Untersuchungen anfangen oder sich mit einer künstlichen umsehen.',
  'first.toList': 'Zur Liste',
  'first.sample': 'Beispieluntersuchung öffnen',
  'first.tip1': 'Ein Finger blättert, oder ändert bei einem Einzelbild die Fensterung',
  'first.tip2': 'Zwei Finger zoomen und schieben, immer',
  'first.tip3': 'Ein gewähltes Werkzeug behält den Finger, bis es weggelegt wird',
  'first.installTitle': 'Auf iPad oder iPhone: erst installieren',
  'first.installWords':
    'Im Browser hinzugefügte Untersuchungen kommen nicht in die App auf dem Home-Bildschirm mit. Auf „Teilen“ tippen, dann „Zum Home-Bildschirm“, und Satchel von dort öffnen.',

  'lock.title': 'Satchel ist gesperrt',
  'lock.passphrase': 'Passphrase',
  'lock.unlock': 'Entsperren',
  'lock.unlocking': 'Wird entsperrt',
  'lock.withPasskey': 'Passkey verwenden',
  'lock.withRecovery': 'Wiederherstellungsschlüssel verwenden',
  'lock.withPassphrase': 'Passphrase verwenden',
  'lock.recoveryKey': 'Wiederherstellungsschlüssel',
  'lock.recoveryHint':
    'Der gedruckte Schlüssel vom Tag, an dem die Sperre eingerichtet wurde. Leerzeichen und Striche sind egal.',
  'lock.showPassphrase': 'Eingabe anzeigen',
  'lock.thenStudy': 'Nach dem Entsperren öffnet sich die Untersuchung dieses Links.',

  'setLock.title': 'Sperre einrichten',
  'setLock.changeTitle': 'Passphrase ändern',
  'setLock.words':
    'Vier oder mehr Wörter, die nicht zusammengehören, sind leicht zu merken und schwer zu erraten.',
  'setLock.passphrase': 'Neue Passphrase',
  'setLock.again': 'Noch einmal dieselbe',
  'setLock.current': 'Bisherige Passphrase',
  'setLock.notEqual': 'Die beiden sind nicht gleich.',
  'setLock.strength.weak': 'Zu schwach, in Tagen erraten: bitte länger machen',
  'setLock.strength.fair': 'Mittel: kostet jemanden mit Ausdauer Monate',
  'setLock.strength.good': 'Gut: praktisch nicht zu erraten',
  'setLock.confirm': 'Sperre einrichten',
  'setLock.changeConfirm': 'Ändern',
  'setLock.changed': 'Passphrase geändert',
  'setLock.running': 'Wird mit dem neuen Schlüssel verschlüsselt',
  'setLock.runningWords':
    'Alles auf diesem Gerät wird unter dem neuen Schlüssel neu geschrieben. Bei einer Unterbrechung geht es beim nächsten Start weiter.',
  'setLock.progress': '{done, number} von {total, number}',
  'setLock.forgetWarning':
    'Niemand kann sie zurücksetzen. Ohne Passphrase und Wiederherstellungsschlüssel ist verloren, was nur auf diesem Gerät ist.',

  'recovery.title': 'Ihr Wiederherstellungsschlüssel',
  'recovery.words':
    'Er öffnet dieses Gerät, wenn die Passphrase vergessen ist. Er wird nur jetzt gezeigt. Bitte drucken oder aufschreiben und getrennt vom Gerät aufbewahren.',
  'recovery.print': 'Drucken',
  'recovery.saveFile': 'Als Datei sichern',
  'recovery.confirmLabel': 'Zur Bestätigung, dass Sie ihn haben: die letzte Gruppe des Schlüssels',
  'recovery.confirmWrong': 'Das ist nicht die letzte Gruppe.',
  'recovery.confirm': 'Ich habe ihn',
  'recovery.renew': 'Neuen Schlüssel erzeugen',
  'recovery.renewWords':
    'Der früher gedruckte Wiederherstellungsschlüssel öffnet nichts mehr, sobald es einen neuen gibt.',
  'recovery.printed': 'Satchel-Wiederherstellungsschlüssel · Gerät „{device}“ · {date}',
  'recovery.unconfirmed':
    'Der Wiederherstellungsschlüssel wurde nie bestätigt. Bitte einen neuen erzeugen und aufbewahren.',
  'recovery.passkeyTitle': 'Auch mit einem Passkey entsperren?',
  'recovery.passkeyWords':
    'Gesicht, Fingerabdruck oder Bildschirmsperre dieses Geräts können Satchel entsperren. Die Passphrase gilt weiter.',
  'recovery.passkeyAdd': 'Passkey hinzufügen',
  'recovery.passkeySkip': 'Jetzt nicht',
  'recovery.passkeyAdded': 'Passkey hinzugefügt',

  'settings.title': 'Einstellungen',
  'settings.people': 'Personen',
  'settings.peopleWords':
    'Markierungen und Verwerfungen tragen den Namen der Person, die Satchel gerade benutzt.',
  'settings.personCurrent': 'Aktiv',
  'settings.personUse': 'An {name} übergeben',
  'settings.personAdd': 'Person hinzufügen',
  'settings.personEdit': '{name} bearbeiten',
  'settings.lock': 'Sperre',
  'settings.lockNone':
    'Es gibt keine Sperre. Wer dieses Gerät in der Hand hat, kann die Untersuchungen lesen.',
  'settings.lockSet': 'Mit Passphrase gesperrt. Satchel fragt bei jedem Start danach.',
  'settings.lockSetAction': 'Sperre einrichten',
  'settings.lockChange': 'Passphrase ändern',
  'settings.lockNow': 'Jetzt sperren',
  'settings.passkeyAdd': 'Passkey hinzufügen',
  'settings.passkeyRemove': 'Passkey {name} entfernen',
  'settings.recoveryRenew': 'Neuer Wiederherstellungs\u00ADschlüssel',
  'settings.pairing': 'Kopplung',
  'settings.appearance': 'Darstellung',
  'settings.theme': 'Farben',
  'settings.themeDim': 'Gedimmt',
  'settings.themeSun': 'Sonne',
  'settings.themeSunHint': 'Für Tageslicht: bitte auch die Helligkeit des Bildschirms hochstellen.',
  'settings.language': 'Sprache',
  'settings.hand': 'Werkzeuge auf der Seite der',
  'settings.handRight': 'rechten Hand',
  'settings.handLeft': 'linken Hand',
  'settings.device': 'Dieses Gerät',
  'settings.deviceName': 'Name dieses Geräts',
  'settings.storage': 'Speicher',
  'settings.storageUsed': 'Untersuchungen und App',
  'settings.storageFree': 'Platz, den der Browser zulässt',
  'settings.storageUnknown': 'Der Browser sagt es nicht.',
  'settings.persisted': 'Der Browser hat zugesagt, diesen Speicher zu behalten.',
  'settings.notPersisted':
    'Der Browser darf diesen Speicher leeren, wenn der Datenträger voll wird. Was auf dem Server liegt, lässt sich wieder holen.',
  'settings.persistAsk': 'Browser bitten, ihn zu behalten',
  'settings.persistRefused':
    'Der Browser hat nicht zugesagt. Die App zu installieren ändert das meistens.',
  'settings.offline': 'Offline',
  'settings.offlineReady':
    'Bereit für offline: Alle {count, number} Dateien der App sind hier, und jeder Dekoder hat ein Testbild dekodiert.',
  'settings.offlineNotYet': 'Noch nicht bereit für offline.',
  'settings.offlineUnsupported':
    'Unter dieser Adresse geht es offline nicht: Der Browser verlangt dafür HTTPS (oder localhost).',
  'settings.offlineMissing':
    '{count, plural, one {# Datei der App fehlt.} other {# Dateien der App fehlen.}}',
  'settings.offlineDecoder': 'Ein Dekoder hat seinen Test nicht bestanden: {codec}.',
  'settings.offlineCheck': 'Noch einmal prüfen',
  'settings.server': 'Server',
  'settings.about': 'Über Satchel',
  'settings.version': 'Version {version}',
  'settings.notDevice':
    'Satchel ist kein Medizinprodukt und nicht für die Befundung zugelassen. Zur Durchsicht verwenden, nicht zur Befundung.',
  'settings.licences': 'Lizenzen der verwendeten Teile',
  'settings.gallery': 'Teile der Oberfläche',
};
