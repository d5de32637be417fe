export const app = {
  'app.opening': 'Opening the archive',
  'app.openFailed': 'Satchel cannot open its archive',
  'app.notLocked': 'Not locked',
  'app.notLockedHint': 'Anyone with this device can read its studies. Set a lock.',
  'app.notFoundTitle': 'There is nothing at this address',
  'app.toList': 'To the study list',
  'app.studyGoneTitle': 'This study is not on this device',
  'app.studyGoneWords': 'It may have been deleted, or it has not come down from the server yet.',
  'app.updateReady': 'Version ready',
  'app.updateReadyWords': 'Update when you close this study',
  'app.updateNow': 'Update now',
  'app.updateBusyStudy': 'A study is open in another window. Close it to update.',
  'app.updateBusyWork': 'Studies are being added or sent. Update when that is done.',
  'app.offlineReady': 'Ready for offline',
  'app.offlineReadyToast':
    'Satchel is ready for offline: it opens and shows studies without a network.',
  'app.installTitle': 'Keep Satchel on the home screen',

  'loss.wiped': 'The browser has emptied Satchel’s storage on this device',
  'loss.setBack': 'The storage of this device was put back to an older state',
  'loss.words':
    'Noticed {at}. What had reached the server is still there. What existed only here is gone: look for the originals.',
  'loss.understood': 'Understood',
} as const;
