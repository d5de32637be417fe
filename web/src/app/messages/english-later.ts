import { exports } from './en/export.ts';
import { failure } from './en/failure.ts';
import { imports } from './en/import.ts';
import { shell } from './en/shell.ts';
import { viewer } from './en/viewer.ts';
import { viewerPanes } from './en/viewer-panes.ts';

export const englishLater = {
  ...shell,
  ...imports,
  ...exports,
  ...viewer,
  ...failure,
  ...viewerPanes,
};
