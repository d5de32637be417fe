export const exportCut = {
  'export.cutTitle': 'The export was cut',
  'export.cut.taken': 'The device was locked or handed over before it was done.',
  'export.cut.closed': 'The app was closed or loaded anew before it was done.',
  'export.cut.zip': 'No ZIP was kept.',
  'export.cut.folder':
    'What lies in the folder is not complete and has no DICOMDIR; a file named NOT-COMPLETE marks it.',
  'export.cut.folderClean': 'What had been written into the folder was taken away again.',
  'export.cut.pictures': 'No picture was handed out.',
  'export.cut.safe': 'Nothing here is lost: export again when it suits you.',
  'export.cut.picturesAgain': 'Nothing here is lost: open the study and send its pictures again.',
  'export.cut.again': 'Export again',
  'export.cut.cleanUp': 'Choose the folder and clean up',
  'export.cut.cleanUpWords':
    'Choose the folder of that export. Satchel removes what the mark in it belongs to: the folder DICOM beside it, or the folder satchel-… it lies in. Nothing else is touched.',
  'export.removal.removed': 'Cleaned up: nothing of that export is left there.',
  'export.removal.nothing':
    'No unfinished export of this device lies in that folder. Choose the one you had chosen for the export.',
  'export.removal.left':
    'It could not be removed: the folder may be write-protected or unplugged. Remove by hand what lies beside the file NOT-COMPLETE.',
  'export.leftBehind':
    'What was written is not complete and could not be taken away. Remove by hand what lies beside the file NOT-COMPLETE.',
  'export.takenWarning': 'An export is being written',
  'export.takenWarningWords':
    'Locking or handing over stops it. You are told when you are back, and can begin it again.',
  'lockWarning.title': 'The lock is about to stop your export',
  'lockWarning.words':
    'Nobody has touched the device. When it locks, the export stops and nothing half is kept.',
  'lockWarning.left': 'Locks in {seconds, plural, one {# second} other {# seconds}}.',
  'lockWarning.stay': 'Go on exporting',
} as const;
