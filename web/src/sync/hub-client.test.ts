import { describe, expect, it } from 'vitest';
import { serverHeader } from '#shared/sync/protocol.ts';
import { createHubClient } from './hub-client.ts';

const signal = new AbortController().signal;

function clientFor(answer: Response | Error) {
  const seen: { url: string; init: RequestInit | undefined }[] = [];
  const client = createHubClient({
    origin: '',
    token: 'secret',
    hubId: 'hub-1',
    fetch: (input, init) => {
      seen.push({ url: input instanceof Request ? input.url : String(input), init });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { client, seen };
}

const parseAnything = (json: unknown): unknown => json;
const ask = { method: 'POST', path: '/sync/v1/hello', step: 'hello', signal } as const;
const ours = { [serverHeader]: 'hub-1' };

function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ code, status }), {
    status,
    headers: { ...ours, 'Content-Type': 'application/problem+json', ...headers },
  });
}

describe('the door to the server', () => {
  it('[LINK3] takes a page of a captive portal for nobody, though it says 200', async () => {
    const page = new Response('<html>', { headers: { 'Content-Type': 'text/html' } });
    expect(await clientFor(page).client.send(ask)).toMatchObject({
      failure: { code: 'NOT_OUR_SERVER' },
    });
  });

  it('[LINK3] takes the answer of another server for nobody', async () => {
    const other = new Response('{}', { headers: { [serverHeader]: 'hub-2' } });
    expect(await clientFor(other).client.json(ask, parseAnything)).toMatchObject({
      failure: { code: 'NOT_OUR_SERVER' },
    });
  });

  it('puts the token into a header and into no address, and follows no redirect', async () => {
    const { client, seen } = clientFor(new Response('{"a":1}', { headers: ours }));
    expect(await client.json(ask, parseAnything)).toEqual({ ok: true, value: { a: 1 } });
    expect(seen[0]?.url).toBe('/sync/v1/hello');
    expect(new Headers(seen[0]?.init?.headers).get('Authorization')).toBe('Bearer secret');
    expect(seen[0]?.init).toMatchObject({
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
    });
  });

  it.each([
    [problem(401, 'UNAUTHORISED'), { code: 'UNAUTHORISED', retry: 'sign-in' }],
    [problem(401, 'REVOKED'), { code: 'REVOKED', retry: 'sign-in' }],
    [problem(426, 'APP_TOO_OLD'), { code: 'APP_TOO_OLD', retry: 'person' }],
    [problem(507, 'SERVER_FULL'), { code: 'SERVER_FULL', retry: 'later' }],
    [problem(500, 'SERVER_ERROR'), { code: 'SERVER_ERROR', retry: 'later' }],
    [new Response('', { status: 502, headers: ours }), { code: 'SERVER_ERROR', retry: 'later' }],
    [problem(429, 'RATE_LIMITED', { 'Retry-After': '7' }), { retryAfterMs: 7000 }],
  ])('[RETRY2] says what an answer means and when to come again (%#)', async (answer, failure) => {
    expect(await clientFor(answer).client.send(ask)).toMatchObject({ ok: false, failure });
  });

  it('[LINK6] calls an answer of another form a failure of the server, that passes', async () => {
    const answer = new Response('{"a":1}', { headers: ours });
    expect(await clientFor(answer).client.json(ask, () => null)).toMatchObject({
      failure: { code: 'SERVER_ERROR', retry: 'later', detail: 'answer out of form' },
    });
  });

  it('calls a link that broke, and an answer that was cut, offline', async () => {
    const offline = { ok: false, failure: { code: 'OFFLINE', retry: 'later' } };
    expect(await clientFor(new TypeError('x')).client.send(ask)).toMatchObject(offline);
    const cut = new Response('{"a":', { headers: ours });
    expect(await clientFor(cut).client.json(ask, parseAnything)).toMatchObject(offline);
  });
});
