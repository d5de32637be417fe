export const studyDetails = {
  'details.patientId': 'Patient ID',
  'details.birthDate': 'Born',
  'details.sex': 'Sex',
  'details.species': 'Species',
  'details.breed': 'Breed',
  'details.responsible': 'Responsible person',
  'details.accession': 'Accession number',
  'details.referring': 'Referring physician',
  'details.studied': 'Studied',
  'details.added': 'Added here',
  'details.content': 'Content',
  'details.here': 'On this device',
  'details.server': 'On the server',
  'details.ofInstances': '{count, number} of {total, number} images',
  'details.open': 'Open',
  'details.discard': 'Discard…',
  'discard.title': '{count, plural, one {Discard this study?} other {Discard # studies?}}',
  'discard.words':
    'It goes to the trash, here and on every paired device, and can be restored from there.',
  'discard.reason': 'Why?',
  'discard.wrongPatient': 'Wrong patient',
  'discard.wrongDisc': 'Wrong disc or folder',
  'discard.practice': 'Test or practice',
  'discard.quality': 'Not usable',
  'discard.other': 'Another reason',
  'discard.otherReason': 'Reason in your words',
  'discard.onlyHere':
    '{count, plural, one {# image exists nowhere else} other {# images exist nowhere else}}',
  'discard.onlyHereWords':
    '{count, plural, one {The server does not have it. It stays} other {The server does not have them. They stay}} in the trash of this device until somebody deletes {count, plural, one {it} other {them}} for good.',
  'discard.confirm': 'Discard',
  'discard.done': '{count, plural, one {Study discarded} other {# studies discarded}}',
  'discard.failed': 'Not discarded. {reason}',
  'trash.title': 'Trash',
  'trash.emptyTitle': 'The trash is empty',
  'trash.emptyWords':
    'Studies that somebody discards wait here until they are restored or deleted.',
  'trash.discardedBy': '{reason} · {by}, {at}',
  'trash.restore': 'Restore',
  'trash.restored': 'Restored to the study list',
  'trash.delete': 'Delete for good…',
  'trash.deleteTitle': 'Delete for good?',
  'trash.deleteSafe':
    'The server has all {total, number} images. Deleting frees {size} on this device.',
  'trash.deleteLost':
    '{count, plural, one {# image of this study exists nowhere else.} other {# images of this study exist nowhere else.}} After this nobody can bring {count, plural, one {it} other {them}} back.',
  'trash.deleteOps':
    '{count, plural, one {# mark or change that has not reached the server} other {# marks or changes that have not reached the server}}',
  'trash.deleteUnderstood':
    '{count, plural, one {I know that the only copy is deleted} other {I know that the only copies are deleted}}',
  'trash.deleteConfirm': 'Delete for good',
  'trash.deleted': 'Deleted from this device',
} as const;
