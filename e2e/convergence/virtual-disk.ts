import { createHash } from 'node:crypto';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { tickHlc, mergeHlc } from '#shared/sync/hlc.ts';
import { compareOpIds, numberOp, opStream, parseOpId, type OpDraft } from '#shared/sync/op-id.ts';
import type { Op } from '#shared/sync/op.ts';
import { isSamePlace } from '#shared/sync/feed-scope.ts';
import type {
  ChangeRow,
  ChangesAnswer,
  FeedHead,
  HubIdentity,
  Receipt,
} from '#shared/sync/protocol.ts';
import { renumberOps, withNewReferences } from '#shared/sync/renumber-ops.ts';
import type {
  FeedMove,
  FeedPosition,
  OutboxReading,
  ServerLife,
  SyncStore,
} from '../../web/src/sync/sync-store.ts';

/** Faults planted on purpose: a simulator that finds none of them proves nothing. */
export type Mutant =
  | 'receipt-believed'
  | 'cursor-apart-from-rows'
  | 'old-numbers-kept'
  | 'owed-not-pulled'
  | 'nothing-named'
  | null;

export interface Material {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly SOPInstanceUID: string;
  readonly StudyInstanceUID: string;
  readonly age: 'recent' | 'old';
}

interface OutboxRow {
  readonly tries: number;
  readonly nextAtMs: number;
}

/** What survives a crash: each method below changes it in one go, or not at all. */
export interface Disk {
  epoch: string;
  lastN: number;
  hlc: string;
  feed: FeedPosition | null;
  readonly ops: Map<string, Op>;
  /** Bytes by SHA-256; null where only the feed told of it. */
  readonly instances: Map<string, Material | null>;
  /** Study Instance UID by SHA-256. */
  readonly studies: Map<string, string>;
  readonly receipts: Map<string, Receipt>;
  readonly outbox: Map<string, OutboxRow>;
}

export function emptyDisk(epoch: string): Disk {
  return {
    epoch,
    lastN: 0,
    hlc: '',
    feed: null,
    ops: new Map(),
    instances: new Map(),
    studies: new Map(),
    receipts: new Map(),
    outbox: new Map(),
  };
}

export function copyOfDisk(disk: Disk): Disk {
  return {
    ...disk,
    ops: new Map(disk.ops),
    instances: new Map(disk.instances),
    studies: new Map(disk.studies),
    receipts: new Map(disk.receipts),
    outbox: new Map(disk.outbox),
  };
}

/** One strict transaction: the number, the operation and its outbox row ([STORE2]). */
export function appendOp(disk: Disk, deviceId: string, nowMs: number, draft: OpDraft): Op {
  disk.lastN += 1;
  disk.hlc = tickHlc(disk.hlc, nowMs, deviceId);
  const op = numberOp(draft, { deviceId, epoch: disk.epoch, n: disk.lastN }, disk.hlc);
  disk.ops.set(op.id, op);
  disk.outbox.set(op.id, { tries: 0, nextAtMs: 0 });
  return op;
}

/** One strict transaction: bytes and outbox row; the same bytes again change nothing. */
export function importInstance(disk: Disk, material: Material): void {
  const known = disk.instances.get(material.sha256);
  if (known !== undefined && known !== null) return;
  disk.instances.set(material.sha256, material);
  disk.studies.set(material.sha256, material.StudyInstanceUID);
  // The feed told that the server has it: nothing to send.
  if (known === undefined) disk.outbox.set(material.sha256, { tries: 0, nextAtMs: 0 });
}

export interface StorePorts {
  readonly disk: Disk;
  readonly deviceId: string;
  readonly token: string;
  readonly hub: HubIdentity;
  readonly mutant: Mutant;
  readonly now: () => number;
  /** Runs work at some later moment, unless the power is cut before. */
  readonly later: <Value>(work: () => Value) => Promise<Value>;
  readonly onReceipt: (receipt: Receipt) => void;
  readonly onRenumber: (from: string, op: Op) => void;
}

/** The store of a simulated device. */
export function virtualStore(ports: StorePorts): SyncStore {
  const { disk, deviceId, later, mutant } = ports;
  const commit = <Value>(work: () => Value): Promise<Result<Value, ArchiveFailure>> =>
    later(() => ok(work()));
  return {
    readPairing: () =>
      Promise.resolve(ok({ deviceId, epoch: disk.epoch, token: ports.token, hub: ports.hub })),
    readFeed: () => commit(() => disk.feed),
    readOutbox: (nowMs, countMax) => commit(() => readOutbox(disk, nowMs, countMax)),
    readOps: (stream, fromN, toN) =>
      commit(() => {
        const ids = Array.from(
          { length: toN - fromN + 1 },
          (_, index) => `${stream}.${fromN + index}`,
        );
        return ids.flatMap((id) => disk.ops.get(id) ?? []);
      }),
    markOpsSent: (ids, hub, head) =>
      commit(() => {
        if (!isCurrentLife(disk, hub)) return;
        for (const id of ids) disk.outbox.delete(id);
        noteHead(disk, head);
      }),
    renumberOps: (stream) => commit(() => renumber(ports, stream)),
    noteTry: (ref, { nextAtMs }) =>
      commit(() => {
        const row = disk.outbox.get(ref);
        if (row !== undefined) disk.outbox.set(ref, { tries: row.tries + 1, nextAtMs });
      }),
    retryNow: () =>
      commit(() => {
        for (const [ref, row] of disk.outbox) disk.outbox.set(ref, { ...row, nextAtMs: 0 });
      }),
    byteSource: (ref) =>
      later(() => {
        const material = disk.instances.get(ref);
        if (material == null) return fail({ code: 'BYTES_NOT_HERE' as const, step: 'read' });
        return ok(memoryByteSource(material.bytes));
      }),
    saveReceipts: (receipts, head) =>
      commit(() => {
        const counting = receipts.filter((receipt) => isCurrentLife(disk, receipt));
        for (const receipt of counting) {
          ports.onReceipt(receipt);
          disk.receipts.set(receipt.sha256, receipt);
          disk.outbox.delete(receipt.sha256);
        }
        if (counting.length > 0) noteHead(disk, head);
        return counting.map(({ sha256 }) => sha256);
      }),
    applyChanges: (hubId, page) => applyChanges(ports, hubId, page),
    moveFeed: (move) => takeMove(ports, move),
    knownStudies: () => commit(() => (mutant === 'nothing-named' ? [] : studiesOf(disk))),
    forgetServer: (hub) => commit(() => forgetServer(disk, deviceId, hub)),
  };
}

function readOutbox(disk: Disk, nowMs: number, countMax: number): OutboxReading {
  const streams = new Map<string, { stream: string; fromN: number; toN: number }>();
  const waiting: { readonly sha256: string; readonly row: OutboxRow }[] = [];
  const numbers: { readonly stream: string; readonly n: number }[] = [];
  for (const [ref, row] of disk.outbox) {
    const parts = parseOpId(ref);
    if (parts === null) waiting.push({ sha256: ref, row });
    else numbers.push({ stream: `${parts.deviceId}.${parts.epoch}`, n: parts.n });
  }
  for (const { stream, n } of numbers.toSorted((a, b) => a.n - b.n)) {
    const known = streams.get(stream);
    if (known === undefined) streams.set(stream, { stream, fromN: n, toN: n });
    else if (n === known.toN + 1) known.toN = n;
  }
  const due = waiting.filter(({ row }) => row.nextAtMs <= nowMs);
  const later = waiting.flatMap(({ row }) => (row.nextAtMs > nowMs ? [row.nextAtMs] : []));
  return {
    streams: [...streams.values()],
    instances: due.slice(0, countMax).flatMap(({ sha256, row }) => {
      const material = disk.instances.get(sha256);
      if (material == null) return [];
      const { SOPInstanceUID, StudyInstanceUID, bytes } = material;
      const { byteLength } = bytes;
      return [
        {
          ref: sha256,
          sha256,
          SOPInstanceUID,
          byteLength,
          studyKey: StudyInstanceUID,
          tries: row.tries,
        },
      ];
    }),
    hasMore: due.length > countMax,
    nextDueAtMs: later.length === 0 ? null : Math.min(...later),
    totals: {
      instanceCount: waiting.length,
      byteLength: 0,
      opCount: numbers.length,
      bytesByStudy: new Map(),
    },
  };
}

async function applyChanges(
  ports: StorePorts,
  hubId: string,
  page: ChangesAnswer,
): Promise<Result<void, ArchiveFailure>> {
  const { disk, mutant, later } = ports;
  if (mutant === 'cursor-apart-from-rows') {
    const moved = await later(() => moveCursor(disk, hubId, page));
    return moved.ok ? later(() => ok(saveRows(ports, page.rows))) : moved;
  }
  return later(() => {
    const moved = moveCursor(disk, hubId, page);
    if (moved.ok) saveRows(ports, page.rows);
    return moved;
  });
}

function moveCursor(
  disk: Disk,
  hubId: string,
  { hubEpoch, from, to, head }: ChangesAnswer,
): Result<void, ArchiveFailure> {
  const { feed } = disk;
  const refused = { code: 'STORE_UNAVAILABLE', step: 'apply changes' } as const;
  if (feed === null || !isCurrentLife(disk, { hubId, hubEpoch })) {
    return fail({ ...refused, detail: 'other epoch' });
  }
  if (from > feed.cursor) return fail({ ...refused, detail: 'gap' });
  disk.feed = { ...feed, cursor: Math.max(feed.cursor, to) };
  noteHead(disk, head);
  return ok(undefined);
}

async function takeMove(ports: StorePorts, move: FeedMove): Promise<Result<void, ArchiveFailure>> {
  const { mutant, later } = ports;
  if (mutant !== 'cursor-apart-from-rows') return later(() => moveFeed(ports, move));
  const moved = await later(() => moveFeed(ports, { ...move, rows: [] }));
  return moved.ok ? later(() => ok(saveRows(ports, move.rows))) : moved;
}

/** As the archive does: only from where the feed stands. */
function moveFeed(ports: StorePorts, move: FeedMove): Result<void, ArchiveFailure> {
  const { disk, mutant } = ports;
  const { feed } = disk;
  const { hub, from, to, head, rows } = move;
  const refused = { code: 'STORE_UNAVAILABLE', step: 'apply changes', detail: 'moved' } as const;
  if (feed === null || !isCurrentLife(disk, hub)) return fail(refused);
  const { scope = null, ...known } = feed;
  if (!isSamePlace({ cursor: feed.cursor, scope }, from)) return fail(refused);
  const isOwed = from.cursor === to.cursor && rows.length > 0;
  if (mutant !== 'owed-not-pulled' || !isOwed) saveRows(ports, rows);
  disk.feed = { ...known, cursor: to.cursor, ...(to.scope === null ? {} : { scope: to.scope }) };
  if (head !== null) noteHead(disk, head);
  return ok(undefined);
}

/** Studies of which anything is here. */
export function studiesOf(disk: Disk): readonly string[] {
  const ofOps = [...disk.ops.values()].map(({ target }) => target.StudyInstanceUID);
  return [...new Set([...disk.studies.values(), ...ofOps])];
}

export function saveRows(
  { disk, deviceId, now }: Pick<StorePorts, 'disk' | 'deviceId' | 'now'>,
  rows: readonly ChangeRow[],
): void {
  for (const row of rows) {
    if (row.kind === 'op') {
      if (disk.ops.has(row.op.id)) continue;
      disk.ops.set(row.op.id, row.op);
      disk.hlc = mergeHlc(disk.hlc, row.op.hlc, now());
      renewIfSetBack(disk, deviceId, row.op);
      continue;
    }
    const { sha256, StudyInstanceUID } = row.instance;
    if (disk.instances.has(sha256)) continue;
    disk.instances.set(sha256, null);
    disk.studies.set(sha256, StudyInstanceUID);
  }
}

/** The server knows numbers of ours that we don't: as the archive does. */
function renewIfSetBack(disk: Disk, deviceId: string, { id }: Op): void {
  const parts = parseOpId(id);
  if (parts?.deviceId !== deviceId || parts.epoch !== disk.epoch || parts.n <= disk.lastN) return;
  disk.epoch = renewed(disk.epoch);
  disk.lastN = 0;
}

/** Another epoch, the same one in every replay. */
export function renewed(epoch: string): string {
  return `e${createHash('sha256').update(epoch).digest('hex').slice(0, 8)}`;
}

export function isCurrentLife({ feed }: Disk, { hubId, hubEpoch }: ServerLife): boolean {
  return feed?.hubId === hubId && feed.hubEpoch === hubEpoch;
}

/** As the archive does: the later one. */
function noteHead(disk: Disk, head: FeedHead): void {
  const { feed } = disk;
  if (feed !== null && (feed.seen?.seq ?? -1) < head.seq) disk.feed = { ...feed, seen: head };
}

/** The server holds others under these numbers: as the archive does. */
function renumber({ disk, deviceId, mutant, onRenumber }: StorePorts, stream: string): void {
  if (mutant === 'old-numbers-kept') return;
  const waiting = [...disk.outbox.keys()].filter((id) => parseOpId(id) !== null);
  const moving = waiting
    .filter((id) => opStream(id) === stream)
    .toSorted(compareOpIds)
    .flatMap((id) => disk.ops.get(id) ?? []);
  if (stream === `${deviceId}.${disk.epoch}`) {
    disk.epoch = renewed(disk.epoch);
    disk.lastN = 0;
  }
  const moved = renumberOps(moving, { deviceId, epoch: disk.epoch, n: disk.lastN });
  const ids = new Map([...moved].map(([from, { id }]) => [from, id]));
  for (const id of waiting) {
    const op = disk.ops.get(id);
    if (op === undefined) continue;
    const next = moved.get(id) ?? withNewReferences(op, ids);
    disk.outbox.delete(id);
    disk.ops.delete(id);
    disk.ops.set(next.id, next);
    disk.outbox.set(next.id, { tries: 0, nextAtMs: 0 });
    if (next !== op) onRenumber(id, next);
  }
  disk.lastN += moved.size;
  if (disk.feed !== null) disk.feed = { ...disk.feed, cursor: 0 };
}

function forgetServer(disk: Disk, deviceId: string, hub: ServerLife): void {
  disk.receipts.clear();
  disk.feed = { ...hub, cursor: 0, seen: null };
  for (const [sha256, material] of disk.instances) {
    // What only the feed told of is on no server that anybody knows.
    if (material === null) {
      disk.instances.delete(sha256);
      disk.studies.delete(sha256);
    } else disk.outbox.set(sha256, { tries: 0, nextAtMs: 0 });
  }
  for (const id of disk.ops.keys()) {
    if (parseOpId(id)?.deviceId === deviceId) disk.outbox.set(id, { tries: 0, nextAtMs: 0 });
  }
}
