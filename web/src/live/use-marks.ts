import { useSyncExternalStore } from 'react';
import type { FoldedMark } from '#shared/sync/fold-marks.ts';
import { foldKeyImages, type KeyImage } from '#shared/sync/key-images.ts';
import type { Op } from '#shared/sync/op.ts';
import type { Archive } from '../archive/archive.ts';
import { readInstall } from '../archive/check-witness.ts';
import { marksOf } from '../archive/marks.ts';
import { openNewOps, opQueryOfStudy } from '../archive/watch-ops.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

/** What people have put on the images of a study. */
export interface StudyMarks {
  /** Of everybody, folded from their operations; the deleted ones left out. */
  readonly marks: readonly FoldedMark[];
  readonly keyImages: readonly KeyImage[];
  /** What they are folded from. */
  readonly ops: readonly Op[];
  readonly deviceId: string;
}

const none: StudyMarks = { marks: [], keyImages: [], ops: [], deviceId: '' };

/** The marks and key images of a study; without a device id until they have been read. */
export function useMarks(studyKey: string): StudyMarks {
  const store = markStore(useArchive(), studyKey);
  return useSyncExternalStore(store.subscribe, store.get);
}

function markStore(archive: Archive, studyKey: string): Store<StudyMarks> {
  return sharedStore(archive, `marks ${studyKey}`, () => {
    // Operations never change, so each is decrypted once.
    const known = new Map<string, Op>();
    return liveStore({
      archive,
      empty: none,
      prepare: async () => ({
        query: await opQueryOfStudy(archive, studyKey),
        deviceId: (await readInstall(archive.db)).deviceId,
      }),
      watch: ({ query }) => query.ids(),
      async read({ query, deviceId }) {
        const read = await openNewOps(archive, query, known);
        if (!read.ok) return unchanged;
        const ops = read.value;
        return { marks: marksOf(ops), keyImages: foldKeyImages(ops), ops, deviceId };
      },
      forget: () => known.clear(),
    });
  });
}
