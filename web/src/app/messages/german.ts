import { app } from './de/app.ts';
import { choose } from './de/choose.ts';
import { studyList } from './de/study-list.ts';
import { sync } from './de/sync.ts';
import { ui } from './de/ui.ts';
import type { englishFirst } from './english.ts';

/** The words of the first screen; the others come in a chunk of their own right after it. */
export const germanFirst: Readonly<Record<keyof typeof englishFirst, string>> = {
  ...ui,
  ...app,
  ...choose,
  ...studyList,
  ...sync,
};
