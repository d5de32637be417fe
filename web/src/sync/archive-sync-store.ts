import type { Archive } from '../archive/archive.ts';
import { applyChanges, forgetServerKnowledge, readCursor } from '../archive/changes.ts';
import { readDevice } from '../archive/device.ts';
import { readInstance } from '../archive/find-studies.ts';
import { readOpsById } from '../archive/ops.ts';
import {
  markOpsSent,
  markOutboxTry,
  readDueInstances,
  readOutbox,
  readOutboxSummary,
  retryOutboxNow,
} from '../archive/outbox.ts';
import { instanceByteSource } from '../archive/read-frame.ts';
import { saveReceipts } from '../archive/receipts.ts';
import { ok } from '#shared/failure/result.ts';
import type { PendingInstance, PendingStream } from '#shared/sync/engine/core-types.ts';
import type { OutboxReading, SyncStore } from './sync-store.ts';

/** More operations than one request takes are read in the next round. */
const opCountMax = 2000;

/** The archive of this device as sync sees it. */
export function archiveSyncStore(archive: Archive): SyncStore {
  return {
    async readPairing() {
      const device = await readDevice(archive);
      if (!device.ok) return device;
      const { deviceId, epoch, pairing } = device.value;
      return ok(pairing === null ? null : { deviceId, epoch, ...pairing });
    },
    readFeed: () => readCursor(archive),
    readOutbox: (nowMs, countMax) => readWork(archive, nowMs, countMax),
    readOps(stream, fromN, toN) {
      const ids = Array.from(
        { length: toN - fromN + 1 },
        (_, index) => `${stream}.${fromN + index}`,
      );
      return readOpsById(archive, ids);
    },
    markOpsSent: (ids) => markOpsSent(archive, ids),
    noteTry: (ref, next) => markOutboxTry(archive, ref, next),
    retryNow: () => retryOutboxNow(archive),
    byteSource: (ref) => instanceByteSource(archive, ref),
    saveReceipts: (receipts) => saveReceipts(archive, receipts),
    applyChanges: (hubId, page) => applyChanges(archive, { hubId, ...page }),
    forgetServer: (hub) => forgetServerKnowledge(archive, hub),
  };
}

async function readWork(
  archive: Archive,
  nowMs: number,
  countMax: number,
): ReturnType<SyncStore['readOutbox']> {
  const ops = await readOutbox(archive, 'op', opCountMax);
  if (!ops.ok) return ops;
  const due = await readDueInstances(archive, nowMs, countMax + 1);
  if (!due.ok) return due;
  const summary = await readOutboxSummary(archive);
  if (!summary.ok) return summary;
  const instances: PendingInstance[] = [];
  for (const entry of due.value.slice(0, countMax)) {
    const record = await readInstance(archive, entry.ref);
    if (!record.ok) continue;
    const { sha256, SOPInstanceUID, byteLength } = record.value;
    instances.push({
      ref: entry.ref,
      sha256,
      SOPInstanceUID,
      byteLength,
      studyKey: entry.group,
      tries: entry.tries,
    });
  }
  const waiting = await readOutbox(archive, 'instance', countMax);
  const later = waiting.ok ? waiting.value.filter((entry) => entry.nextAtMs > nowMs) : [];
  const { instanceCount, byteLength, opCount } = summary.value;
  const reading: OutboxReading = {
    streams: streamsOf(ops.value),
    instances,
    hasMore: due.value.length > countMax,
    nextDueAtMs: later.length === 0 ? null : Math.min(...later.map((entry) => entry.nextAtMs)),
    totals: { instanceCount, byteLength, opCount, bytesByStudy: new Map() },
  };
  return ok(reading);
}

/** Waiting operations per stream; a stream ends where a number is missing. */
function streamsOf(
  entries: readonly { readonly group: string; readonly order: number }[],
): readonly PendingStream[] {
  const byStream = new Map<string, number[]>();
  for (const { group, order } of entries)
    byStream.set(group, [...(byStream.get(group) ?? []), order]);
  return [...byStream].map(([stream, numbers]) => {
    const sorted = numbers.sort((a, b) => a - b);
    const fromN = sorted[0] ?? 0;
    let toN = fromN;
    for (const n of sorted) if (n === toN + 1) toN = n;
    return { stream, fromN, toN };
  });
}
