import { app } from './en/app.ts';
import { choose } from './en/choose.ts';
import { studyList } from './en/study-list.ts';
import { sync } from './en/sync.ts';
import { ui } from './en/ui.ts';
import type { englishLater } from './english-later.ts';

/** The words of the first screen; the others come in a chunk of their own right after it. */
export const englishFirst = { ...ui, ...app, ...choose, ...studyList, ...sync };

type English = Readonly<Record<keyof typeof englishFirst | keyof typeof englishLater, string>>;

declare module '../../ui/use-text.ts' {
  // Merges the keys into the catalogue that `useText` knows: a misspelt key does not compile.
  interface MessageCatalogue extends English {}
}
