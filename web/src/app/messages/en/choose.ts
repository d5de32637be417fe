export const choose = {
  'choose.onlyHere':
    '{count, plural, one {# study exists only on this device} other {# studies exist only on this device}}',
  'choose.star': 'Favourite: {name}',
  'choose.kept': 'Kept',
  'choose.keptReady': 'Kept, ready',
} as const;
