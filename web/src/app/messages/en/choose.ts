export const choose = {
  'choose.clear': 'Clear filters',
  'choose.none': 'No study passes all filters that are on.',
  'choose.onlyHere':
    '{count, plural, one {# study exists only on this device} other {# studies exist only on this device}}',
  'choose.star': 'Favourite: {name}',
  'choose.kept': 'Kept',
  'choose.keptReady': 'Kept, ready',
} as const;
