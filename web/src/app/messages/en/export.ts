export const exports = {
  'export.title': 'Export',
  'export.open': 'Export',
  'export.all': 'Export everything on this device',
  'export.allWords': 'Every study here as plain DICOM files that any other system reads.',
  'export.counting': 'Counting what there is',
  'export.size':
    '{studies, plural, one {# study} other {# studies}} · {files, plural, =0 {no file} one {# file} other {# files}} · {size}',
  'export.form': 'Form',
  'export.zip': 'ZIP with DICOMDIR',
  'export.zipWords': 'One file: to send, to burn, to keep.',
  'export.folder': 'Folder with DICOMDIR',
  'export.folderWords': 'Straight onto a stick or a disk, file by file.',
  'export.parts':
    'In {count, number} pieces: this browser takes no larger ones. Each can be read by itself.',
  'export.private':
    'The files are the originals: name and birth date of the patient are in them. Whoever gets them can read them.',
  'export.start': 'Export',
  'export.running': 'Exporting',
  'export.part': 'Piece {part, number} of {count, number}',
  'export.keepOpen': 'Keep this open until it is done.',
  'export.ready':
    '{count, plural, one {It is ready.} other {Piece {part, number} of {count, number} is ready.}} Tap to hand it over.',
  'export.handOver': 'Hand over',
  'export.done': '{count, plural, one {# file exported} other {# files exported}}',
  'export.stopped': 'Stopped. Nothing of it was left behind.',
  'export.stoppedLeft':
    'Stopped. What was written is not complete and could not be taken away: remove it by hand.',
  'export.subfolder': 'An export lay there already: this one is in the folder {name} beside it.',
  'export.series': 'Which series',
  'export.seriesAll': 'All {count, number} series',
  'export.seriesSome': '{chosen, number} of {count, number} series',
  'export.seriesCount': '{count, plural, one {# image} other {# images}}',
  'export.failed': 'The export ended before it was complete',
  'export.targetFailed':
    'The place you chose took no more: it may be full, write-protected or unplugged. Nothing here is lost.',
  'export.missing':
    '{count, plural, one {# file could not be exported} other {# files could not be exported}}',
  'export.neutralised':
    '{count, plural, one {# file pretended} other {# files pretended}} to be another kind of file in its first bytes: these went out as zeros, all else as it came.',
  'export.unlisted':
    '{count, plural, one {# file has} other {# files have}} no DICOM header of its own: it is there as it came, but the DICOMDIR does not list it.',
  'export.elsewhere':
    '{count, plural, one {# image is only on the server} other {# images are only on the server}}',
  'export.elsewhereWords': 'They would be missing from the export.',
  'export.fetch': 'Fetch them first',
  'export.fetching': 'Fetching',
  'deliver.NEEDS_TAP': 'It is ready. Tap once more: the browser lets nothing out without a tap.',
  'deliver.NO_WAY': 'This browser cannot hand out such a file. On another device it can be saved.',
} as const;
