export const choose = {
  'choose.onlyHere': '{count, number} only on this device',
  'choose.star': 'Favourite: {name}',
  'choose.kept': 'Kept',
  'choose.keptReady': 'Kept, ready',
  'choose.damaged': '{count, number} damaged here',
} as const;
