import { afterEach, describe, expect, it, vi } from 'vitest';
import { serverHeader } from '#shared/sync/protocol.ts';
import { forgetServerKnowledge } from '../../archive/changes.ts';
import { savePairing } from '../../archive/device.ts';
import { readStudySummaries } from '../../archive/find-studies.ts';
import { anyHead, instanceRow, sliceItem } from '../../testing/feed-rows.ts';
import { openTestArchive, valueOf } from '../../testing/test-archive.ts';
import { bringStudy } from './server-search.ts';

afterEach(() => vi.unstubAllGlobals());

const hub = { hubId: 'H', hubEpoch: 'E', name: '', key: { kid: 'k', publicKey: 'p' } };

/** A paired device, and a server that tells of a study's images one at a time. */
async function slowServer() {
  const archive = await openTestArchive();
  valueOf(await savePairing(archive, { hub, token: 't' }));
  valueOf(await forgetServerKnowledge(archive, { hubId: 'H', hubEpoch: 'E' }));
  const rows = await Promise.all(
    [0, 1, 2].map(async (n) => instanceRow(await sliceItem(n), n + 1)),
  );
  vi.stubGlobal('fetch', async (input: Request | string | URL, init?: RequestInit) => {
    if (init?.signal?.aborted === true) throw new DOMException('', 'AbortError');
    const url = input instanceof Request ? input.url : String(input);
    const after = Number(/after=(\d+)/.exec(url)?.[1]);
    const page = { hubEpoch: 'E', head: anyHead, to: after + 1, isLast: after + 1 === rows.length };
    return Promise.resolve(
      Response.json(
        { ...page, rows: rows.slice(after, after + 1) },
        { headers: { [serverHeader]: 'H' } },
      ),
    );
  });
  const first = rows[0];
  const uid = first?.kind === 'instance' ? first.instance.StudyInstanceUID : '';
  return { archive, request: { personId: 'ana', StudyInstanceUID: uid } };
}

describe('opening a study of the server', () => {
  it('counts its images as they come: only that it was coming could be seen', async () => {
    const { archive, request } = await slowServer();
    const counts: number[] = [];
    const { signal } = new AbortController();
    const onProgress = ({ instancesDone }: { instancesDone: number }): unknown =>
      counts.push(instancesDone);
    const key = valueOf(await bringStudy(archive, request, { signal, onProgress }));
    expect(counts).toEqual([1, 2, 3]);
    const { studies } = valueOf(await readStudySummaries(archive, 0));
    expect(studies.map((study) => [study.key, study.whereabouts.instanceCount])).toEqual([
      [key, 3],
    ]);
  });

  it('ends where it is called off, and leads nowhere', async () => {
    const { archive, request } = await slowServer();
    const calling = new AbortController();
    const counts: number[] = [];
    const brought = await bringStudy(archive, request, {
      signal: calling.signal,
      onProgress({ instancesDone }) {
        counts.push(instancesDone);
        if (instancesDone === 2) calling.abort();
      },
    });
    expect([brought.ok, counts]).toEqual([false, [1, 2]]);
  });
});
