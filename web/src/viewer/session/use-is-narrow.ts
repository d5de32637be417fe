import { useSyncExternalStore } from 'react';

/** The width below which the viewer is laid out for a phone; the style sheets have the same. */
const narrow = '(width < 40rem)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(narrow);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Laid out for a phone: tools at the lower edge. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(narrow).matches);
}
