import { attributes } from './de/attributes.ts';
import { cover } from './de/cover.ts';
import { exports } from './de/export.ts';
import { exportCut } from './de/export-cut.ts';
import { failure } from './de/failure.ts';
import { handOver } from './de/hand-over.ts';
import { importNext } from './de/import-next.ts';
import { imports } from './de/import.ts';
import { keyCopy } from './de/key-copy.ts';
import { marks } from './de/marks.ts';
import { listDeeds } from './de/list-deeds.ts';
import { listFilter } from './de/list-filter.ts';
import { outboxWords } from './de/outbox-words.ts';
import { patient } from './de/patient.ts';
import { pictures } from './de/pictures.ts';
import { platform } from './de/platform.ts';
import { serverSearch } from './de/server-search.ts';
import { shell } from './de/shell.ts';
import { storage } from './de/storage.ts';
import { studyDetails } from './de/study-details.ts';
import { typedWords } from './de/typed-words.ts';
import { viewerPanes } from './de/viewer-panes.ts';
import { viewer } from './de/viewer.ts';
import type { englishLater } from './english-later.ts';

export const germanLater: Readonly<Record<keyof typeof englishLater, string>> = {
  ...attributes,
  ...cover,
  ...exports,
  ...exportCut,
  ...failure,
  ...importNext,
  ...imports,
  ...keyCopy,
  ...listDeeds,
  ...listFilter,
  ...marks,
  ...outboxWords,
  ...patient,
  ...pictures,
  ...platform,
  ...serverSearch,
  ...shell,
  ...storage,
  ...studyDetails,
  ...typedWords,
  ...handOver,
  ...viewer,
  ...viewerPanes,
};
