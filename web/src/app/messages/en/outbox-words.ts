/** What the outbox explains; it comes with its screen. */
export const outboxWords = {
  'outbox.sendingOpen':
    'They are on their way. It goes on while Satchel is open, in the background too.',
  'outbox.sendingInFront':
    'They are on their way. Keep Satchel open and in front: this device pauses what is in the background. What is on the server by then stays there, and the rest goes on when you come back.',
  'outbox.waitingOpen': 'They go up by themselves, one after the other, while Satchel is open.',
  'outbox.refusedWords':
    'The server refused some of it. Trying again alone does not mend that: the reason stands below.',
  'outbox.blockedWords':
    'The server does not take anything from this device: nothing goes up or comes down until this is settled.',
  'outbox.blockedPair':
    'Get a new code from whoever looks after the server, and pair this device again. Nothing here is lost by that.',
} as const;
