import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import { protocolHeader, protocolVersion, serverHeader } from '#shared/sync/protocol.ts';

/** One request to the server. `path` begins with `/sync/v1/` or `/dicom-web/`. */
export interface HubRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH';
  readonly path: string;
  /** Names the work in failures. */
  readonly step: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes in memory of their own: never a Blob that lies in a database. */
  readonly body?: ArrayBuffer | string;
  readonly signal: AbortSignal;
  /** Without an answer's head within this time the link counts as broken. */
  readonly timeoutMs?: number;
  /** Statuses besides 2xx whose body the caller reads by itself. */
  readonly expected?: readonly number[];
}

/** Sends requests to one server and makes a failure of whatever is no answer of it. */
export interface HubClient {
  send(request: HubRequest): Promise<Result<Response, SyncFailure>>;
  /** An answer in JSON, read by `parse`; what it can't read is a failure of the server ([LINK6]). */
  json<Value>(
    request: HubRequest,
    parse: (json: unknown) => Value | null,
  ): Promise<Result<Value, SyncFailure>>;
}

export interface HubAddress {
  /** Origin of the server, without a trailing slash; empty: the app's own. */
  readonly origin: string;
  readonly token: string;
  /** Id that the server must name itself by; null before pairing. */
  readonly hubId: string | null;
  readonly fetch?: typeof fetch;
}

/** Bounds an answer's head on a slow field link with 16 MiB under way; the browser notices a dead link sooner. */
const timeoutMsDefault = 5 * 60 * 1000;

/** A client for one server: bearer token in a header, no cookies, nothing cached, redirects refused. */
export function createHubClient(address: HubAddress): HubClient {
  const send = (request: HubRequest): Promise<Result<Response, SyncFailure>> =>
    exchange(address, request);
  return {
    send,
    async json<Value>(
      request: HubRequest,
      parse: (json: unknown) => Value | null,
    ): Promise<Result<Value, SyncFailure>> {
      const answer = await send(request);
      return answer.ok ? readAnswer(answer.value, request.step, parse) : answer;
    },
  };
}

/** The body of an answer, parsed; cut short is a broken link, another form is a failure of the server. */
export async function readAnswer<Value>(
  answer: Response,
  step: string,
  parse: (json: unknown) => Value | null,
): Promise<Result<Value, SyncFailure>> {
  let json: unknown;
  try {
    json = await answer.json();
  } catch {
    return fail({ code: 'OFFLINE', step, retry: 'later', detail: 'answer cut' });
  }
  const value = parse(json);
  if (value !== null) return ok(value);
  return fail({ code: 'SERVER_ERROR', step, retry: 'later', detail: 'answer out of form' });
}

async function exchange(
  address: HubAddress,
  request: HubRequest,
): Promise<Result<Response, SyncFailure>> {
  const { step, method, path, body, signal } = request;
  const timeout = AbortSignal.timeout(request.timeoutMs ?? timeoutMsDefault);
  const headers = new Headers(request.headers);
  if (address.token !== '') headers.set('Authorization', `Bearer ${address.token}`);
  headers.set(protocolHeader, String(protocolVersion));
  let response: Response;
  try {
    response = await (address.fetch ?? fetch)(`${address.origin}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.any([signal, timeout]),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  } catch (error) {
    const detail = error instanceof Error ? error.name : '';
    return fail({ code: 'OFFLINE', step, retry: 'later', detail });
  }
  if (path.startsWith('/sync/')) {
    const named = response.headers.get(serverHeader);
    // A captive portal answers everything with 200: [LINK3].
    if (named === null || (address.hubId !== null && named !== address.hubId)) {
      await response.body?.cancel();
      return fail({ code: 'NOT_OUR_SERVER', step, retry: 'later' });
    }
  }
  if (response.ok || request.expected?.includes(response.status) === true) return ok(response);
  return fail(await failureOfAnswer(step, response));
}

const codes = {
  UNAUTHORISED: ['UNAUTHORISED', 'sign-in'],
  REVOKED: ['REVOKED', 'sign-in'],
  FORBIDDEN: ['UNAUTHORISED', 'sign-in'],
  PAIRING_CODE_WRONG: ['PAIRING_CODE_WRONG', 'person'],
  NOT_FOUND: ['NOT_FOUND', 'later'],
  OFFSET_MISMATCH: ['OFFSET_MISMATCH', 'later'],
  OPERATION_GAP: ['OPERATION_GAP', 'later'],
  BODY_TOO_LARGE: ['REFUSED', 'person'],
  BODY_INVALID: ['REFUSED', 'person'],
  REFUSED: ['REFUSED', 'person'],
  APP_TOO_OLD: ['APP_TOO_OLD', 'person'],
  RATE_LIMITED: ['RATE_LIMITED', 'later'],
  DIGEST_MISMATCH: ['DIGEST_MISMATCH', 'later'],
  SERVER_FULL: ['SERVER_FULL', 'later'],
} as const satisfies Readonly<Record<string, readonly [SyncFailure['code'], SyncFailure['retry']]>>;

/** What an answer that is no success means: RFC 9457 code where there is one, else its status. */
export async function failureOfAnswer(step: string, response: Response): Promise<SyncFailure> {
  const problem = await problemOf(response);
  const known = codes[problem.code as keyof typeof codes] ?? byStatus(response.status);
  const [code, retry] = known;
  const retryAfterMs = retryAfterOf(response);
  return {
    code,
    step,
    retry,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    detail: problem.code === '' ? String(response.status) : problem.code,
  };
}

/** The members of a problem that matter here; empty where the body is none. */
export async function problemOf(
  response: Response,
): Promise<{ readonly code: string; readonly expectedN: number | null }> {
  const none = { code: '', expectedN: null };
  if (!(response.headers.get('Content-Type') ?? '').startsWith('application/problem+json')) {
    await response.body?.cancel();
    return none;
  }
  try {
    const body = (await response.json()) as {
      readonly code?: unknown;
      readonly expectedN?: unknown;
    };
    const { code, expectedN } = body;
    return {
      code: typeof code === 'string' ? code : '',
      expectedN:
        typeof expectedN === 'number' && Number.isSafeInteger(expectedN) ? expectedN : null,
    };
  } catch {
    return none;
  }
}

function byStatus(status: number): readonly [SyncFailure['code'], SyncFailure['retry']] {
  if (status === 401) return codes.UNAUTHORISED;
  if (status === 404) return codes.NOT_FOUND;
  if (status === 413) return codes.BODY_TOO_LARGE;
  if (status === 429) return codes.RATE_LIMITED;
  if (status === 507) return codes.SERVER_FULL;
  return ['SERVER_ERROR', 'later'];
}

/** Retry-After in seconds (RFC 9110 10.2.3), at most a day; dates are not read, as clocks differ. */
function retryAfterOf(response: Response): number | null {
  const text = response.headers.get('Retry-After') ?? '';
  if (!/^[0-9]{1,6}$/.test(text)) return null;
  return Math.min(Number(text), 24 * 60 * 60) * 1000;
}
