import { useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import { emptyOutbox, readOutboxSummary, type OutboxSummary } from '../archive/outbox.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

/** What waits for the server, added up. */
export function useOutbox(): OutboxSummary {
  const store = outboxStore(useArchive());
  return useSyncExternalStore(store.subscribe, store.get);
}

function outboxStore(archive: Archive): Store<OutboxSummary> {
  return sharedStore(archive, 'outbox', () =>
    liveStore<void, OutboxSummary>({
      archive,
      empty: emptyOutbox,
      intervalMs: 250,
      prepare: () => Promise.resolve(),
      watch: () => archive.db.outbox.toArray(),
      async read() {
        const outbox = await readOutboxSummary(archive);
        return outbox.ok ? outbox.value : unchanged;
      },
    }),
  );
}
