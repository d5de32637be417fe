import { describe, expect, it } from 'vitest';
import { fail, ok } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import { fetchMissing, type FetchMissingPorts } from './fetch-missing.ts';
import type { StudyFetchProgress } from './sync-api.ts';

const missing = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, byteLength: 10 }));
const offline: SyncFailure = { code: 'OFFLINE', step: 'fetch', retry: 'later' };
const gone: SyncFailure = { code: 'NOT_FOUND', step: 'fetch', retry: 'later' };

async function run(change: Partial<FetchMissingPorts> = {}) {
  const told: StudyFetchProgress[] = [];
  const came: string[] = [];
  const report = await fetchMissing(missing, {
    signal: new AbortController().signal,
    fetchOne: () => Promise.resolve(ok(null)),
    onProgress: (progress) => told.push(progress),
    onFetched: (id) => came.push(id),
    ...change,
  });
  return { report, told, came };
}

describe('fetching what is missing of a study', () => {
  it('tells instances and bytes, also within an instance', async () => {
    const { told } = await run({
      fetchOne(_, onBytes) {
        onBytes(4);
        return Promise.resolve(ok(null));
      },
    });
    expect(
      told.slice(0, 4).map(({ instancesDone, bytesDone }) => [instancesDone, bytesDone]),
    ).toEqual([
      [0, 0],
      [0, 4],
      [1, 10],
      [1, 14],
    ]);
    expect(told.at(-1)).toEqual({
      instancesDone: 5,
      instancesTotal: 5,
      bytesDone: 50,
      bytesTotal: 50,
    });
  });

  it('counts every failure under its reason, not the first alone, and lets none stop the others', async () => {
    const failures: Record<string, SyncFailure> = { a: offline, b: gone, d: gone };
    const { report, came, told } = await run({
      fetchOne(id) {
        const failure = failures[id];
        return Promise.resolve(failure === undefined ? ok(null) : fail(failure));
      },
    });
    expect(report).toEqual({
      fetchedCount: 2,
      failedCount: 3,
      failures: [
        { failure: gone, count: 2 },
        { failure: offline, count: 1 },
      ],
    });
    expect(came).toEqual(['c', 'e']);
    expect(told.at(-1)).toMatchObject({ instancesDone: 5, bytesDone: 20 });
  });

  it('stops where it is broken off, and counts no more than was tried', async () => {
    const broken = new AbortController();
    const { report } = await run({
      signal: broken.signal,
      fetchOne(id) {
        if (id === 'b') broken.abort();
        return Promise.resolve(id === 'b' ? fail(offline) : ok(null));
      },
    });
    expect(report).toMatchObject({ fetchedCount: 1, failedCount: 1 });
  });
});
