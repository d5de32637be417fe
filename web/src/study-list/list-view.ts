import { forgetAtHandOver } from '../live/hand-over.ts';
import type { StudyFilter } from './find-in-list.ts';

/** How the list was left: coming back from a study must not lose the place in 10 000 rows. */
export interface ListView {
  readonly query: string;
  readonly filter: StudyFilter;
  readonly scrollTopPx: number;
}

const fresh: ListView = { query: '', filter: 'all', scrollTopPx: 0 };

/** In memory alone: what somebody searched for is often a patient's name. */
let view = fresh;

export function readListView(): ListView {
  return view;
}

export function saveListView(change: Partial<ListView>): void {
  view = { ...view, ...change };
}

forgetAtHandOver(() => {
  view = fresh;
});
