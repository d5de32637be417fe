export const keyCopy = {
  'recovery.copy.copied':
    'The key is in the clipboard for one minute, or until the lock closes; then Satchel takes it out, or at your next tap here. Clipboards that remember what was copied keep it: delete it there.',
  'recovery.copy.refused':
    'The browser let nothing be copied. Print the key, save it as a file or write it down.',
  'recovery.copy.cleared': 'Satchel has taken the key out of the clipboard.',
} as const;
