/** From a page to the service worker. */
export type ServiceWorkerRequest =
  | { readonly kind: 'take-over' }
  /** Answered on the port that comes with it. */
  | { readonly kind: 'count-missing' }
  /** Files that were shared with the app; answered on the port that comes with it. */
  | { readonly kind: 'ask-shared'; readonly id: string }
  /** They were taken in, or are not wanted. */
  | { readonly kind: 'drop-shared'; readonly id: string };

/** How many files of this version exist, and how many of them are not in the cache. */
export interface ServiceWorkerAnswer {
  readonly fileCount: number;
  readonly missingCount: number;
}

/** null: the worker does not hold them, because it was ended meanwhile or they never came. */
export interface SharedFilesAnswer {
  readonly files: readonly File[] | null;
}

/** Where the browser posts what another app shares; the manifest names it too. */
export const sharePath = '/share';
