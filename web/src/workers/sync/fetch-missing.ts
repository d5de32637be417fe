import type { Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { InstanceSummary } from '../../archive/archive-types.ts';
import type { StudyFetchProgress, StudyFetchReport } from './sync-api.ts';

/** What of an instance matters to its fetching. */
export type Missing = Pick<InstanceSummary, 'id' | 'byteLength'>;

export interface FetchMissingPorts {
  readonly signal: AbortSignal;
  /** Brings one; tells its bytes as they come. */
  readonly fetchOne: (
    instanceId: string,
    onBytes: (bytesDone: number) => void,
  ) => Promise<Result<null, SyncFailure>>;
  readonly onProgress: (progress: StudyFetchProgress) => void;
  /** One has come. */
  readonly onFetched: (instanceId: string) => void;
}

/**
 * Brings instances one after another; one that fails stops no other, and every failure is counted. An
 * aborted fetch leaves the rest uncounted.
 */
export async function fetchMissing(
  missing: readonly Missing[],
  { signal, fetchOne, onProgress, onFetched }: FetchMissingPorts,
): Promise<StudyFetchReport> {
  const instancesTotal = missing.length;
  const bytesTotal = missing.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const failed: SyncFailure[] = [];
  let instancesDone = 0;
  let bytesBefore = 0;
  const tell = (bytesDone: number): void =>
    onProgress({ instancesDone, instancesTotal, bytesDone, bytesTotal });
  tell(0);
  for (const { id, byteLength } of missing) {
    if (signal.aborted) break;
    const fetched = await fetchOne(id, (bytesDone) => tell(bytesBefore + bytesDone));
    instancesDone += 1;
    if (fetched.ok) {
      bytesBefore += byteLength;
      onFetched(id);
    } else failed.push(fetched.failure);
    tell(bytesBefore);
  }
  const failedCount = failed.length;
  return { fetchedCount: instancesDone - failedCount, failedCount, failures: byReason(failed) };
}

/** Same code and detail: the same reason. */
function byReason(failed: readonly SyncFailure[]): StudyFetchReport['failures'] {
  const reasons = new Map<string, { readonly failure: SyncFailure; readonly count: number }>();
  for (const failure of failed) {
    const key = `${failure.code} ${failure.detail ?? ''}`;
    reasons.set(key, { failure, count: (reasons.get(key)?.count ?? 0) + 1 });
  }
  return [...reasons.values()].toSorted((a, b) => b.count - a.count);
}
