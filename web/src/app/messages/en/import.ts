export const imports = {
  'import.title': 'Add studies',
  'import.intro':
    'Choose files, a whole folder or a ZIP archive; names and endings do not matter. You can also drop them anywhere in this window, or paste them.',
  'import.files': 'Files',
  'import.filesHint': 'One or many, ZIP archives too',
  'import.folder': 'Folder',
  'import.folderHint': 'A disc, a stick, an export',
  'import.zip': 'ZIP archive',
  'import.zipHint': 'Unpacked on the way in',
  'import.dropHere': 'Drop to add',
  'import.dropWords': 'Files, folders and ZIP archives',
  'import.nothingPicked': 'There was no file in it.',
  'import.busy': 'One import at a time: this one goes on first.',
  'import.queued': 'Noted: it comes after what is being added now.',
  'import.skipped':
    '{count, plural, one {# file is} other {# files are}} in already and {count, plural, one {was} other {were}} skipped.',
  'import.waiting':
    '{count, plural, one {One more pick waits} other {# more picks wait}} behind this.',
  'import.cut':
    'This import was cut: {missing, number} of {count, plural, one {# file is} other {# files are}} not in yet',
  'import.cutWords':
    'The app was closed, locked or out of room before they were stored. Pick the same folder or files again: what is in already is skipped.',
  'import.cutFolder': 'Pick the folder again',
  'import.cutFiles': 'Pick the files again',
  'import.cutForget': 'I do not need them',
  'import.cutNames': 'Which files are missing',
  'import.cutMore': 'and {count, number} more',
  'import.cutOthers':
    'Picked by {name}: only they see the names of the files. Ask them before the disc or stick is put away.',
  'import.cutShow': 'Look at it',
  'import.reading': 'Looking at the files',
  'import.running': 'Adding',
  'import.files.progress': '{done, number} of {total, plural, one {# file} other {# files}}',
  'import.bytes.progress': '{done} of {total}',
  'import.keepOpen': 'Keep Satchel open until this is done. What is stored already stays.',
  'import.cancel': 'Stop here',
  'import.done': 'Done',
  'import.stopped': 'Stopped',
  'import.partly': 'Ended early: not everything was read',
  'import.unread': 'Not everything could be read',
  'import.notBegun': 'Adding could not be begun. Reload Satchel and add the files again.',
  'import.rest':
    '{count, plural, one {# more entry} other {# more entries}} of an archive {count, plural, one {was} other {were}} not looked at.',
  'import.group.NOT_DICOM':
    '{count, plural, one {# file is not a medical image} other {# files are not medical images}}',
  'import.group.NOT_NEEDED':
    '{count, plural, one {# file is not an image or document} other {# files are not images or documents}}',
  'import.group.MEDIA_FILE_MISSING':
    'The disc’s list of contents (DICOMDIR) names {count, plural, one {# image that is} other {# images that are}} not on it',
  'import.group.other': '{count, plural, one {# file} other {# files}}: {why}',
  'import.group.names': '{group}: {names}',
  'import.group.namesMore': '{group}: {names} and {more, number} more',
  'import.summary':
    '{stored, plural, =0 {Nothing was added} one {# file added} other {# files added}}{duplicate, plural, =0 {} one {, # already here} other {, # already here}}{variant, plural, =0 {} one {, # kept beside another version} other {, # kept beside another version}}{ignored, plural, =0 {} one {, # left aside} other {, # left aside}}{refused, plural, =0 {} one {, # refused} other {, # refused}}{cancelled, plural, =0 {} one {, # not read} other {, # not read}}',
  'import.open': 'Open',
  'import.openList': 'Show the list',
  'import.again': 'Add more',
  'import.linesAll': 'All lines',
  'import.linesProblems': 'Needs a look',
  'import.lines': 'Which lines to show',
  'import.linesNone': 'Nothing needs a look.',
  'import.outcome.stored': 'Added',
  'import.outcome.duplicate': 'Already here',
  'import.outcome.variant': 'Kept beside another version',
  'import.outcome.ignored': 'Left aside',
  'import.outcome.refused': 'Refused',
  'import.outcome.cancelled': 'Not read',
  'import.variantWords': 'The same instance is here already with other content. Both are kept.',
  'import.warning.PREAMBLE_SUSPICIOUS': 'Its first bytes pretend to be another kind of file.',
  'import.warning.PATIENT_DIFFERS': 'It names another patient than the rest of its study.',
  'import.warning.PATIENT_ID_OTHER_NAME':
    'The same patient ID is here under another name or birth date.',
  'import.warning.STUDY_UID_OTHER_PATIENT': 'The same study is here for another patient.',
  'import.warning.STUDY_IN_TRASH': 'This study is in the trash.',
  'import.warning.FRAMES_TOO_MANY':
    'It has more than a million frames: it is kept, but its pictures cannot be shown here.',
  'import.warning.BITS_STORED_TOO_LARGE':
    'It says that more bits are stored than there are: all bits are taken, and may look wrong.',
  'import.warning.HIGH_BIT_IMPOSSIBLE':
    'It names an impossible high bit: the lowest bits are taken, and may look wrong.',
  'import.warning.PHOTOMETRIC_IMPOSSIBLE':
    'Its kind of grey or colour is unknown or does not fit: what is shown may be wrong.',
  'import.warning.RESCALE_SLOPE_ZERO':
    'Its slope would make one value of all: values are shown as stored, in no unit.',
  'import.oddities': 'Read all the same: {what}.',
  'import.oddity':
    '{code, select, DELIMITER_MISSING {an end mark is missing} OFFSET_TABLE_WRONG {its table of frames is wrong} META_LENGTH_WRONG {a wrong length in its first header} TRANSFER_SYNTAX_GUESSED {it does not say how it is written} TRANSFER_SYNTAX_DIFFERS {it is written otherwise than it says} PIXEL_DATA_SHORT {image data is missing at its end} FRAME_COUNT_DIFFERS {another number of frames than it says} FRAME_COUNT_INVALID {an impossible number of frames} TRAILING_BYTES {left-over bytes at its end} VALUE_LENGTH_ODD {a value of odd length} CHARSET_UNKNOWN {an unknown character set} ELEMENT_TWICE {an attribute stands twice} PIXEL_DESCRIPTION_INVALID {the description of its image contradicts itself} PREAMBLE_MISSING {no preamble} FILE_META_MISSING {no first header} PIXEL_DATA_LENGTH_WRONG {a wrong length of its image data} PIXEL_DATA_LENGTH_UNDEFINED {no length of its image data} PIXEL_DATA_MISSING {no image data} META_DIFFERS {its two headers disagree} VR_UNKNOWN {an unknown kind of value} NUMBER_MALFORMED {a number that is none} other {{code}}}',
  'import.chip': 'Adding {done, number} of {total, number}',
} as const;
