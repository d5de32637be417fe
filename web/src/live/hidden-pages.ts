/**
 * Whether the system pauses a page that is not in front: iPadOS, iOS and Android do, within seconds to minutes;
 * a computer lets it go on.
 */
export function pausesHiddenPages(agent: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): boolean {
  const { userAgent, maxTouchPoints } = agent;
  // iPadOS calls itself a Mac; no Mac has a touch screen.
  return (
    /iPhone|iPad|Android/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
  );
}
