export const handOver = {
  'people.title': 'Who is using Satchel?',
  'people.whoWords': 'Marks carry the name of whoever is chosen here.',
  'people.add': 'Add a person',
  'people.added': '{name} was added.',
  'people.addedWords':
    '{name} goes on using the device: marks carry that name until it is handed over.',
  'people.begin': 'Begin',
  'people.current': 'In use',
  'people.guarded': 'Has a passphrase of their own',
  'people.ownPassphrase': 'Passphrase of {name}',
  'people.ownHint': 'This person has a passphrase of their own. Only with it can they be chosen.',
  'people.ownWrong': 'That is not the passphrase of {name}.',
  'people.lockWords': 'Alt+Shift+L locks from everywhere, Alt+Shift+U opens this.',
  'people.noLockWords': 'There is no lock: anyone who holds this device can read its studies.',
  'people.lockNow': 'Lock now',
  'people.setLock': 'To the lock settings',
  'people.own': 'Passphrase of their own: {name}',
  'people.ownTitle': 'A passphrase of their own',
  'people.ownWords':
    'It opens this device as {name}, and nobody can be {name} here without it. It hides no study from the others: whoever opens this device sees its list. The initials {initials} are shown on the lock screen.',
  'people.ownCurrent': 'The device’s passphrase, or {name}’s until now',
  'people.ownForgotten':
    'Forgotten? Whoever knows the device’s passphrase sets a new one here. The recovery key gives the device a new passphrase.',
  'people.ownSet': 'Set it',
  'people.ownRemove': 'Remove it',
  'people.ownSaved': '{name} now has a passphrase of their own.',
  'people.ownRemoved': '{name} has no passphrase of their own any more.',

  'autoLock.label': 'Lock when nobody touches it for',
  'autoLock.minutes': '{minutes, number} min',
  'autoLock.never': 'Never',
  'autoLock.words':
    'Touch in any window counts, sleep too. The view closes at once; what is being sent or added ends behind the lock, for 5 minutes at most.',
  'autoLock.neverWords': 'Without it, whoever finds the device unlocked reads it.',
  'autoLock.cover': 'Show nothing in the app switcher',

  'lock.everybody': 'For everybody',
  'lock.whose': 'Whose passphrase?',
  'lock.personTile': 'Passphrase of {initials}',
  'lock.tooMany':
    '{count, plural, one {# wrong try} other {# wrong tries}}. Wait {seconds, plural, one {# second} other {# seconds}}, or use the recovery key.',
  'lock.unsent':
    '{count, plural, one {# study on this device is not on the server yet.} other {# studies on this device are not on the server yet.}}',
  'lock.forgotten': 'Passphrase forgotten?',
  'lock.forgottenTitle': 'Passphrase forgotten',
  'lock.forgottenRecovery':
    'With the printed recovery key you set a new passphrase. Nothing is lost.',
  'lock.forgottenColleague':
    'A colleague with a passphrase of their own can open the device, and keep it until its studies are sent.',
  'lock.forgottenNeither':
    'Without any of them nobody can read what is on this device, not we either. What is on a server stays there; what is on this device alone can only be erased. The next step says what that would be, before anything is erased.',
  'lock.eraseShow': 'Erase this device…',
  'erase.title': 'Erase this device',
  'erase.lost':
    '{studies, plural, =0 {No study exists on this device alone} one {# study exists on this device alone} other {# studies exist on this device alone}} ({images, plural, one {# image} other {# images}}), and {marks, plural, =0 {no mark} one {# mark or change} other {# marks and changes}} not sent. They are lost for good.',
  'erase.lostNothing': 'Nothing on this device exists here alone: no study and no mark is lost.',
  'erase.kept':
    '{count, plural, =0 {No study of this device is known to be on the server.} one {# study is on the server and stays there.} other {# studies are on the server and stay there.}}',
  'erase.pairAgain': 'Pair this device again to get back to what is on the server.',
  'erase.counting': 'Counting what is only here',
  'erase.word': 'ERASE',
  'erase.type': 'To confirm, type {word}',
  'erase.confirm': 'Erase everything on this device',
  'erase.failed': 'It could not be erased. Close the other windows of Satchel and try again.',
} as const;
