/** From a page to the service worker. */
export type ServiceWorkerRequest =
  | { readonly kind: 'take-over' }
  /** Answered on the port that comes with it. */
  | { readonly kind: 'count-missing' };

/** How many files of this version exist, and how many of them are not in the cache. */
export interface ServiceWorkerAnswer {
  readonly fileCount: number;
  readonly missingCount: number;
}
