import { useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import type { Person } from '../archive/archive-types.ts';
import { currentPerson, readPeople } from '../archive/people.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

export interface People {
  /** False until they were read once. */
  readonly isLoaded: boolean;
  /** Everybody who has used this device. */
  readonly all: readonly Person[];
  /** Who is using it now: the author of every mark. */
  readonly current: Person | null;
}

const nobody: People = { isLoaded: false, all: [], current: null };

export function usePeople(): People {
  const store = peopleStore(useArchive());
  return useSyncExternalStore(store.subscribe, store.get);
}

function peopleStore(archive: Archive): Store<People> {
  return sharedStore(archive, 'people', () =>
    liveStore<void, People>({
      archive,
      empty: nobody,
      prepare: () => Promise.resolve(),
      watch: () => Promise.all([archive.db.person.toArray(), archive.db.setting.toArray()]),
      async read() {
        const [all, current] = await Promise.all([readPeople(archive), currentPerson(archive)]);
        if (!all.ok || !current.ok) return unchanged;
        return { isLoaded: true, all: all.value, current: current.value };
      },
    }),
  );
}
