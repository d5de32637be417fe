type Agent = Pick<Navigator, 'userAgent' | 'maxTouchPoints'>;

/** An iPhone or iPad. */
export function isAppleTouch({ userAgent, maxTouchPoints }: Agent): boolean {
  // iPadOS calls itself a Mac; no Mac has a touch screen.
  return /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/**
 * Whether the system pauses a page that is not in front: iPadOS, iOS and Android do, within seconds to minutes;
 * a computer lets it go on.
 */
export function pausesHiddenPages(agent: Agent): boolean {
  return isAppleTouch(agent) || /Android/.test(agent.userAgent);
}
