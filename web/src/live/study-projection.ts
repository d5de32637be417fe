import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Archive } from '../archive/archive.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import { readStudySummaries } from '../archive/find-studies.ts';
import { writeListSheet } from '../archive/list-sheet.ts';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

/** The study list in memory: the one projection of decision 6. */
export interface StudyProjection {
  /** False until everything was read once. */
  readonly isLoaded: boolean;
  /** Why it could not be read the first time: an empty list would say that there are no studies. */
  readonly failure: ArchiveFailure | null;
  /** Latest study first; those in the trash are among them. */
  readonly studies: readonly StudySummary[];
  readonly byKey: ReadonlyMap<string, StudySummary>;
}

const empty: StudyProjection = { isLoaded: false, failure: null, studies: [], byKey: new Map() };

/** An import commits several times a second; a list that moves more often than this is no help. */
const intervalMs = 100;

/** From this many on, opening the rows one by one is felt at a start. */
const sheetFromCount = 200;
/** An import changes the list all the time; the sheet is for the quiet after it. */
const sheetAfterMs = 3000;

/** The projection of an archive, shared by all who look. */
export function studyProjection(archive: Archive): Store<StudyProjection> {
  return sharedStore(archive, 'studies', () => {
    let seq = 0;
    let byKey = new Map<string, StudySummary>();
    let last = empty;
    let looseCount = 0;
    let sheetTimer: ReturnType<typeof setTimeout> | undefined;
    const keepSheet = (): void => {
      clearTimeout(sheetTimer);
      if (looseCount < sheetFromCount) return;
      sheetTimer = setTimeout(() => {
        looseCount = 0;
        // Not written (a full device, another lock): the next start opens the rows.
        void writeListSheet(archive, seq, last.studies);
      }, sheetAfterMs);
    };
    return liveStore<void, StudyProjection>({
      archive,
      empty,
      intervalMs,
      isEager: true,
      prepare: () => Promise.resolve(),
      watch: () => archive.db.meta.get('seq'),
      async read() {
        const changes = await readStudySummaries(archive, seq);
        if (!changes.ok) return last.isLoaded ? unchanged : { ...empty, failure: changes.failure };
        const { studies, goneKeys } = changes.value;
        ({ seq } = changes.value);
        looseCount += changes.value.openedCount;
        keepSheet();
        if (last.isLoaded && studies.length + goneKeys.length === 0) return last;
        byKey = new Map(byKey);
        for (const study of studies) byKey.set(study.key, study);
        for (const key of goneKeys) byKey.delete(key);
        last = {
          isLoaded: true,
          failure: null,
          studies: [...byKey.values()].toSorted(compareStudies),
          byKey,
        };
        return last;
      },
      forget() {
        clearTimeout(sheetTimer);
        looseCount = 0;
        seq = 0;
        byKey = new Map();
        last = empty;
      },
    });
  });
}

function compareStudies(a: StudySummary, b: StudySummary): number {
  return (
    compareText(b.StudyDate, a.StudyDate) ||
    compareText(b.StudyTime, a.StudyTime) ||
    compareText(b.addedAt, a.addedAt) ||
    compareText(a.key, b.key)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
