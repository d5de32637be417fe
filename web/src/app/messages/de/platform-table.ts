import type { platformTable as english } from '../en/platform-table.ts';

export const platformTable: Readonly<Record<keyof typeof english, string>> = {
  'platform.intro':
    'Browser sind verschieden. Hier steht, was Satchel von ihnen braucht, ob dieser es hat, und was geschieht, wo es fehlt.',
  'platform.sum': 'Dieser Browser hat {have, number} von {all, number} Dingen, die Satchel nutzt.',
  'platform.missing':
    'Hier fehlt etwas, ohne das Satchel nicht arbeiten kann. Bitte einen neueren Browser benutzen.',
  'platform.yes': 'Ja',
  'platform.no': 'Nein',
  'platform.unknown': 'Nicht zu erfragen',
  'platform.asking': 'Wird gefragt',
  'platform.source':
    'Die Versionen stammen aus MDNs Browser-Kompatibilitätsdaten {edition}. Ausprobiert wurde Satchel in Chromium; die anderen Spalten sind dort nachgelesen, nicht auf Geräten erprobt.',
  'platform.since': 'Ab Version',
  'platform.none': 'keine',
  'platform.on.chromium': 'Chrome, Edge',
  'platform.on.android': 'Android',
  'platform.on.ipad': 'iPad, iPhone',
  'platform.on.safari': 'Safari, Mac',
  'platform.on.firefox': 'Firefox',

  'platform.group.needed': 'Nötig',
  'platform.group.keeping': 'Untersuchungen behalten',
  'platform.group.taking': 'Dateien, die hereinkommen',
  'platform.group.giving': 'Dateien, die hinausgehen',
  'platform.group.app': 'Als App',
  'platform.group.lock': 'Sperre',
  'platform.group.unused': 'Von Satchel nicht genutzt',

  'platform.databases.name': 'Datenbank',
  'platform.databases.with': 'Darin liegt jede Untersuchung und jede Markierung.',
  'platform.databases.without': 'Satchel kann hier keine Untersuchungen behalten.',
  'platform.encryption.name': 'Verschlüsselung durch den Browser',
  'platform.encryption.with':
    'Was Patienten beschreibt, wird verschlüsselt, bevor es geschrieben wird.',
  'platform.encryption.without': 'Satchel behält hier nichts. Vielleicht fehlt der Adresse HTTPS.',
  'platform.workers.name': 'Arbeit neben der Seite',
  'platform.workers.with': 'Hinzufügen, Dekodieren, Exportieren und Senden laufen neben der Seite.',
  'platform.workers.without': 'Satchel kann hier keine Untersuchungen hinzufügen oder zeigen.',
  'platform.locks.name': 'Absprache zwischen Tabs',
  'platform.locks.with':
    'Ein Tab sendet, und ein Update wartet, solange in einem anderen gelesen wird.',
  'platform.locks.without': 'Satchel kann hier keine Untersuchungen hinzufügen, senden oder holen.',
  'platform.webAssembly.name': 'WebAssembly',
  'platform.webAssembly.with': 'Dekodiert komprimierte Bilder.',
  'platform.webAssembly.without': 'Nur unkomprimierte Bilder werden gezeigt.',

  'platform.durability.name': 'Bescheid, dass etwas auf der Platte ist',
  'platform.durability.with': 'Erst dann gilt eine Untersuchung oder Markierung als behalten.',
  'platform.durability.without':
    'Behalten heißt, der Browser hat es; ein Stromausfall gleich danach kann die letzten Sekunden kosten.',
  'platform.offline.name': 'Öffnen ohne Netz',
  'platform.offline.with': 'Die App und ihre Decoder liegen auf dem Gerät.',
  'platform.offline.without':
    'Satchel öffnet sich nur mit Verbindung. Was auf dem Gerät ist, bleibt dort.',
  'platform.persist.name': 'Zusage, den Speicher zu behalten',
  'platform.persist.with':
    'Wird nach dem ersten Hinzufügen erbeten. Die Antwort steht unter Einstellungen, Speicher.',
  'platform.persist.without':
    'Nichts ist zugesagt: Untersuchungen an einen Server senden oder exportieren.',
  'platform.estimate.name': 'Auskunft über den freien Platz',
  'platform.estimate.with':
    'Der Platz wird in Untersuchungen angegeben; was nicht passt, wird abgelehnt, bevor etwas gelesen ist.',
  'platform.estimate.without':
    'Der Platz wird nicht angegeben. Eine Datei, für die keiner ist, wird einzeln und mit Namen abgelehnt.',

  'platform.folderPick.name': 'Einen ganzen Ordner wählen',
  'platform.folderPick.with': 'Die Schaltfläche „Ordner“.',
  'platform.folderPick.without': 'Mehrere Dateien zugleich wählen oder ein ZIP-Archiv.',
  'platform.folderDrop.name': 'Einen ganzen Ordner hineinziehen',
  'platform.folderDrop.with': 'Auf die Seite gezogene Ordner werden durchgegangen.',
  'platform.folderDrop.without': 'Die Dateien selbst hineinziehen oder den Ordner wählen.',
  'platform.fileHandlers.name': 'DICOM-Dateien aus dem System öffnen',
  'platform.fileHandlers.with': 'Ein Doppelklick auf eine DICOM-Datei öffnet die installierte App.',
  'platform.fileHandlers.without': 'Dateien in Satchel hinzufügen.',
  'platform.shareTarget.name': 'Dateien annehmen, die eine andere App teilt',
  'platform.shareTarget.with':
    'Die installierte App steht im Teilen-Menü, wo das System es zulässt.',
  'platform.shareTarget.without': 'Erst in „Dateien“ sichern, dann von dort hinzufügen.',

  'platform.shareFiles.name': 'Dateien mit anderen Apps teilen',
  'platform.shareFiles.with': 'Exporte können unmittelbar an eine andere App gehen.',
  'platform.shareFiles.without': 'Exporte sind Downloads.',
  'platform.saveFile.name': 'Eine Datei jeder Größe schreiben',
  'platform.saveFile.with': 'Ein ZIP-Archiv geht an den gewählten Ort, während es entsteht.',
  'platform.saveFile.without': 'Große Exporte kommen in Teilen von höchstens 512 MB.',
  'platform.writeFolder.name': 'In einen Ordner schreiben',
  'platform.writeFolder.with': 'Ein Export kann einen Ordner oder einen Stick füllen.',
  'platform.writeFolder.without': 'Als ZIP-Archiv exportieren.',

  'platform.install.name': 'Angebot zu installieren',
  'platform.install.with': 'Kommt nach dem ersten Hinzufügen.',
  'platform.install.without':
    'Von Hand, wo das System es kann: Teilen, dann „Zum Home-Bildschirm“.',
  'platform.shortcuts.name': 'Abkürzungen am Symbol',
  'platform.shortcuts.with':
    'Wo das System sie zeigt: Langes Drücken auf das Symbol führt zu Hinzufügen, Patienten und Ausgang.',
  'platform.shortcuts.without': 'Dieselben Seiten erreicht man von der Liste aus.',
  'platform.badge.name': 'Zahl am Symbol',
  'platform.badge.with': 'Die installierte App zeigt dort, was der Server noch nicht hat.',
  'platform.badge.without': 'Die Zahl steht im Titel des Fensters und in der Liste.',
  'platform.wakeLock.name': 'Bildschirm anlassen',
  'platform.wakeLock.with': 'Während Untersuchungen hinzugefügt oder gesendet werden.',
  'platform.wakeLock.without':
    'Der Bildschirm kann dunkel werden. Die Arbeit geht weiter, wo sie stand, wenn Sie zurückkommen.',
  'platform.fullScreen.name': 'Vollbild',
  'platform.fullScreen.with': 'Das Bild kann den ganzen Bildschirm haben.',
  'platform.fullScreen.without': 'Das Bild bekommt das ganze Fenster.',
  'platform.thumbnails.name': 'Zeichnen neben der Seite',
  'platform.thumbnails.with': 'Kleine Bilder in der Liste und im Viewer.',
  'platform.thumbnails.without': 'Keine kleinen Bilder. Die Bilder selbst werden gezeigt.',
  'platform.simd.name': 'Vektorrechnung von WebAssembly',
  'platform.simd.with': 'Dekodiert High-Throughput JPEG 2000 und JPEG XL.',
  'platform.simd.without':
    'Bilder in diesen beiden Formen werden behalten und gesendet, hier aber nicht gezeigt; der Bildschirm sagt es.',

  'platform.passkey.name': 'Passkey dieses Geräts',
  'platform.passkey.with': 'Finger oder Gesicht können die Sperre öffnen, neben der Passphrase.',
  'platform.passkey.without': 'Die Passphrase öffnet die Sperre.',
  'platform.passkeySecret.name': 'Passkey, der ein Geheimnis hergibt',
  'platform.passkeySecret.with': 'Nötig, damit der Passkey öffnen kann, was verschlüsselt ist.',
  'platform.passkeySecret.without': 'Die Passphrase öffnet die Sperre.',

  'platform.notifications.name': 'Benachrichtigungen',
  'platform.notifications.with': 'Werden nicht erbeten: Liste und Ausgang sagen, was neu ist.',
  'platform.notifications.without': 'Es fehlt nichts.',
  'platform.backgroundSync.name': 'Senden, während die App zu ist',
  'platform.backgroundSync.with':
    'Nicht genutzt: Wenige Browser haben es, und keiner sagt, wann. Satchel sendet, solange es offen ist.',
  'platform.backgroundSync.without': 'Satchel sendet, solange es offen ist.',
  'platform.fileSystem.name': 'Dateisystem des Browsers',
  'platform.fileSystem.with':
    'Nicht genutzt: Die Datenbank behält Bytes und was von ihnen bekannt ist zusammen.',
  'platform.fileSystem.without': 'Es fehlt nichts.',
  'platform.buckets.name': 'Speicher in Abteilungen',
  'platform.buckets.with': 'Nicht genutzt: Nur Chromium hat es.',
  'platform.buckets.without': 'Es fehlt nichts.',
  'platform.webgl.name': 'Zeichnen durch den Grafikprozessor',
  'platform.webgl.with': 'Nicht genutzt: Bildpunkte werden genau berechnet, dann gezeichnet.',
  'platform.webgl.without': 'Es fehlt nichts.',
};
