import * as v from 'valibot';
import type { Context } from 'hono';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import { readBody } from '../request-body.ts';
import {
  haveCountMax,
  scopeCountMax,
  searchCountMax,
  searchTextMax,
} from '#shared/sync/protocol.ts';

/** JSON bodies are lists of digests and operations; a larger one is somebody's mistake or worse. */
const jsonBytesMax = 8 * 1024 * 1024;

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const idPart = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));

const seen = v.optional(
  v.object({
    hubEpoch: v.pipe(v.string(), v.maxLength(64)),
    seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    mark: v.pipe(v.string(), v.maxLength(64)),
  }),
);

export const pairRequest = v.object({
  code: v.pipe(v.string(), v.maxLength(64)),
  deviceId: idPart,
  deviceName: v.pipe(v.string(), v.maxLength(200)),
});
export const helloRequest = v.object({
  deviceId: idPart,
  epoch: idPart,
  protocol: v.number(),
  appVersion: v.pipe(v.string(), v.maxLength(64)),
  seen,
});
export const digestsRequest = v.object({
  seen,
  sha256: v.pipe(v.array(sha256), v.maxLength(haveCountMax)),
});
const studyUid = v.pipe(v.string(), v.regex(/^[0-9.]{1,64}$/));
export const scopeRequest = v.object({
  add: v.pipe(v.array(studyUid), v.maxLength(scopeCountMax)),
  isTold: v.boolean(),
});
export const searchRequest = v.object({
  text: v.pipe(v.string(), v.maxLength(searchTextMax)),
  limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(searchCountMax)),
  after: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,15}\..*$/s))),
});
export const opsRequest = v.object({ seen, ops: v.array(v.unknown()) });

export type BodyFailure = 'BODY_INVALID' | 'BODY_TOO_LARGE';

/** Reads and checks a JSON body; memory is bounded whatever Content-Length claims. */
export async function readJson<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
  stallTimeoutMs: number,
): Promise<Result<v.InferOutput<Schema>, BodyFailure>> {
  const bytes = await readBody(context.req.raw, jsonBytesMax, stallTimeoutMs);
  if (bytes === null) return fail('BODY_TOO_LARGE');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('BODY_INVALID');
  }
  const parsed = v.safeParse(schema, json);
  return parsed.success ? ok(parsed.output) : fail('BODY_INVALID');
}
