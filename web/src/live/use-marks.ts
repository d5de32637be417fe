import { useSyncExternalStore } from 'react';
import type { FoldedMark } from '#shared/sync/fold-marks.ts';
import type { Op } from '#shared/sync/op.ts';
import type { Archive } from '../archive/archive.ts';
import { marksOf } from '../archive/marks.ts';
import { openNewOps, opQueryOfStudy } from '../archive/watch-ops.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

const none: readonly FoldedMark[] = [];

/** The marks of a study, of everybody, folded from their operations; the deleted ones left out. */
export function useMarks(studyKey: string): readonly FoldedMark[] {
  const store = markStore(useArchive(), studyKey);
  return useSyncExternalStore(store.subscribe, store.get);
}

function markStore(archive: Archive, studyKey: string): Store<readonly FoldedMark[]> {
  return sharedStore(archive, `marks ${studyKey}`, () => {
    // Operations never change, so each is decrypted once.
    const known = new Map<string, Op>();
    return liveStore({
      archive,
      empty: none,
      prepare: () => opQueryOfStudy(archive, studyKey),
      watch: (query) => query.ids(),
      async read(query) {
        const ops = await openNewOps(archive, query, known);
        return ops.ok ? marksOf(ops.value) : unchanged;
      },
      forget: () => known.clear(),
    });
  });
}
