/** One sentence per failure code: what is the case, and what a person can do. */
export const failure = {
  'failure.LOCKED': 'Satchel is locked. Unlock it and try again.',
  'failure.QUOTA_EXCEEDED':
    'This device has no room left for Satchel. Nothing was lost, and nothing half-stored was kept. Free some space or delete studies from the trash, then try again.',
  'failure.STORE_LOST':
    'The browser has emptied or replaced Satchel’s storage on this device. What had reached the server is still there: pair this device again.',
  'failure.STORE_UNAVAILABLE':
    'The browser does not let Satchel use its storage. Private windows and full disks do that. Close other windows of Satchel and try again.',
  'failure.NOT_FOUND': 'This is not here any more.',
  'failure.BYTES_NOT_HERE':
    'The images of this study are not on this device yet. Connect to the server to fetch them.',
  'failure.BYTES_DAMAGED':
    'The stored bytes do not match their checksum. Satchel does not show them. If the study is on the server, fetch it again.',
  'failure.PASSPHRASE_WRONG': 'That passphrase does not open this device.',
  'failure.RECOVERY_KEY_WRONG': 'That recovery key does not open this device.',
  'failure.PASSKEY_REFUSED':
    'The passkey did not answer, or this device cannot use it to unlock. The passphrase always works.',
  'failure.CANCELLED': 'Cancelled.',

  'failure.EMPTY_FILE': 'The file is empty.',
  'failure.NOT_DICOM': 'Not a DICOM file.',
  'failure.DICOMDIR':
    'A list of a disc’s contents (DICOMDIR); its images are read from their own files.',
  'failure.TRUNCATED': 'The file ends too early: part of it is missing.',
  'failure.META_DAMAGED': 'The header of the file is damaged.',
  'failure.TRANSFER_SYNTAX_UNKNOWN': 'The file is coded in a way that Satchel does not know.',
  'failure.INFLATE_FAILED': 'The compressed part of the file cannot be unpacked.',
  'failure.DATASET_DAMAGED': 'The file is damaged: its elements do not fit together.',
  'failure.NESTING_TOO_DEEP': 'The file nests its elements deeper than any real one does.',
  'failure.TOO_MANY_ELEMENTS': 'The file holds more elements than any real one does.',
  'failure.UID_MISSING': 'The file does not say which study, series or instance it is.',
  'failure.UID_INVALID': 'The file names its study, series or instance in an invalid way.',
  'failure.SOP_CLASS_MISSING': 'The file does not say what kind of object it is.',
  'failure.PIXEL_DATA_MISSING': 'The file has no image in it.',
  'failure.PIXEL_DATA_SHORT': 'The image is incomplete: bytes are missing.',
  'failure.PIXEL_DESCRIPTION_INVALID': 'The description of the image contradicts itself.',
  'failure.IMAGE_TOO_LARGE': 'The image is larger than this device can hold.',
  'failure.FRAME_MISSING': 'This frame is missing in the file.',
  'failure.DECODER_MISSING': 'Satchel has no decoder for this kind of compression.',
  'failure.DECODE_FAILED': 'The image cannot be decoded: its bytes are damaged.',
  'failure.DECODE_STOPPED':
    'Decoding this image broke off or took too long on this device. The stored image was not touched. Try again.',
  'failure.DECODE_SIZE_WRONG': 'The decoded image has another size than the file says.',
  'failure.READ_FAILED': 'The file could not be read. Was the disc or stick removed?',

  'failure.OFFLINE':
    'No connection to the server. Everything stays here and goes up by itself later.',
  'failure.NOT_OUR_SERVER':
    'Something else answered in place of the server, perhaps a sign-in page of this Wi-Fi. Nothing was sent to it.',
  'failure.SERVER_ERROR': 'The server had a problem. Satchel tries again by itself.',
  'failure.SERVER_FULL':
    'The server’s disk is full. Tell whoever looks after it; Satchel tries again.',
  'failure.RATE_LIMITED': 'The server asked to slow down. Satchel goes on in a moment.',
  'failure.UNAUTHORISED': 'The server does not know this device any more. Pair it again.',
  'failure.REVOKED':
    'The access of this device was withdrawn on the server. Pair it again to go on.',
  'failure.APP_TOO_OLD':
    'This version of Satchel is too old for the server. Reload it while connected.',
  'failure.SERVER_TOO_OLD': 'The server is older than this app. Tell whoever looks after it.',
  'failure.DIGEST_MISMATCH': 'Bytes changed on their way. Satchel sends that part again.',
  'failure.OFFSET_MISMATCH': 'Server and device disagreed on where to go on. Satchel asks again.',
  'failure.OPERATION_GAP': 'The server missed a step of this device. Satchel sends it again.',
  'failure.REFUSED': 'The server refused it. It stays on this device.',
  'failure.RECEIPT_INVALID':
    'The server’s receipt could not be verified, so it does not count. The study stays here.',
  'failure.PAIRING_CODE_WRONG':
    'That code is wrong or used up. Codes last a few minutes and work once: ask for another.',
  'failure.LOCAL_STORE': 'This device could not write it down. Free some space and try again.',

  'failure.NOT_NEEDED': 'Not an image or document; left aside.',
  'failure.FOLDER_UNREADABLE':
    'The folder could not be opened, or not to its end: what else is in it is not here, and not counted.',
  'failure.NOT_BEGUN': 'Adding could not be begun: nothing of this file is here.',
  'failure.ZIP_DAMAGED': 'The ZIP archive is damaged.',
  'failure.ZIP_ENCRYPTED': 'The ZIP archive is protected by a password.',
  'failure.ZIP_TOO_LARGE': 'The ZIP archive unpacks to far more than it should. Satchel stopped.',
  'failure.ZIP_TOO_DEEP': 'A ZIP inside a ZIP inside a ZIP: Satchel does not look deeper.',
  'failure.ZIP_EMPTY': 'The ZIP archive has no files in it.',
  'failure.MEDIA_FILE_MISSING':
    'The disc’s list of contents (DICOMDIR) names this file, but it is not there.',
  'failure.MEDIA_PATH_OUTSIDE':
    'The disc’s list of contents (DICOMDIR) points outside the disc. Satchel does not follow it.',
  'failure.unknown': 'It did not work ({code}).',
} as const;
