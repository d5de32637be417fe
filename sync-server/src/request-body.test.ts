import { beforeEach, describe, expect, it } from 'vitest';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import { createTestServer, multipartOf, slice, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let device: string;
beforeEach(async () => {
  server = await createTestServer({ stallTimeoutMs: 200 });
  ({ token: device } = await server.pairDevice());
});

/** Gives the bytes and then nothing any more, or breaks off. */
function bodyOf(bytes: Uint8Array, end: 'silence' | 'cut'): ReadableStream<Uint8Array> {
  let isGiven = false;
  return new ReadableStream({
    pull(controller) {
      if (isGiven && end === 'cut') controller.error(new Error('the sender went away'));
      else if (isGiven) return new Promise(() => undefined);
      controller.enqueue(bytes);
      isGiven = true;
      return Promise.resolve();
    },
  });
}

const code = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { code: string }).code;

describe('bodies that do not arrive', () => {
  const json = new TextEncoder().encode('{"code":');
  it.each([
    ['/sync/v1/pair', 'silence', 408, 'BODY_STALLED'],
    ['/sync/v1/hello', 'silence', 408, 'BODY_STALLED'],
    ['/sync/v1/ops', 'cut', 400, 'BODY_CUT'],
    ['/dicom-web/studies', 'silence', 408, 'BODY_STALLED'],
    ['/dicom-web/studies', 'cut', 400, 'BODY_CUT'],
  ] as const)('end the request to %s (%s): %i %s', async (path, end, status, wanted) => {
    const { body, type } = multipartOf([await encodeInstance(slice())], 400);
    const answer = await server.ask(path, {
      method: 'POST',
      token: path.startsWith('/sync') ? device : server.client,
      body: bodyOf(path.startsWith('/sync') ? json : body, end),
      headers: { 'Content-Type': path.startsWith('/sync') ? 'application/json' : type },
      duplex: 'half',
    });
    expect([answer.status, await code(answer)]).toEqual([status, wanted]);
    expect(answer.headers.get('Connection')).toBe('close');
    expect(await server.deps.archive.index.headSeq()).toBe(0);
    expect(await server.deps.running.idle(5000)).toBe(true);
  });

  it('ends a part of an upload that stalls, without a byte of it counted', async () => {
    const file = await encodeInstance(slice());
    const path = `/sync/v1/blobs/${'a'.repeat(64)}`;
    const answer = await server.ask(path, {
      method: 'PATCH',
      token: device,
      body: bodyOf(file.subarray(0, 100), 'silence'),
      headers: {
        'Upload-Offset': '0',
        'Upload-Length': '5000',
        'Content-Digest': 'sha-256=:AAAA:',
      },
      duplex: 'half',
    });
    expect(answer.status).toBe(408);
    const head = await server.ask(path, { method: 'HEAD', token: device });
    expect(head.headers.get('Upload-Offset')).toBe('0');
  });
});
