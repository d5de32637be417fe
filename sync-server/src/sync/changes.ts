import type { Context } from 'hono';
import type { ChangesAnswer, SeenHead, StudyChangesAnswer } from '#shared/sync/protocol.ts';
import { tokenOf, type Environment } from '../access/authenticate.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { problem } from '../problem.ts';
import { feedHead, renewLostEpoch } from './feed-head.ts';
import { knowsScope, scopeHead, type ShownScope } from './scope.ts';

const changesMax = 1000;
const waitSecondsMax = 25;

/** The feed: all of it, or what is in the scope of the device that asks. */
export async function changes(
  context: Context<Environment>,
  deps: AppDependencies,
): Promise<Response> {
  const cursor = numberParameter(context, 'cursor', 0, Number.MAX_SAFE_INTEGER);
  const limit = numberParameter(context, 'limit', 500, changesMax);
  const wait = numberParameter(context, 'wait', 0, waitSecondsMax);
  if (cursor === null || limit === null || limit === 0 || wait === null)
    return problem(context, 'QUERY_INVALID');
  const seen = seenParameter(context);
  const scope = scopeParameters(context);
  if (seen === 'invalid' || scope === 'invalid') return problem(context, 'QUERY_INVALID');
  const { index } = deps.archive;
  if (seen !== null) await renewLostEpoch(deps, seen);
  const epoch = context.req.query('epoch');
  const { deviceId } = context.get('token');
  const read = (): Promise<FeedPage> => readPage(deps, deviceId, scope, { cursor, limit });
  let page = await read();
  // A cursor of another epoch: nothing can come that it waits for, the device has to hear of this one.
  const isOwnEpoch = epoch === undefined || epoch === deps.hub.identity.hubEpoch;
  if (!isNews(page, cursor) && wait > 0 && isOwnEpoch) {
    const { signal } = context.req.raw;
    await deps.wake.wait(wait * 1000, signal);
    // Revoked while it waited: what came since is not for it.
    const token = await tokenOf(context, index);
    if (token === null || token.revokedAt !== null) return problem(context, 'REVOKED');
    if (!signal.aborted) page = await read();
  }
  const head = await feedHead(deps);
  // The epoch after the mark: one that was renewed in between never stands beside a mark of the next.
  const { hubEpoch } = deps.hub.identity;
  return context.json({ hubEpoch, from: cursor, head, ...page } satisfies ChangesAnswer);
}

type FeedPage = Pick<ChangesAnswer, 'to' | 'rows' | 'scope'>;

/** Whether there is something to tell at once; that the scope is unknown is. */
function isNews({ to, scope }: FeedPage, cursor: number): boolean {
  return to > cursor || scope === null || (scope?.owed.length ?? 0) > 0;
}

async function readPage(
  { archive, hub, now }: AppDependencies,
  deviceId: string,
  scope: ShownScope | null,
  { cursor, limit }: { readonly cursor: number; readonly limit: number },
): Promise<FeedPage> {
  const { index } = archive;
  if (scope === null) {
    const rows = await index.changesAfter(cursor, limit);
    return { rows, to: rows.at(-1)?.seq ?? cursor };
  }
  if (!(await knowsScope({ archive, hub }, deviceId, scope)))
    return { rows: [], to: cursor, scope: null };
  const { pulled } = scope;
  const nowMs = now().getTime();
  const page = await index.scopedChangesAfter(deviceId, { cursor, limit, pulled, nowMs });
  const { rows, to, owed } = page;
  return { rows, to, scope: { ...scopeHead(hub, deviceId, page.scope), owed } };
}

/** All rows of one study, for a device that carries it from now on ([SCOPE4]). */
export async function studyChanges(
  context: Context<Environment>,
  deps: AppDependencies,
  StudyInstanceUID: string,
): Promise<Response> {
  const after = numberParameter(context, 'after', 0, Number.MAX_SAFE_INTEGER);
  const limit = numberParameter(context, 'limit', 500, changesMax);
  if (after === null || limit === null || limit === 0) return problem(context, 'QUERY_INVALID');
  const { index } = deps.archive;
  const { deviceId } = context.get('token');
  const known = await index.studyChanges(StudyInstanceUID, after, 1);
  if (after === 0 && known.length === 0) return problem(context, 'NOT_FOUND');
  // Before its rows are read: what comes after them, the feed tells.
  await index.carryStudies(deviceId, { uids: [StudyInstanceUID], isTold: false });
  const rows = await index.studyChanges(StudyInstanceUID, after, limit);
  const head = await feedHead(deps);
  const { hubEpoch } = deps.hub.identity;
  const to = rows.at(-1)?.seq ?? after;
  const isLast = rows.length < limit;
  return context.json({ hubEpoch, to, isLast, head, rows } satisfies StudyChangesAnswer);
}

/** What the device was last shown of the epoch that it names. */
function seenParameter(context: Context): SeenHead | null | 'invalid' {
  const text = context.req.query('seen');
  const hubEpoch = context.req.query('epoch');
  if (text === undefined || hubEpoch === undefined) return null;
  const [, seq, mark] = /^(\d{1,15})\.([\w-]{0,64})$/.exec(text) ?? [];
  return seq === undefined || mark === undefined ? 'invalid' : { hubEpoch, seq: Number(seq), mark };
}

/** How a device shows what it carries: the end of its list, and up to where it pulled what is owed. */
function scopeParameters(context: Context): ShownScope | null | 'invalid' {
  const text = context.req.query('scope');
  if (text === undefined) return null;
  const [, seq, mark] = /^(\d{1,15})\.([\w-]{0,64})$/.exec(text) ?? [];
  const pulled = numberParameter(context, 'pulled', 0, Number.MAX_SAFE_INTEGER);
  if (seq === undefined || mark === undefined || pulled === null) return 'invalid';
  return { seq: Number(seq), mark, pulled };
}

function numberParameter(
  context: Context,
  name: string,
  fallback: number,
  max: number,
): number | null {
  const text = context.req.query(name);
  if (text === undefined) return fallback;
  return /^\d{1,15}$/.test(text) && Number(text) <= max ? Number(text) : null;
}
