export const exports = {
  'deliver.NEEDS_TAP': 'It is ready. Tap once more: the browser lets nothing out without a tap.',
  'deliver.NO_WAY': 'This browser cannot hand out such a file. On another device it can be saved.',
} as const;
