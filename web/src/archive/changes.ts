import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { type FeedPlace, isSamePlace } from '#shared/sync/feed-scope.ts';
import type { Op } from '#shared/sync/op.ts';
import { parseOpId } from '#shared/sync/op-id.ts';
import type { ChangeRow, FeedHead } from '#shared/sync/protocol.ts';
import { nextSeq, type Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import type { FeedRow, StudyBody } from './archive-rows.ts';
import { bodyOfChange, type Arrival } from './arrival.ts';
import { withLookups } from './arrival-lookups.ts';
import { attempt, replan } from './attempt.ts';
import { readInstall, readOpCount, renewedInstall } from './check-witness.ts';
import { type AlsoWrite, commitPlan } from './commit-plan.ts';
import { needKeys } from './key-session.ts';
import { loadPlan } from './load-plan.ts';
import { mergeClock } from './ops.ts';
import { planArrivals } from './plan-arrivals.ts';
import { planOps } from './plan-ops.ts';
import { randomId } from './random-id.ts';
import { openRow } from './seal.ts';
import { isCurrentLife, laterHead, type ServerLife } from './server-life.ts';

/** How far the server's feed has been taken in, of which server. */
export type FeedCursor = Omit<FeedRow, 'name' | 'seen'> & { readonly seen: FeedHead | null };

/** Rows of the feed, and from where to where they bring the device that is told of what it carries alone. */
export interface FeedMove {
  readonly hub: ServerLife;
  readonly from: FeedPlace;
  readonly to: FeedPlace;
  readonly head: FeedHead | null;
  readonly rows: readonly ChangeRow[];
}

/** One page of the server's feed: rows above `from`, without gaps, up to `to`. */
export interface ChangePage {
  readonly hubId: string;
  readonly hubEpoch: string;
  readonly from: number;
  readonly to: number;
  readonly head: FeedHead;
  readonly rows: readonly ChangeRow[];
}

export function readCursor(archive: Archive): Promise<Result<FeedCursor | null, ArchiveFailure>> {
  return attempt(archive, 'read cursor', async () => {
    const row = await archive.db.meta.get('feed');
    if (row?.name !== 'feed') return null;
    const { name: _, seen = null, ...cursor } = row;
    return { ...cursor, seen };
  });
}

/**
 * Takes in a page of the feed: instances that are on the server, operations of others, and the cursor,
 * in one transaction ([PULL2]). The same page again changes nothing; a page that does not join on to the
 * cursor is refused with STORE_UNAVAILABLE, detail `gap`; one of another life of the server, `other epoch`.
 */
export function applyChanges(
  archive: Archive,
  page: ChangePage,
): Promise<Result<void, ArchiveFailure>> {
  return takeRows(archive, page.rows, () => moveCursor(archive, page));
}

/**
 * Takes in rows for a device that is told of what it carries alone: only while the feed still stands where
 * they were asked from, list of studies included ([SCOPE3]); else STORE_UNAVAILABLE, detail `moved`.
 */
export function moveFeed(
  archive: Archive,
  { hub, from, to, head, rows }: FeedMove,
): Promise<Result<void, ArchiveFailure>> {
  return takeRows(archive, rows, async () => {
    const row = await archive.db.meta.get('feed');
    if (row?.name !== 'feed' || row.hubId !== hub.hubId || row.hubEpoch !== hub.hubEpoch) {
      refuse('STORE_UNAVAILABLE', 'apply changes', 'other epoch');
    }
    const { scope = null, ...known } = row;
    if (!isSamePlace({ cursor: row.cursor, scope }, from)) {
      refuse('STORE_UNAVAILABLE', 'apply changes', 'moved');
    }
    await archive.db.meta.put({
      ...known,
      cursor: to.cursor,
      ...(to.scope === null ? {} : { scope: to.scope }),
      ...(head === null ? {} : { seen: laterHead(known.seen, head) }),
    });
  });
}

/**
 * Takes in rows of one study that a person asked for, wherever the feed stands: the server tells again what
 * is owed. Of another life of the server: STORE_UNAVAILABLE, detail `other epoch`.
 */
export function takeStudyRows(
  archive: Archive,
  hub: ServerLife,
  rows: readonly ChangeRow[],
): Promise<Result<void, ArchiveFailure>> {
  return takeRows(archive, rows, async () => {
    if (!(await isCurrentLife(archive, hub))) {
      refuse('STORE_UNAVAILABLE', 'apply changes', 'other epoch');
    }
  });
}

/** Study Instance UIDs of all that this device has ever heard of from the feed or put in, the trash included. */
export function knownStudyUids(
  archive: Archive,
): Promise<Result<readonly string[], ArchiveFailure>> {
  return attempt(archive, 'read studies', async () => {
    const bundle = needKeys(archive.session, 'read studies');
    const rows = await archive.db.study.toArray();
    const own = rows.filter(({ sample }) => sample === 0);
    const bodies = await Promise.all(
      own.map((row) => openRow<StudyBody>(bundle, 'study', row.key, row)),
    );
    return [...new Set(bodies.map(({ StudyInstanceUID }) => StudyInstanceUID))];
  });
}

function takeRows(
  archive: Archive,
  rows: readonly ChangeRow[],
  also: AlsoWrite,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'apply changes', () =>
    replan(async () => {
      const bundle = needKeys(archive.session, 'apply changes');
      const nowIso = new Date(archive.clock()).toISOString();
      const arrivals = await withLookups(bundle, arrivalsOf(rows, nowIso));
      const plan = await loadPlan(archive, bundle, arrivals);
      planArrivals(plan, arrivals, nowIso);
      const ops = rows.flatMap((row) => (row.kind === 'op' ? [row.op] : []));
      await planOps(archive, bundle, plan, ops);
      await commitPlan(archive, bundle, plan, async () => {
        await also();
        await renewEpochIfSetBack(archive, plan.ops);
        await mergeClock(archive, plan.ops);
      });
    }),
  );
}

/**
 * The server is another one, or was restored from a backup: what it was known to hold is known no longer.
 * Receipts go, everything local and every operation of this device is offered again, the feed begins anew.
 */
export function forgetServerKnowledge(
  archive: Archive,
  hub: ServerLife,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'forget server', async () => {
    const { db } = archive;
    const { deviceId } = await readInstall(db);
    const tables = [db.meta, db.study, db.instance, db.outbox, db.receipt, db.op];
    await db.transaction('rw', tables, async () => {
      const seq = await nextSeq(db);
      const studies = new Map((await db.study.toArray()).map((row) => [row.key, row]));
      const instances = await db.instance.toArray();
      await db.receipt.clear();
      await db.instance.bulkPut(instances.map((row) => ({ ...row, server: 0 })));
      await db.study.bulkPut([...studies.values()].map((row) => ({ ...row, serverCount: 0, seq })));
      const local = instances.filter(
        ({ local, study }) => local === 1 && studies.get(study)?.sample === 0,
      );
      await db.outbox.bulkPut(
        local.map(({ id, study, byteLength }) => ({
          ...notTried,
          ref: id,
          kind: 'instance' as const,
          order: seq,
          group: study,
          byteLength,
        })),
      );
      await db.outbox.bulkPut(ownOps(await db.op.toCollection().primaryKeys(), deviceId));
      await db.meta.put({ name: 'feed', ...hub, cursor: 0 });
    });
  });
}

const notTried = { tries: 0, nextAtMs: 0, code: null } as const;

function ownOps(ids: readonly string[], deviceId: string) {
  return ids.flatMap((ref) => {
    const parts = parseOpId(ref);
    if (parts === null || parts.deviceId !== deviceId || parts.epoch.endsWith('-sample')) return [];
    const group = `${parts.deviceId}.${parts.epoch}`;
    return [{ ...notTried, ref, kind: 'op' as const, order: parts.n, group, byteLength: 0 }];
  });
}

function arrivalsOf(rows: readonly ChangeRow[], nowIso: string): readonly Arrival[] {
  return rows.flatMap((row) => {
    if (row.kind !== 'instance') return [];
    const { instance } = row;
    return [
      {
        body: bodyOfChange(instance, nowIso),
        header: { dataset: instance.attributes, pixel: null, warnings: [] },
        isSample: false,
        isOnServer: true,
        byteLength: instance.byteLength,
        bytes: null,
      },
    ];
  });
}

async function moveCursor(archive: Archive, page: ChangePage): Promise<void> {
  const { hubId, hubEpoch, from, to, head } = page;
  const row = await archive.db.meta.get('feed');
  const known: FeedRow = row?.name === 'feed' ? row : { name: 'feed', hubId, hubEpoch, cursor: 0 };
  // A page of an earlier life that came late: what it tells of was forgotten on purpose.
  if (known.hubId !== hubId || known.hubEpoch !== hubEpoch) {
    refuse('STORE_UNAVAILABLE', 'apply changes', 'other epoch');
  }
  const { cursor } = known;
  // Rows between the cursor and the page would never be asked for again.
  if (from > cursor) refuse('STORE_UNAVAILABLE', 'apply changes', 'gap');
  const seen = laterHead(known.seen, head);
  await archive.db.meta.put({ ...known, cursor: Math.max(cursor, to), seen });
}

/** The server knows numbers of ours that we don't: this database was set back, and must begin a new epoch. */
async function renewEpochIfSetBack(archive: Archive, ops: readonly Op[]): Promise<void> {
  const { meta } = archive.db;
  const install = await readInstall(archive.db);
  const count = await readOpCount(archive.db, 'ops');
  const numbers = ops.map(({ id }) => parseOpId(id)).filter((parts) => parts !== null);
  const own = numbers.filter(
    ({ deviceId, epoch }) => deviceId === install.deviceId && epoch === install.epoch,
  );
  const lastOpN = own.reduce((last, { n }) => Math.max(last, n), 0);
  if (lastOpN <= count.n) return;
  await meta.bulkPut([
    renewedInstall(install, randomId()),
    { ...count, n: 0 },
    { name: 'loss', kind: 'set-back', lastOpN, noticedAtMs: archive.clock() },
  ]);
}
