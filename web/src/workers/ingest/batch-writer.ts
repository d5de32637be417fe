import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from '../../archive/archive.ts';
import type { ArrivalOutcome } from '../../archive/plan-arrivals.ts';
import { discardStaged } from '../../archive/stage-blob.ts';
import { prepareInstances, storePrepared } from '../../archive/store-instance.ts';
import { importLimits } from './import-limits.ts';
import type { Inspected } from './inspect-entry.ts';

export type InspectedInstance = Extract<Inspected, { readonly kind: 'instance' }>;

export interface BatchWriter {
  /** Takes one more instance; waits while too many are waiting to be written. */
  add(instance: InspectedInstance): Promise<void>;
  /** Writes what is left, and resolves when everything is on the disk or refused. */
  finish(): Promise<void>;
  /** Why nothing more can be stored; null while all is well. */
  stopped(): ArchiveFailure | null;
}

/**
 * Stores instances in batches of one transaction each. While one is being written the next is read, hashed
 * and encrypted; `onStored` is told only after a batch's transaction has completed.
 */
export function createBatchWriter(
  archive: Archive,
  onStored: (instance: InspectedInstance, result: Result<ArrivalOutcome, ArchiveFailure>) => void,
): BatchWriter {
  let batch: InspectedInstance[] = [];
  let batchBytes = 0;
  let batchSinceMs = 0;
  let bytesMax: number = importLimits.firstBatchBytesMax;
  let writing: Promise<void> = Promise.resolve();
  let stop: ArchiveFailure | null = null;

  const settle = async (
    instances: readonly InspectedInstance[],
    result: Result<readonly ArrivalOutcome[], ArchiveFailure>,
  ): Promise<void> => {
    if (!result.ok) stop = result.failure;
    for (const [index, instance] of instances.entries()) {
      const outcome = result.ok ? result.value[index] : undefined;
      if (!('read' in instance.item.source) && outcome?.outcome !== 'stored') {
        await discardStaged(archive, instance.item.source, outcome?.instanceId ?? null);
      }
      if (!result.ok) onStored(instance, result);
      else if (outcome !== undefined) onStored(instance, { ok: true, value: outcome });
    }
  };
  const flush = async (): Promise<void> => {
    const instances = batch;
    batch = [];
    batchBytes = 0;
    bytesMax = importLimits.batchBytesMax;
    if (instances.length === 0) return;
    const prepared = await prepareInstances(
      archive,
      instances.map(({ item }) => item),
    );
    // One batch in the making, one on its way to the disk.
    await writing;
    writing = (async () => {
      if (stop !== null) await settle(instances, { ok: false, failure: stop });
      else if (!prepared.ok) await settle(instances, prepared);
      else await settle(instances, await storePrepared(archive, prepared.value));
    })();
    // Awaited by the next flush; until then its failing is no unhandled rejection.
    writing.catch(() => undefined);
  };
  return {
    async add(instance) {
      if (batch.length > 0 && batchBytes + instance.batchBytes > bytesMax) await flush();
      if (batch.length === 0) batchSinceMs = Date.now();
      batch.push(instance);
      batchBytes += instance.batchBytes;
      const isFull = batch.length >= importLimits.batchCountMax || batchBytes >= bytesMax;
      if (isFull || Date.now() - batchSinceMs > importLimits.batchAgeMsMax) await flush();
    },
    async finish() {
      await flush();
      await writing;
    },
    stopped: () => stop,
  };
}
