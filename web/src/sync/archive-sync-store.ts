import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { ok, type Result } from '#shared/failure/result.ts';
import type { PendingInstance, PendingStream } from '#shared/sync/engine/core-types.ts';
import type { Archive } from '../archive/archive.ts';
import {
  applyChanges,
  forgetServerKnowledge,
  knownStudyUids,
  moveFeed,
  readCursor,
} from '../archive/changes.ts';
import { readDevice } from '../archive/device.ts';
import { readInstance } from '../archive/find-studies.ts';
import { readOpsById } from '../archive/ops.ts';
import {
  markOpsSent,
  markOutboxTry,
  readOutbox,
  retryOutboxNow,
  type OutboxEntry,
} from '../archive/outbox.ts';
import { renumberOutbox } from '../archive/outbox-renumber.ts';
import { instanceByteSource } from '../archive/read-frame.ts';
import { saveReceipts } from '../archive/receipts.ts';
import type { OutboxReading, OutboxTotals, Pairing, SyncStore } from './sync-store.ts';

/** Rows of the outbox are small; so many of them are looked at in one reading. */
const rowsMax = 1_000_000;

type Identity = Pick<PendingInstance, 'sha256' | 'SOPInstanceUID'>;

/** The archive of this device, as sync needs it. */
export function archiveSyncStore(archive: Archive): SyncStore {
  const identities = new Map<string, Identity>();
  return {
    readPairing: () => readPairing(archive),
    readFeed: () => readCursor(archive),
    readOutbox: (nowMs, countMax) => readWork(archive, identities, nowMs, countMax),
    readOps(stream, fromN, toN) {
      const length = toN - fromN + 1;
      const ids = Array.from({ length }, (_, index) => `${stream}.${fromN + index}`);
      return readOpsById(archive, ids);
    },
    markOpsSent: (ids, hub, head) => markOpsSent(archive, ids, hub, head),
    renumberOps: (stream) => renumberOutbox(archive, stream),
    noteTry: (ref, next) => markOutboxTry(archive, ref, next),
    retryNow: () => retryOutboxNow(archive),
    byteSource: (ref) => instanceByteSource(archive, ref),
    saveReceipts: (receipts, head) => saveReceipts(archive, receipts, head),
    applyChanges: (hubId, page) => applyChanges(archive, { hubId, ...page }),
    moveFeed: (move) => moveFeed(archive, move),
    knownStudies: () => knownStudyUids(archive),
    forgetServer: (hub) => forgetServerKnowledge(archive, hub),
  };
}

async function readPairing(archive: Archive): Promise<Result<Pairing | null, ArchiveFailure>> {
  const device = await readDevice(archive);
  if (!device.ok) return device;
  const { deviceId, epoch, pairing } = device.value;
  return ok(pairing === null ? null : { deviceId, epoch, ...pairing });
}

async function readWork(
  archive: Archive,
  identities: Map<string, Identity>,
  nowMs: number,
  countMax: number,
): Promise<Result<OutboxReading, ArchiveFailure>> {
  const ops = await readOutbox(archive, 'op', rowsMax);
  if (!ops.ok) return ops;
  const waiting = await readOutbox(archive, 'instance', rowsMax);
  if (!waiting.ok) return waiting;
  const due = newestStudyFirst(waiting.value.filter(({ nextAtMs }) => nextAtMs <= nowMs));
  const later = waiting.value.flatMap(({ nextAtMs }) => (nextAtMs > nowMs ? [nextAtMs] : []));
  const chosen = due.slice(0, countMax);
  forgetOthers(identities, chosen);
  const instances: PendingInstance[] = [];
  for (const { ref, group, byteLength, tries } of chosen) {
    const identity = await identityOf(archive, identities, ref);
    if (identity.ok) {
      instances.push({ ref, studyKey: group, byteLength, tries, ...identity.value });
    } else if (identity.failure.code !== 'NOT_FOUND') {
      // Locked or lost concerns all of them; one that was deleted meanwhile concerns nobody.
      return identity;
    }
  }
  return ok({
    streams: streamsOf(ops.value),
    instances,
    hasMore: due.length > chosen.length,
    nextDueAtMs: later.length === 0 ? null : later.reduce((a, b) => Math.min(a, b)),
    totals: totalsOf(ops.value, waiting.value),
  });
}

async function identityOf(
  archive: Archive,
  identities: Map<string, Identity>,
  ref: string,
): Promise<Result<Identity, ArchiveFailure>> {
  const known = identities.get(ref);
  if (known !== undefined) return ok(known);
  const read = await readInstance(archive, ref);
  if (!read.ok) return read;
  const { sha256, SOPInstanceUID } = read.value;
  identities.set(ref, { sha256, SOPInstanceUID });
  return ok({ sha256, SOPInstanceUID });
}

function forgetOthers(identities: Map<string, Identity>, chosen: readonly OutboxEntry[]): void {
  const kept = new Set(chosen.map(({ ref }) => ref));
  for (const ref of identities.keys()) if (!kept.has(ref)) identities.delete(ref);
}

/** What came last is what somebody waits for; within a study in order of arrival. */
function newestStudyFirst(rows: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const newest = new Map<string, number>();
  for (const { group, order } of rows) newest.set(group, Math.max(newest.get(group) ?? 0, order));
  const rank = ({ group }: OutboxEntry): number => newest.get(group) ?? 0;
  return rows.toSorted(
    (a, b) =>
      rank(b) - rank(a) ||
      compareText(a.group, b.group) ||
      a.order - b.order ||
      compareText(a.ref, b.ref),
  );
}

/** Waiting operations per stream; a stream ends where a number is missing. Rows come in order of numbers. */
function streamsOf(rows: readonly OutboxEntry[]): readonly PendingStream[] {
  const streams = new Map<string, PendingStream>();
  for (const { group, order } of rows) {
    const known = streams.get(group);
    if (known === undefined) streams.set(group, { stream: group, fromN: order, toN: order });
    else if (order === known.toN + 1) streams.set(group, { ...known, toN: order });
  }
  return [...streams.values()];
}

function totalsOf(ops: readonly OutboxEntry[], instances: readonly OutboxEntry[]): OutboxTotals {
  const bytesByStudy = new Map<string, number>();
  let total = 0;
  for (const { group, byteLength } of instances) {
    total += byteLength;
    bytesByStudy.set(group, (bytesByStudy.get(group) ?? 0) + byteLength);
  }
  const opCount = ops.length;
  return { instanceCount: instances.length, byteLength: total, opCount, bytesByStudy };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
