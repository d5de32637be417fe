import { liveQuery } from 'dexie';
import type { Archive } from './archive.ts';

/**
 * Calls back when something was added to the outbox, whichever tab or worker did it; gives what ends it.
 * What only leaves the outbox, or is noted there, is no news.
 */
export function watchOutbox(archive: Archive, onAdded: () => void): () => void {
  const { outbox } = archive.db;
  let known: readonly [number, number] | null = null;
  const subscription = liveQuery(() =>
    Promise.all([
      outbox.where('kind').equals('op').count(),
      outbox.where('kind').equals('instance').count(),
    ]),
  ).subscribe({
    next(counts) {
      const [ops, instances] = counts;
      const isMore = known !== null && (ops > known[0] || instances > known[1]);
      known = counts;
      if (isMore) onAdded();
    },
    // The database is closed or gone: whoever uses it next is told by its own failure.
    error: () => undefined,
  });
  return () => subscription.unsubscribe();
}
