import type { choose as english } from '../en/choose.ts';

export const choose: Readonly<Record<keyof typeof english, string>> = {
  'choose.onlyHere': '{count, number} nur auf diesem Gerät',
  'choose.star': 'Favorit: {name}',
  'choose.kept': 'Behalten',
  'choose.keptReady': 'Behalten, bereit',
  'choose.damaged': '{count, number} hier beschädigt',
};
