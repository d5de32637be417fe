import { useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import { retryDelayMs } from '../archive/retry-delay.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { emptyBook, type PatientBook, type StudyPatient } from './patient-book.ts';
import { createStore, type Store } from './store.ts';

/**
 * All patients of this device. The list groups by `usePatients().ofStudy(study.key)?.patientKey` and shows
 * `….shown` in place of the study: that is the study with its demographics as entered or corrected (the
 * same object where nothing differs; null until everything was read: then the study itself). `differences` names where that is not what the files say, `certainty` is `ask` where
 * a reader should decide whose it is. Commands, and what is searched beside it, take the study itself.
 * The code and the reading come after the first list is there, and never keep it waiting.
 */
export function usePatients(): PatientBook {
  const store = lazyBook(useArchive());
  return useSyncExternalStore(store.subscribe, store.get);
}

/** The patient of one study; null until it is known: then the study's own files are all there is to show. */
export function useStudyPatient(studyKey: string): StudyPatient | null {
  return usePatients().ofStudy(studyKey);
}

function lazyBook(archive: Archive): Store<PatientBook> {
  return sharedStore(archive, 'lazy patients', () => {
    const store = createStore<PatientBook>(emptyBook, () => {
      let isWanted = true;
      let failedCount = 0;
      let leave = (): void => undefined;
      const begin = async (): Promise<void> => {
        const { patientProjection } = await import('./patient-projection.ts');
        if (!isWanted) return;
        const book = patientProjection(archive);
        leave = book.subscribe(() => store.set(book.get()));
        store.set(book.get());
      };
      // A chunk that can't be loaded: files alone speak, as they do until it is there.
      const start = (): void => {
        begin().catch(() => {
          failedCount += 1;
          if (isWanted) timer = setTimeout(start, retryDelayMs(failedCount));
        });
      };
      let timer = setTimeout(start, 0);
      return () => {
        isWanted = false;
        clearTimeout(timer);
        leave();
      };
    });
    return store;
  });
}
