import { parseChangesAnswer, type ChangesPage } from '#shared/sync/parse-answers.ts';
import { ok } from '#shared/failure/result.ts';
import type { FeedScope } from '#shared/sync/feed-scope.ts';
import type { CoreEffect } from '#shared/sync/engine/core-types.ts';
import type { ChangeRow } from '#shared/sync/protocol.ts';
import { scopeOf, takeScopedPage } from './pull-scoped.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure, type FeedPosition } from './sync-store.ts';

type PullChanges = Extract<CoreEffect, { readonly type: 'pullChanges' }>;

/** Rows in one page: one transaction on the device. */
const pageRows = 200;

/**
 * Reads the next page of the server's feed and stores its rows and the cursor in one transaction
 * ([PULL2]). A page that has a gap, or does not join on to the cursor, is not taken in ([PULL1]).
 */
export async function pullChanges(
  context: SyncContext,
  { cursor, waitSeconds }: PullChanges,
  hubEpoch: string,
): Promise<EventBody> {
  const feed = await context.store.readFeed();
  if (!feed.ok) return { type: 'changesFailed', failure: localFailure('changes', feed.failure) };
  const position = lifeOf(feed.value, context, hubEpoch);
  const scope = position === null ? ok(null) : await scopeOf(context, position);
  if (!scope.ok) return { type: 'changesFailed', failure: scope.failure };
  // In a scope the place on the disk counts: what is read on from it has to join on there.
  const asked = { cursor: position?.cursor ?? cursor, scope: scope.value };
  const query =
    asked.scope === null
      ? queryOf(cursor, waitSeconds, hubEpoch, feed.value)
      : `${queryOf(asked.cursor, waitSeconds, hubEpoch, feed.value)}${scopeQuery(asked.scope)}`;
  const answer = await context.hub.json(
    {
      method: 'GET',
      path: `/sync/v1/changes?${query}`,
      step: 'changes',
      signal: context.signal,
      timeoutMs: (waitSeconds + 60) * 1000,
    },
    parseChangesAnswer,
  );
  if (!answer.ok) return { type: 'changesFailed', failure: answer.failure };
  const page = answer.value;
  const headSeq = page.head.seq;
  if (page.hubEpoch !== hubEpoch) {
    return { type: 'changesAnswered', hubEpoch: page.hubEpoch, to: cursor, headSeq };
  }
  if (asked.scope !== null) {
    return takeScopedPage(context, page, { hubId: context.pairing.hub.hubId, hubEpoch }, asked);
  }
  const rows = joinedRows(page, cursor);
  if (rows === null) {
    const failure = {
      code: 'SERVER_ERROR',
      step: 'changes',
      retry: 'later',
      detail: 'gap',
    } as const;
    return { type: 'changesFailed', failure };
  }
  if (page.rows.length > 0) {
    const applied = await context.store.applyChanges(context.pairing.hub.hubId, { ...page, rows });
    if (!applied.ok)
      return { type: 'changesFailed', failure: localFailure('changes', applied.failure) };
  }
  return { type: 'changesAnswered', hubEpoch, to: page.to, headSeq };
}

/** What is known of the feed in the life of the server that is talked to; null: nothing yet. */
function lifeOf(
  feed: FeedPosition | null,
  { pairing }: SyncContext,
  hubEpoch: string,
): FeedPosition | null {
  const isThisLife = feed?.hubId === pairing.hub.hubId && feed.hubEpoch === hubEpoch;
  return isThisLife ? feed : null;
}

function scopeQuery({ seq, mark, pulled }: FeedScope): string {
  return `&scope=${seq}.${encodeURIComponent(mark)}&pulled=${pulled}`;
}

/** With what was seen of the epoch that the cursor belongs to, a server notices that it lost history ([LINK5]). */
function queryOf(
  cursor: number,
  waitSeconds: number,
  hubEpoch: string,
  feed: FeedPosition | null,
): string {
  const query = `cursor=${cursor}&limit=${pageRows}&wait=${waitSeconds}&epoch=${encodeURIComponent(hubEpoch)}`;
  if (feed === null || feed.seen === null || feed.hubEpoch !== hubEpoch) return query;
  return `${query}&seen=${feed.seen.seq}.${encodeURIComponent(feed.seen.mark)}`;
}

/** The rows of a page without gaps above the cursor; null when it is no such page. */
export function joinedRows(page: ChangesPage, cursor: number): readonly ChangeRow[] | null {
  if (page.from !== cursor || page.to !== cursor + page.rows.length) return null;
  if (page.rows.some(({ seq }, index) => seq !== cursor + index + 1)) return null;
  // What is out of form is kept out, and the feed goes on for everybody else.
  return page.rows.flatMap(({ row }) => (row === null ? [] : [row]));
}
