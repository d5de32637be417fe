export const listDeeds = {
  'deed.menu': 'What to do with {name}',
  'deed.about': 'About this study',
  'deed.patient': 'All studies of this patient',
  'deed.star': 'Star as favourite',
  'deed.unstar': 'Take the star away',
  'deed.starred': '{count, plural, one {Starred} other {# studies starred}}',
  'deed.unstarred': '{count, plural, one {Star taken away} other {Stars of # studies taken away}}',
  'deed.release': 'Need not stay on this device',
  'deed.released':
    '{count, plural, one {Study need not stay on this device} other {# studies need not stay on this device}}',
  'deed.select': 'Select',
  'deed.title': 'What to do with the selected studies',
  'deed.selectAll': 'All {count, number}',
  'deed.hidden':
    '{count, plural, one {# more is not in view and left alone} other {# more are not in view and left alone}}',
  'deed.starMany': 'Star',
  'deed.unstarMany': 'Unstar',
  'deed.releaseMany': 'Release',
  'deed.discarding': 'Discarding {done, number} of {total, number}',
  'deed.restored':
    '{count, plural, one {Study is back in the list} other {# studies are back in the list}}',
  'deed.more': '{count, plural, one {and # more} other {and # more}}',
} as const;
