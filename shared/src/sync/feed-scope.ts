import type { ChangesPage, FeedLine } from './parse-answers.ts';
import type { ChangeRow, ScopeHead } from './protocol.ts';

/** What a device keeps of its list of carried studies at the server, beside its cursor. */
export interface FeedScope extends ScopeHead {
  /** Up to this entry of the list the device holds all that was owed. */
  readonly pulled: number;
  /** Of the next entry that is owed, the rows that are here already: where pulling goes on after a break. */
  readonly part?: { readonly seq: number; readonly after: number };
}

/** How far a device has read; without a scope it was told everything up to the cursor. */
export interface FeedPlace {
  readonly cursor: number;
  readonly scope: FeedScope | null;
}

/**
 * What becomes of a page: `lost`, the server no longer knows what this device carries; `unscoped`, it knows of
 * no scopes (it was set back to an earlier version); null: it does not join on.
 */
export type JoinedPage =
  | {
      readonly place: FeedPlace;
      readonly rows: readonly ChangeRow[];
      readonly owed: readonly { readonly seq: number; readonly StudyInstanceUID: string }[];
    }
  | 'lost'
  | 'unscoped'
  | null;

/** Joins a page that was asked for in a scope on to a place: all of its rows between both ends, in order ([SCOPE1]). */
export function joinScopedPage(page: ChangesPage, place: FeedPlace): JoinedPage {
  const { from, to, scope } = page;
  if (scope === null) return 'lost';
  if (place.scope === null) return null;
  if (scope === undefined) return 'unscoped';
  if (from !== place.cursor || to < from || scope.seq < place.scope.seq) return null;
  const rows = rowsBetween(page.rows, from, to);
  if (rows === null) return null;
  const { seq, mark, owed } = scope;
  if (owed.some((one, at) => one.seq <= (owed[at - 1]?.seq ?? place.scope?.pulled ?? 0)))
    return null;
  // What is owed has to be here first ([SCOPE3]).
  const joined: FeedScope =
    owed.length === 0 ? { seq, mark, pulled: seq } : { ...place.scope, seq, mark };
  return { place: { cursor: to, scope: joined }, rows, owed };
}

/** Rows with growing numbers above one and up to another; null when they are no such rows. */
export function rowsBetween(
  lines: readonly FeedLine[],
  above: number,
  upTo: number,
): readonly ChangeRow[] | null {
  let last = above;
  for (const { seq } of lines) {
    if (seq <= last || seq > upTo) return null;
    last = seq;
  }
  // What is out of form is kept out, and the feed goes on for everybody else.
  return lines.flatMap(({ row }) => (row === null ? [] : [row]));
}

/** Whether nothing has moved the feed since a place was read. */
export function isSamePlace(a: FeedPlace, b: FeedPlace): boolean {
  return (
    a.cursor === b.cursor &&
    a.scope?.seq === b.scope?.seq &&
    a.scope?.mark === b.scope?.mark &&
    a.scope?.pulled === b.scope?.pulled &&
    a.scope?.part?.seq === b.scope?.part?.seq &&
    a.scope?.part?.after === b.scope?.part?.after
  );
}
