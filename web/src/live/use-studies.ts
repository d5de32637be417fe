import { useSyncExternalStore } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { useArchive } from './archive-provider.tsx';
import { studyProjection, type StudyProjection } from './study-projection.ts';

function useStudyProjection(): StudyProjection {
  const store = studyProjection(useArchive());
  return useSyncExternalStore(store.subscribe, store.get);
}

/** How far the reading of the list has come; `failure` says why it never will. */
export function useStudyReading(): Pick<StudyProjection, 'isLoaded' | 'failure'> {
  return useStudyProjection();
}

/** Every study known to this device, the latest first, those in the trash among them (`rejection`). */
export function useStudies(): readonly StudySummary[] {
  return useStudyProjection().studies;
}

/** One study; `loading` until the list was read, null when there is none of that key. */
export function useStudy(key: string): StudySummary | 'loading' | null {
  const { isLoaded, byKey } = useStudyProjection();
  return byKey.get(key) ?? (isLoaded ? null : 'loading');
}
