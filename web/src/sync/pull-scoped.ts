import { ok, fail, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import {
  joinScopedPage,
  rowsBetween,
  type FeedPlace,
  type FeedScope,
} from '#shared/sync/feed-scope.ts';
import type { ChangesPage } from '#shared/sync/parse-answers.ts';
import {
  parseScopeAnswer,
  parseStudyChangesAnswer,
  type StudyChangesPage,
} from '#shared/sync/parse-scope-answers.ts';
import { scopeCountMax, type ScopeHead, type ScopeRequest } from '#shared/sync/protocol.ts';
import type { HubClient } from './hub-client.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure, type FeedPosition, type ServerLife } from './sync-store.ts';

/** Servers of before there were scopes: they tell everything, and are not asked again while they are talked to. */
const unscoped = new WeakSet<HubClient>();

const studyRows = 200;

/**
 * The scope in which a device reads on. Where it has none yet, the server is told of every study that is known
 * here, before the first page that leaves anything out ([SCOPE2]). Null: this server knows no scopes.
 */
export async function scopeOf(
  context: SyncContext,
  feed: FeedPosition,
): Promise<Result<FeedScope | null, SyncFailure>> {
  if (feed.scope !== undefined) return ok(feed.scope);
  if (!context.isScoped || unscoped.has(context.hub)) return ok(null);
  const known = await context.store.knownStudies();
  if (!known.ok) return fail(localFailure('scope', known.failure));
  const named = await nameStudies(context, feed.hubEpoch, known.value);
  if (!named.ok) {
    if (named.failure.code !== 'NOT_FOUND') return named;
    unscoped.add(context.hub);
    return ok(null);
  }
  // Another life of it: the page that is asked for without a scope will say so.
  if (named.value === null) return ok(null);
  // All of the list was told up to the cursor, as nothing was ever left out before.
  const scope = { ...named.value, pulled: named.value.seq };
  const { cursor } = feed;
  const moved = await context.store.moveFeed({
    hub: feed,
    from: { cursor, scope: null },
    to: { cursor, scope },
    head: null,
    rows: [],
  });
  return moved.ok ? ok(scope) : fail(localFailure('scope', moved.failure));
}

async function nameStudies(
  context: SyncContext,
  hubEpoch: string,
  uids: readonly string[],
): Promise<Result<ScopeHead | null, SyncFailure>> {
  for (let at = 0; ; at += scopeCountMax) {
    const body: ScopeRequest = { add: uids.slice(at, at + scopeCountMax), isTold: true };
    const answer = await context.hub.json(
      {
        method: 'POST',
        path: '/sync/v1/scope',
        step: 'scope',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        signal: context.signal,
        timeoutMs: 60_000,
      },
      parseScopeAnswer,
    );
    if (!answer.ok) return answer;
    if (answer.value.hubEpoch !== hubEpoch) return ok(null);
    if (at + scopeCountMax >= uids.length) return ok(answer.value.scope);
  }
}

/** Takes in a page that was asked for in a scope, and after it, whole, what is owed of other studies ([SCOPE3]). */
export async function takeScopedPage(
  context: SyncContext,
  page: ChangesPage,
  hub: ServerLife,
  asked: FeedPlace,
): Promise<EventBody> {
  const { head } = page;
  const joined = joinScopedPage(page, asked);
  if (joined === null) return failed(unexpected('gap'));
  // Told without a scope from now on, as by a server of before there were any: rows were left out until here.
  if (joined === 'unscoped') unscoped.add(context.hub);
  if (joined === 'lost' || joined === 'unscoped') {
    // What this device carries has to be named anew, and everything of it to be read again ([SCOPE6]).
    const to = { cursor: 0, scope: null };
    const reset = await context.store.moveFeed({ hub, from: asked, to, head: null, rows: [] });
    return reset.ok ? { type: 'renumbered' } : failed(localFailure('changes', reset.failure));
  }
  const { rows, owed } = joined;
  let place = joined.place;
  const moved = await context.store.moveFeed({ hub, from: asked, to: place, head, rows });
  if (!moved.ok) return failed(localFailure('changes', moved.failure));
  for (const one of owed) {
    const pulled = await pullOwed(context, hub, place, one);
    if (!pulled.ok) return failed(pulled.failure);
    place = pulled.value;
  }
  return { type: 'changesAnswered', hubEpoch: page.hubEpoch, to: page.to, headSeq: head.seq };
}

/** All rows of a study, from where an earlier try broke off; that they are here is noted with the last of them. */
async function pullOwed(
  { store, hub: client, signal }: SyncContext,
  hub: ServerLife,
  place: FeedPlace,
  { seq, StudyInstanceUID }: { readonly seq: number; readonly StudyInstanceUID: string },
): Promise<Result<FeedPlace, SyncFailure>> {
  const { cursor, scope } = place;
  if (scope === null) return ok(place);
  const { part, ...whole } = scope;
  const after = part?.seq === seq ? part.after : 0;
  let at = place;
  const question = { client, signal, hub, StudyInstanceUID, after };
  const all = await readStudyChanges(question, async ({ rows, head, isLast, to: read }) => {
    const next: FeedScope = isLast
      ? { ...whole, pulled: seq }
      : { ...whole, part: { seq, after: read } };
    const to = { cursor, scope: next };
    const moved = await store.moveFeed({ hub, from: at, to, head, rows });
    if (!moved.ok) return fail(localFailure('changes', moved.failure));
    at = to;
    return ok(null);
  });
  return all.ok ? ok(at) : all;
}

interface StudyQuestion {
  readonly client: HubClient;
  readonly signal: AbortSignal;
  /** The life of the server that is expected to answer. */
  readonly hub: ServerLife;
  readonly StudyInstanceUID: string;
  /** Rows up to this number are here already; 0: none. */
  readonly after?: number;
  /** Rows of one answer. */
  readonly limit?: number;
}

/** Reads the rows of a study, page by page; the server counts the study as carried from then on ([SCOPE4]). */
export async function readStudyChanges(
  { client, signal, hub, StudyInstanceUID, after: first = 0, limit = studyRows }: StudyQuestion,
  take: (
    page: Omit<StudyChangesPage, 'rows'> & {
      readonly rows: NonNullable<ReturnType<typeof rowsBetween>>;
    },
  ) => Promise<Result<null, SyncFailure>>,
): Promise<Result<null, SyncFailure>> {
  for (let after = first; ;) {
    const answer = await client.json(
      {
        method: 'GET',
        path: `/sync/v1/studies/${StudyInstanceUID}/changes?after=${after}&limit=${limit}`,
        step: 'changes',
        signal,
        timeoutMs: 60_000,
      },
      parseStudyChangesAnswer,
    );
    if (!answer.ok) return answer;
    const page = answer.value;
    if (page.hubEpoch !== hub.hubEpoch) return fail(unexpected('other epoch'));
    const rows = rowsBetween(page.rows, after, page.to);
    if (rows === null || (!page.isLast && page.to <= after)) return fail(unexpected('gap'));
    const taken = await take({ ...page, rows });
    if (!taken.ok || page.isLast) return taken;
    after = page.to;
  }
}

function failed(failure: SyncFailure): EventBody {
  return { type: 'changesFailed', failure };
}

function unexpected(detail: string): SyncFailure {
  return { code: 'SERVER_ERROR', step: 'changes', retry: 'later', detail };
}
