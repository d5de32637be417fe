/** Studies that a search of the server finds, and that are not on this device. */
export const serverSearch = {
  'server.title': 'On the server',
  'server.searching': 'Asking the server…',
  'server.found':
    '{count, plural, one {# more study on the server} other {# more studies on the server}}',
  'server.foundMany': 'The latest {count} on the server; there are more',
  'server.none': 'Nothing more on the server',
  'server.noneYet': 'Nothing among the latest that match; the server has more',
  'server.seen':
    'No connection to the server. {count, plural, one {One study was} other {# studies were}} seen there before.',
  'server.seenNone':
    'No connection to the server: it cannot be searched now. What was seen there before does not match.',
  'server.failed': 'The server could not be searched: {reason}',
  'server.again': 'Search again',
  'server.more': 'Show more',
  'server.chip': 'On the server',
  'server.needsConnection': 'On the server, needs a connection to open',
  'server.opening': 'Getting it from the server…',
  'server.openingCount': '{done} of {total, plural, one {# image} other {# images}}',
  'server.openFailed': 'The study could not be opened: {reason}',
  'server.gone': 'The server does not have this study any more.',
  'server.images': '{count, plural, one {# image} other {# images}}',
  'server.corrected': 'Patient corrected: shown when opened',
};
