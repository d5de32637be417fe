import type { Context } from 'hono';
import type { ProblemBody } from '#shared/sync/protocol.ts';

/** Every way in which a request can fail, with the one status and sentence that it has. */
const problems = {
  BODY_INVALID: [400, 'The request could not be read.', 'never'],
  QUERY_INVALID: [400, 'The query could not be read.', 'never'],
  MULTIPART_INVALID: [
    400,
    'The multipart message is damaged or was cut short; nothing of its last part was stored.',
    'later',
  ],
  FRAME_LIST_INVALID: [
    400,
    'A frame list is made of numbers from 1, separated by commas.',
    'never',
  ],
  BODY_CUT: [400, 'The request broke off before its end.', 'later'],
  UNAUTHORISED: [401, 'A valid token is needed.', 'sign-in'],
  REVOKED: [401, 'This device was removed from the server.', 'sign-in'],
  PAIRING_CODE_WRONG: [403, 'The pairing code is wrong, used or too old.', 'person'],
  FORBIDDEN: [403, 'This token may not do that.', 'never'],
  NOT_FOUND: [404, 'There is nothing at this address.', 'never'],
  METHOD_NOT_ALLOWED: [405, 'This address does not take that method.', 'never'],
  NOT_ACCEPTABLE: [406, 'None of the accepted media types can be given.', 'never'],
  BODY_STALLED: [408, 'Nothing more of the request arrived.', 'later'],
  OFFSET_MISMATCH: [409, 'The upload continues at another offset.', 'later'],
  OPERATION_GAP: [409, 'Operations are missing before these.', 'later'],
  BODY_TOO_LARGE: [413, 'The request is larger than this address takes.', 'never'],
  MEDIA_TYPE_UNSUPPORTED: [
    415,
    'The request body has a media type that is not taken here.',
    'never',
  ],
  RANGE_INVALID: [416, 'The range lies outside the bytes.', 'never'],
  REFUSED: [422, 'The bytes are no DICOM instance that can be stored.', 'person'],
  APP_TOO_OLD: [426, 'The app speaks an older protocol: reload it.', 'person'],
  RATE_LIMITED: [429, 'Too many requests; wait a moment.', 'later'],
  DIGEST_MISMATCH: [460, 'The bytes that arrived are not the bytes that were announced.', 'later'],
  SERVER_ERROR: [500, 'The server met a fault; it is logged.', 'later'],
  APP_BUILDING: [503, 'The app is being built; try again in a moment.', 'later'],
  SERVER_FULL: [507, 'The server has no room left.', 'later'],
} as const satisfies Readonly<Record<string, readonly [number, string, ProblemBody['retry']]>>;

export type ProblemCode = keyof typeof problems;

/** Answers with RFC 9457 problem+json: the only place that picks a status for a failure. */
export function problem(
  context: Context,
  code: ProblemCode,
  more: {
    readonly detail?: string;
    readonly expectedN?: number;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Response {
  const [status, title, retry] = problems[code];
  const body: ProblemBody = {
    type: `urn:satchel:problem:${code}`,
    title,
    status,
    code,
    retry,
    ...(more.detail === undefined ? {} : { detail: more.detail }),
    ...(more.expectedN === undefined ? {} : { expectedN: more.expectedN }),
  };
  const headers = new Headers(context.res.headers);
  headers.set('Content-Type', 'application/problem+json');
  headers.set('Cache-Control', 'no-store');
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer realm="satchel"');
  for (const [name, value] of Object.entries(more.headers ?? {})) headers.set(name, value);
  return new Response(JSON.stringify(body), { status, headers });
}
