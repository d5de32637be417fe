import { describe, expect, it } from 'vitest';
import { fail } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { LoadRequest } from './frame-source.ts';
import { loadPicture } from './load-picture.ts';
import type { PicturePorts } from './picture-ports.ts';

const never = (): never => {
  throw new Error('nothing else is asked for');
};

/** A frame that is only on the server, wanted by a person, while fetching fails. */
async function loadMissing(failure: SyncFailure) {
  const ports: PicturePorts = {
    readInstance: never,
    readFrame: never,
    byteSource: never,
    decode: never,
    fetchInstance: () => Promise.resolve(fail(failure)),
  };
  const request = {
    frame: { instance: { id: 'i', isLocal: false }, frameIndex: 0 },
    isUrgent: true,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  } as unknown as LoadRequest;
  return await loadPicture(request, ports, new Map());
}

describe('a frame that is only on the server', () => {
  it('is said to be not here when there is no link, not that everything stays here', async () => {
    const outcome = await loadMissing({ code: 'OFFLINE', step: 'fetch', retry: 'later' });
    expect(outcome).toEqual({ ok: false, failure: { code: 'BYTES_NOT_HERE', step: 'fetch' } });
  });

  it('keeps every other reason', async () => {
    const refused: SyncFailure = { code: 'UNAUTHORISED', step: 'fetch', retry: 'sign-in' };
    expect(await loadMissing(refused)).toEqual({ ok: false, failure: refused });
  });
});
