export const app = {
  'app.openFailed': 'Satchel cannot open its archive',
  'app.person': '{name}: hand over or lock',
  'app.notLocked': 'Not locked',
  'app.notFoundTitle': 'There is nothing at this address',
  'app.toList': 'To the study list',
  'app.updateReady': 'Update ready',
  'app.updateBusyStudy': 'A study is open in another window. Close it to update.',
  'app.updateBusyWork': 'Studies are being added or sent. Update when that is done.',
  'app.offlineReadyToast':
    'Satchel is ready for offline: it opens and shows studies without a network.',

  'loss.wiped': 'The browser has emptied Satchel’s storage on this device',
  'loss.setBack': 'The storage of this device was put back to an older state',
  'loss.words':
    'Noticed {at}. What had reached the server is still there. What existed only here is gone: look for the originals.',
  'loss.understood': 'Understood',
  'insecure.title': 'This address is not safe enough',
  'insecure.words':
    'Here the browser allows neither encryption nor work without a network: Satchel would have to keep studies in the open. Nothing is stored here.',
  'insecure.nextStep':
    'Open it by its https:// address, or at localhost on the computer that it runs on. Whoever looks after the server finds the way in TABLET-HTTPS.',
} as const;
