import { useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import type { StudyDetail } from '../archive/archive-types.ts';
import { readStudyDetail, type InstanceBodyCache } from '../archive/find-studies.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

/** Series and instances of a study; null until they are read, and when there is none of that key (`useStudy` tells). */
export function useStudyDetail(key: string): StudyDetail | null {
  const store = studyDetailStore(useArchive(), key);
  return useSyncExternalStore(store.subscribe, store.get);
}

function studyDetailStore(archive: Archive, key: string): Store<StudyDetail | null> {
  return sharedStore(archive, `detail ${key}`, () => {
    const cache: InstanceBodyCache = new Map();
    return liveStore<void, StudyDetail | null>({
      archive,
      empty: null,
      intervalMs: 200,
      prepare: () => Promise.resolve(),
      // Every change of an instance or a picture raises its study's number.
      watch: () => archive.db.study.get(key),
      async read() {
        const detail = await readStudyDetail(archive, key, cache);
        return detail.ok ? detail.value : unchanged;
      },
      forget: () => cache.clear(),
    });
  });
}
