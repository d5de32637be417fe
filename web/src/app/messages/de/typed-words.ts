import type { typedWords as english } from '../en/typed-words.ts';

export const typedWords: Readonly<Record<keyof typeof english, string>> = {
  'ui.throwAwayTitle': 'Wegwerfen, was Sie getippt haben?',
  'ui.throwAwayNot': 'Weiter tippen',
  'ui.throwAway': 'Wegwerfen',
};
