import type { Archive } from './archive.ts';
import { watchDatabase } from './watch-database.ts';

/**
 * Calls back when something was added to the outbox, whichever tab or worker did it; gives what ends it.
 * What only leaves the outbox, or is noted there, is no news.
 */
export function watchOutbox(archive: Archive, onAdded: () => void): () => void {
  const { outbox } = archive.db;
  let known: ReadonlySet<string> | null = null;
  // Counts would miss what came in the moment in which as much was sent.
  return watchDatabase(
    () => outbox.toCollection().primaryKeys(),
    (refs) => {
      const before = known;
      known = new Set(refs);
      if (before !== null && refs.some((ref) => !before.has(ref))) onAdded();
    },
  );
}
