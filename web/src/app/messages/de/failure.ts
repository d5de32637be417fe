import type { failure as english } from '../en/failure.ts';

export const failure: Readonly<Record<keyof typeof english, string>> = {
  'failure.LOCKED': 'Satchel ist gesperrt. Bitte entsperren und noch einmal versuchen.',
  'failure.QUOTA_EXCEEDED':
    'Auf diesem Gerät ist kein Platz mehr für Satchel. Nichts ging verloren, nichts blieb halb gespeichert. Bitte Platz schaffen oder Untersuchungen aus dem Papierkorb löschen und noch einmal versuchen.',
  'failure.STORE_LOST':
    'Der Browser hat den Speicher von Satchel auf diesem Gerät geleert oder ersetzt. Was auf dem Server war, ist noch dort: Bitte das Gerät neu koppeln.',
  'failure.STORE_UNAVAILABLE':
    'Der Browser lässt Satchel nicht an seinen Speicher. Private Fenster und volle Datenträger tun das. Bitte andere Fenster von Satchel schließen und noch einmal versuchen.',
  'failure.NOT_FOUND': 'Das ist nicht mehr hier.',
  'failure.BYTES_NOT_HERE':
    'Die Bilder dieser Untersuchung sind noch nicht auf diesem Gerät. Mit Verbindung zum Server lassen sie sich holen.',
  'failure.BYTES_DAMAGED':
    'Die gespeicherten Bytes passen nicht zu ihrer Prüfsumme. Satchel zeigt sie nicht. Liegt die Untersuchung auf dem Server, bitte neu holen.',
  'failure.PASSPHRASE_WRONG': 'Diese Passphrase öffnet dieses Gerät nicht.',
  'failure.RECOVERY_KEY_WRONG': 'Dieser Wiederherstellungsschlüssel öffnet dieses Gerät nicht.',
  'failure.PASSKEY_REFUSED':
    'Der Passkey hat nicht geantwortet, oder dieses Gerät kann ihn nicht zum Entsperren nutzen. Die Passphrase geht immer.',
  'failure.CANCELLED': 'Abgebrochen.',

  'failure.EMPTY_FILE': 'Die Datei ist leer.',
  'failure.NOT_DICOM': 'Keine DICOM-Datei.',
  'failure.DICOMDIR':
    'Das Inhaltsverzeichnis eines Datenträgers (DICOMDIR); die Bilder werden aus ihren eigenen Dateien gelesen.',
  'failure.TRUNCATED': 'Die Datei endet zu früh: Ein Teil fehlt.',
  'failure.META_DAMAGED': 'Der Kopf der Datei ist beschädigt.',
  'failure.TRANSFER_SYNTAX_UNKNOWN': 'Die Datei ist auf eine Art kodiert, die Satchel nicht kennt.',
  'failure.INFLATE_FAILED': 'Der komprimierte Teil der Datei lässt sich nicht entpacken.',
  'failure.DATASET_DAMAGED': 'Die Datei ist beschädigt: Ihre Elemente passen nicht zusammen.',
  'failure.NESTING_TOO_DEEP': 'Die Datei verschachtelt ihre Elemente tiefer, als es echte tun.',
  'failure.TOO_MANY_ELEMENTS': 'Die Datei enthält mehr Elemente als jede echte.',
  'failure.UID_MISSING':
    'Die Datei sagt nicht, zu welcher Untersuchung, Serie oder Instanz sie gehört.',
  'failure.UID_INVALID': 'Die Datei benennt Untersuchung, Serie oder Instanz auf ungültige Weise.',
  'failure.SOP_CLASS_MISSING': 'Die Datei sagt nicht, was für ein Objekt sie ist.',
  'failure.PIXEL_DATA_MISSING': 'In der Datei ist kein Bild.',
  'failure.PIXEL_DATA_SHORT': 'Das Bild ist unvollständig: Es fehlen Bytes.',
  'failure.PIXEL_DESCRIPTION_INVALID': 'Die Beschreibung des Bildes widerspricht sich.',
  'failure.IMAGE_TOO_LARGE': 'Das Bild ist größer, als dieses Gerät fassen kann.',
  'failure.FRAME_MISSING': 'Dieses Einzelbild fehlt in der Datei.',
  'failure.DECODER_MISSING': 'Für diese Art der Kompression hat Satchel keinen Dekoder.',
  'failure.DECODE_FAILED': 'Das Bild lässt sich nicht dekodieren: Seine Bytes sind beschädigt.',
  'failure.DECODE_STOPPED':
    'Das Dekodieren dieses Bildes brach ab oder dauerte auf diesem Gerät zu lange. Das gespeicherte Bild blieb unberührt. Bitte noch einmal versuchen.',
  'failure.DECODE_SIZE_WRONG': 'Das dekodierte Bild hat eine andere Größe, als die Datei angibt.',
  'failure.READ_FAILED': 'Die Datei ließ sich nicht lesen. Wurde der Datenträger entfernt?',

  'failure.OFFLINE':
    'Keine Verbindung zum Server. Alles bleibt hier und geht später von selbst hinauf.',
  'failure.NOT_OUR_SERVER':
    'Etwas anderes hat anstelle des Servers geantwortet, vielleicht eine Anmeldeseite dieses WLANs. Es wurde nichts dorthin gesendet.',
  'failure.SERVER_ERROR': 'Der Server hatte ein Problem. Satchel versucht es von selbst wieder.',
  'failure.SERVER_FULL':
    'Der Datenträger des Servers ist voll. Bitte der Betreuung Bescheid geben; Satchel versucht es weiter.',
  'failure.RATE_LIMITED': 'Der Server bat um langsameres Tempo. Gleich geht es weiter.',
  'failure.UNAUTHORISED': 'Der Server kennt dieses Gerät nicht mehr. Bitte neu koppeln.',
  'failure.REVOKED':
    'Der Zugang dieses Geräts wurde auf dem Server entzogen. Zum Weiterarbeiten bitte neu koppeln.',
  'failure.APP_TOO_OLD':
    'Diese Version von Satchel ist zu alt für den Server. Bitte mit Verbindung neu laden.',
  'failure.SERVER_TOO_OLD':
    'Der Server ist älter als diese App. Bitte der Betreuung Bescheid geben.',
  'failure.DIGEST_MISMATCH':
    'Bytes haben sich unterwegs verändert. Satchel sendet diesen Teil neu.',
  'failure.OFFSET_MISMATCH':
    'Server und Gerät waren sich nicht einig, wo es weitergeht. Satchel fragt neu.',
  'failure.OPERATION_GAP': 'Dem Server fehlt ein Schritt dieses Geräts. Satchel sendet ihn neu.',
  'failure.REFUSED': 'Der Server hat es abgelehnt. Es bleibt auf diesem Gerät.',
  'failure.RECEIPT_INVALID':
    'Die Quittung des Servers ließ sich nicht prüfen und zählt deshalb nicht. Die Untersuchung bleibt hier.',
  'failure.PAIRING_CODE_WRONG':
    'Dieser Code ist falsch oder verbraucht. Codes gelten wenige Minuten und einmal: Bitte einen neuen holen.',
  'failure.LOCAL_STORE':
    'Dieses Gerät konnte es nicht ablegen. Bitte Platz schaffen und noch einmal versuchen.',

  'failure.NOT_NEEDED': 'Kein Bild oder Dokument; beiseitegelassen.',
  'failure.FOLDER_UNREADABLE':
    'Der Ordner ließ sich nicht oder nicht bis zum Ende öffnen: Was sonst darin ist, ist nicht hier und nicht mitgezählt.',
  'failure.NOT_BEGUN': 'Das Hinzufügen konnte nicht beginnen: Von dieser Datei ist nichts hier.',
  'failure.ZIP_DAMAGED': 'Das ZIP-Archiv ist beschädigt.',
  'failure.ZIP_ENCRYPTED': 'Das ZIP-Archiv ist mit einem Passwort geschützt.',
  'failure.ZIP_TOO_LARGE':
    'Das ZIP-Archiv entpackt sich zu weit mehr, als es sollte. Satchel hat angehalten.',
  'failure.ZIP_TOO_DEEP': 'Ein ZIP in einem ZIP in einem ZIP: So tief sieht Satchel nicht nach.',
  'failure.ZIP_EMPTY': 'In dem ZIP-Archiv sind keine Dateien.',
  'failure.MEDIA_FILE_MISSING':
    'Das Inhaltsverzeichnis der Disc (DICOMDIR) nennt diese Datei, aber sie ist nicht da.',
  'failure.MEDIA_PATH_OUTSIDE':
    'Das Inhaltsverzeichnis der Disc (DICOMDIR) zeigt aus der Disc hinaus. Satchel folgt ihm nicht.',
  'failure.unknown': 'Es hat nicht geklappt ({code}).',
};
