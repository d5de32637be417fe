import { describe, expect, it } from 'vitest';
import { ok } from '#shared/failure/result.ts';
import { downloadBytes } from './download-bytes.ts';
import type { HubClient, HubRequest } from './hub-client.ts';

const whole = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

/** Breaks each answer off after so many bytes. */
function brokenHub(bytesEach: number, status = 206): { hub: HubClient; asked: HubRequest[] } {
  const asked: HubRequest[] = [];
  const send: HubClient['send'] = (request) => {
    asked.push(request);
    const from = Number(/bytes=(\d+)-/.exec(request.headers?.['Range'] ?? '')?.[1] ?? 0);
    const end = Math.min(from + bytesEach, whole.byteLength);
    const pieces = [whole.slice(from, end)];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece !== undefined) controller.enqueue(piece);
        else if (end === whole.byteLength) controller.close();
        else controller.error(new TypeError('cut'));
      },
    });
    return Promise.resolve(ok(new Response(body, { status: from === 0 ? 200 : status })));
  };
  return { asked, hub: { send, json: () => Promise.reject(new Error('not asked')) } };
}

async function download(hub: HubClient, byteLength = whole.byteLength) {
  const got: number[] = [];
  const sink = {
    write(bytes: Uint8Array) {
      got.push(...bytes);
      return Promise.resolve();
    },
  };
  const context = { hub, signal: new AbortController().signal, onProgress: () => undefined };
  const wanted = { path: '/dicom-web/x', sink, byteLength, sha256: 'ab' };
  return { result: await downloadBytes(context, wanted), got };
}

describe('downloading', () => {
  it('[PULL4] goes on from the first missing byte after every cut, tied to the same bytes', async () => {
    const { hub, asked } = brokenHub(300);
    const { result, got } = await download(hub);
    expect(result).toEqual({ ok: true, value: null });
    expect(Uint8Array.from(got)).toEqual(whole);
    expect(asked.map(({ headers }) => headers?.['Range'])).toEqual([
      undefined,
      'bytes=300-',
      'bytes=600-',
      'bytes=900-',
    ]);
    expect(asked[1]?.headers?.['If-Range']).toBe('"ab"');
  });

  it('[PULL4] stops where a whole answer comes instead of the rest: these are other bytes', async () => {
    const { result } = await download(brokenHub(300, 200).hub);
    expect(result).toMatchObject({ ok: false, failure: { code: 'DIGEST_MISMATCH' } });
  });

  it('takes neither more nor fewer bytes than were announced', async () => {
    const mismatch = { ok: false, failure: { code: 'DIGEST_MISMATCH' } };
    expect((await download(brokenHub(1000).hub, 999)).result).toMatchObject(mismatch);
    expect((await download(brokenHub(1000).hub, 1001)).result).toMatchObject(mismatch);
  });

  it('gives up a link that brings nothing any more', async () => {
    const { result } = await download(brokenHub(0).hub);
    expect(result).toMatchObject({ ok: false, failure: { code: 'OFFLINE' } });
  });
});
