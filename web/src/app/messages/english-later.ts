import { attributes } from './en/attributes.ts';
import { cover } from './en/cover.ts';
import { exports } from './en/export.ts';
import { exportCut } from './en/export-cut.ts';
import { failure } from './en/failure.ts';
import { handOver } from './en/hand-over.ts';
import { importNext } from './en/import-next.ts';
import { imports } from './en/import.ts';
import { keyCopy } from './en/key-copy.ts';
import { marks } from './en/marks.ts';
import { listDeeds } from './en/list-deeds.ts';
import { listFilter } from './en/list-filter.ts';
import { outboxWords } from './en/outbox-words.ts';
import { patient } from './en/patient.ts';
import { pictures } from './en/pictures.ts';
import { platform } from './en/platform.ts';
import { serverSearch } from './en/server-search.ts';
import { shell } from './en/shell.ts';
import { storage } from './en/storage.ts';
import { studyDetails } from './en/study-details.ts';
import { typedWords } from './en/typed-words.ts';
import { viewerPanes } from './en/viewer-panes.ts';
import { viewer } from './en/viewer.ts';

export const englishLater = {
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
