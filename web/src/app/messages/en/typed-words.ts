export const typedWords = {
  'ui.throwAwayTitle': 'Throw away what you typed?',
  'ui.throwAwayNot': 'Go on typing',
  'ui.throwAway': 'Throw away',
} as const;
