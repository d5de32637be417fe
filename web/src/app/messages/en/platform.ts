export const platform = {
  'share.title':
    '{count, plural, one {# file was shared} other {# files were shared}} with Satchel',
  'share.words': '{size} from another app. Only what is DICOM is kept.',
  'share.add': 'Add to this device',
  'share.refuse': 'Do not add',
  'share.lostTitle': 'The shared files did not arrive',
  'share.lostWords':
    'The browser ended the hand-over before Satchel could take them. Nothing was kept. Please share them again.',
  'share.understood': 'Understood',

  'platform.conformance': 'DICOM conformance statement',
  'platform.title': 'What this browser can do',

  'install.title': 'Keep Satchel on this device',
  'install.words':
    'Installed, it opens from its own icon, and the browser is far less likely to clear its studies.',
  'install.wordsApple':
    'In a browser tab, Safari clears studies after seven days without a visit. The app on the home screen keeps them.',
  'install.now': 'Install',
  'install.how': 'Show how',
  'install.dismiss': 'Not now',
  'install.stepsTitle': 'To the home screen in three steps',
  'install.why':
    'Safari may delete what a tab has stored when seven days pass without a visit. What the app on the home screen stores is left alone.',
  'install.step1': 'Tap Share: the box with the arrow.',
  'install.step2': 'Choose “Add to Home Screen”, then “Add”.',
  'install.step3': 'Open Satchel from the home screen.',
  'install.empty':
    'The app on the home screen starts empty: it has a storage of its own. Pair it with your server after installing, and the studies that are there appear in it.',
  'install.exportWords':
    '{count, plural, one {Images of # study are} other {Images of # studies are}} in this browser. What is not on a server yet: send it first, or export it here and add it in the app.',
  'install.export': 'Export the studies',

  'update.afterStudy': 'A new version is here. Update when you close this study.',

  'awake.adding': 'The screen stays on while studies are added.',
  'awake.sending': 'The screen stays on while studies are sent.',

  'room.about':
    'Room for about {count, number} more {kind} studies of {size}, by the browser’s own estimate.',
  'room.measured':
    'Their size is the mean of the {count, plural, one {# study} other {# studies}} of that kind on this device.',
  'room.assumed': 'Their size is assumed: no such study is on this device yet.',
  'room.full': 'By the browser’s own estimate there is no room for another study of {size}.',
  'room.kind.xray': 'X-ray',
  'room.kind.CT': 'CT',
  'room.kind.MR': 'MR',
  'room.kind.US': 'ultrasound',
  'room.kind.MG': 'mammography',
  'room.kind.PT': 'PET',
  'room.kind.other': 'other',
  'room.refusedTitle': 'There is no room for these files',
  'room.refusedWords':
    'They are {size}; the browser allows about {free} more here. Nothing was added. Delete studies that are safe on the server from this device, or add fewer at a time.',
  'room.understood': 'Understood',
  'persist.refusedAt':
    'The browser was asked on {at} and did not promise to keep this storage. It may clear it when the disk gets full, all at once. Send studies to a server, or install the app and ask again.',
} as const;
