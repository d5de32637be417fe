/**
 * What a developer needs of a crash: the place in the program and the versions. An error's message may
 * quote what it choked on, and that may be a patient's name, so the message stays out; our own
 * assertions alone (`assertion failed: …`, written in the source) are kept.
 */
export function bugReport(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  const message = error instanceof Error ? error.message : '';
  const lines = [
    `Satchel ${import.meta.env.SATCHEL_VERSION}`,
    navigator.userAgent,
    `screen: ${location.pathname.split('/')[1] ?? ''}`,
    message.startsWith('assertion failed: ') ? `${name}: ${message}` : name,
    ...placesOf(error),
  ];
  return lines.join('\n');
}

/** The frames of the stack; its first lines repeat the message, which may run over several lines. */
export function placesOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  return error.stack
    .split('\n')
    .map((line) =>
      /(?:^\s*at |@)(?:.*[\s(/@])?([A-Za-z0-9_.-]+\.(?:tsx?|m?js):\d+(?::\d+)?)\)?$/.exec(line),
    )
    .flatMap((match) => (match?.[1] === undefined ? [] : [`  ${match[1]}`]))
    .slice(0, 30);
}
