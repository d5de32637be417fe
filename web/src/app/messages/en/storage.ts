/** How much of the list is on this device. */
export const storage = {
  'storage.here':
    '{count, plural, =0 {No study is whole on this device.} one {# study is whole on this device, {size} as it came.} other {# studies are whole on this device, {size} as they came.}}',
  'storage.inPart':
    'Of {count, number} more a part of the images is here; the rest is on the server.',
  'storage.onlyOnServer':
    '{count, plural, one {# more is listed, but only on the server: it is fetched when it is opened with a connection.} other {# more are listed, but only on the server: each is fetched when it is opened with a connection.}}',
} as const;
