import { forgetAtHandOver } from '../live/hand-over.ts';

/** How the list was left: coming back from a study must not lose the place in 10 000 rows. */
export interface ListView {
  readonly query: string;
  readonly scrollTopPx: number;
}

const fresh: ListView = { query: '', scrollTopPx: 0 };

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
