/** The number of a sharing, where the service worker has led here with one. */
export function sharedIdOf(search: string): string | null {
  return new URLSearchParams(search).get('shared');
}
