import { failure } from './en/failure.ts';
import { imports } from './en/import.ts';
import { shell } from './en/shell.ts';
import { studyList } from './en/study-list.ts';
import { sync } from './en/sync.ts';
import { ui } from './en/ui.ts';
import { viewer } from './en/viewer.ts';

export const english = { ...ui, ...shell, ...studyList, ...imports, ...sync, ...viewer, ...failure };

type English = Readonly<Record<keyof typeof english, string>>;

declare module '../../ui/use-text.ts' {
  // Merges the keys into the catalogue that `useText` knows: a misspelt key does not compile.
  interface MessageCatalogue extends English {}
}
