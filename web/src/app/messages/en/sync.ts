export const sync = {
  'sync.unpaired': 'No server',
  'sync.allSafe': 'All safe',
  'sync.offline': 'Offline',
  'sync.what':
    '{studies, plural, =0 {} one {# study} other {# studies}}{both, select, yes { and } other {}}{changes, plural, =0 {} one {# change} other {# changes}}',
  'sync.offlineWaiting': 'Offline – {what} waiting',
  'sync.waiting': '{what} waiting',
  'sync.sendingCount': 'Sending – {what} left',
  'sync.blocked': 'Needs you',
  'sync.chipHint': 'Open the outbox',

  'outbox.title': 'Outbox',
  'outbox.retry': 'Send now',
  'outbox.headUnpaired': 'Everything is only on this device',
  'outbox.headUnpairedWords':
    'Pair this device with a Satchel server, and studies and marks go up by themselves whenever there is a network.',
  'outbox.headAllSafe': 'Everything is safe on the server',
  'outbox.headAllSafeWords': 'All studies and marks of this device have a receipt of the server.',
  'outbox.headWaiting':
    '{studies, plural, =0 {Marks and changes wait to go up} one {# study exists only on this device} other {# studies exist only on this device}}',
  'outbox.headOfflineWords':
    'They go up by themselves when the server can be reached and Satchel is open.',
  'outbox.lastContact': 'Last contact with the server: {at}',
  'outbox.neverContact': 'The server has not answered yet.',
  'outbox.instances': 'Images to send',
  'outbox.bytes': 'Size',
  'outbox.ops': 'Marks and changes to send',
  'outbox.studies': 'By study',
  'outbox.studyProgress': '{done, number} of {total, number} images on the server',
  'outbox.studySending': 'Sending now: {done} of {total}',
  'outbox.nextTry': 'Next try {at}',
  'outbox.pair': 'Pair with a server',

  'pair.title': 'Pair with a server',
  'pair.intro':
    'A server keeps a second copy of every study and brings studies to your other devices. Pairing takes a code that works once.',
  'pair.step1': 'On the computer that runs the server, get a code:',
  'pair.step2': 'Enter it here within a few minutes.',
  'pair.code': 'Pairing code',
  'pair.deviceName': 'Name of this device',
  'pair.deviceNameHint': 'Shown in the server’s list of devices, to withdraw it when it is lost.',
  'pair.confirm': 'Pair',
  'pair.running': 'Pairing',
  'pair.doneWords': 'From now on studies and marks go up by themselves.',
  'pair.already': 'This device is paired',
  'pair.alreadyWords': 'Server “{name}”',
  'pair.again': 'Pair again with another code',
  'pair.forget': 'Forget this server',
  'pair.forgetTitle': 'Forget this server?',
  'pair.forgetWords':
    'Studies stay on this device and on the server, but nothing moves between them any more. To pair again you need a new code.',
  'pair.oneOrigin':
    'Studies belong to the address the app was opened from ({origin}). Under another address this device starts empty.',
} as const;
