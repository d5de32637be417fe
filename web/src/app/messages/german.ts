import type { MessageKey } from '../../ui/use-text.ts';
import { app } from './de/app.ts';
import { failure } from './de/failure.ts';
import { imports } from './de/import.ts';
import { shell } from './de/shell.ts';
import { studyList } from './de/study-list.ts';
import { sync } from './de/sync.ts';
import { ui } from './de/ui.ts';
import { viewer } from './de/viewer.ts';

export const german: Readonly<Record<MessageKey, string>> = {
  ...ui,
  ...app,
  ...shell,
  ...studyList,
  ...imports,
  ...sync,
  ...viewer,
  ...failure,
};
