export const cover = {
  'cover.title': 'Still going on',
  'cover.adding': '{count, plural, one {# file} other {# files}} still being added.',
  'cover.sending': '{count, plural, one {# image} other {# images}} still going to the server.',
  'cover.sendingOps':
    '{count, plural, one {# mark or change} other {# marks and changes}} still going to the server.',
  'cover.limit':
    'Locks fully in {minutes, plural, one {# minute} other {# minutes}} at the latest. What is left then goes on after unlocking; files that are not added by then are named there.',
  'cover.closeNow': 'Lock fully now',
} as const;
