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
} as const;
