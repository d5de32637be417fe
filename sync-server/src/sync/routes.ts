import { Hono } from 'hono';
import type { Context } from 'hono';
import { parseOp } from '#shared/sync/parse-op.ts';
import { parseOpId } from '#shared/sync/op-id.ts';
import type { Op } from '#shared/sync/op.ts';
import {
  opsCountMax,
  protocolVersion,
  serverHeader,
  type HaveAnswer,
  type HelloAnswer,
  type OpsAnswer,
  type PairAnswer,
  type ReceiptsAnswer,
} from '#shared/sync/protocol.ts';
import { authenticate, type Environment } from '../access/authenticate.ts';
import { redeemPairing } from '../access/tokens.ts';
import { MediumFullError } from '../archive/blob-store/blob-store.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { issueReceipts } from '../archive/issue-receipts.ts';
import { problem } from '../problem.ts';
import { headUpload, patchUpload, readBlob } from './blobs.ts';
import { changes, studyChanges } from './changes.ts';
import { carryStudies } from './scope.ts';
import { searchStudies } from './search.ts';
import { feedHead, renewLostEpoch } from './feed-head.ts';
import { digestsRequest, helloRequest, opsRequest, pairRequest, readJson } from './bodies.ts';

/** `/sync/v1` as `shared/src/sync/protocol.ts` and SYNC-SPEC say it. */
export function syncRoutes(deps: AppDependencies): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use('*', async (context, next) => {
    // A captive portal answers everything with 200: this header is how a device knows whom it talks to.
    context.header(serverHeader, deps.hub.identity.hubId);
    context.header('Cache-Control', 'no-store');
    await next();
    context.res.headers.set(serverHeader, deps.hub.identity.hubId);
    context.res.headers.set('Cache-Control', 'no-store');
  });
  routes.post('/pair', (context) => pair(context, deps));
  routes.use('*', authenticate(deps.archive.index, deps.now, ['device']));
  routes.post('/hello', (context) => hello(context, deps));
  routes.post('/have', (context) => have(context, deps));
  routes.post('/receipts', async (context) => {
    const body = await readJson(context, digestsRequest, deps.stallTimeoutMs);
    if (!body.ok) return problem(context, body.failure);
    if (body.value.seen !== undefined) await renewLostEpoch(deps, body.value.seen);
    // Who asks for a receipt brought these bytes, or would have: the feed tells it what becomes of them.
    const { deviceId } = context.get('token');
    // A server without room for that says what it has all the same: the list is made good at the next request.
    const carried = deps.archive.index.carryDigests(deviceId, body.value.sha256);
    if (await carried.catch(falseWhereFull)) deps.wake.notify();
    const issued = await issueReceipts(deps.archive, deps.hub, body.value.sha256, deps.now);
    return context.json({ ...issued, head: await feedHead(deps) } satisfies ReceiptsAnswer);
  });
  routes.post('/ops', (context) => pushOps(context, deps));
  routes.get('/changes', (context) => changes(context, deps));
  routes.get('/studies/:uid{[0-9.]{1,64}}/changes', (context) =>
    studyChanges(context, deps, context.req.param('uid')),
  );
  routes.post('/search', (context) => searchStudies(context, deps));
  routes.post('/scope', (context) => carryStudies(context, deps));
  routes.on(['HEAD', 'GET'], '/blobs/:sha256{[0-9a-f]{64}}', (context) => {
    const sha256 = context.req.param('sha256');
    return context.req.method === 'HEAD'
      ? headUpload(deps, sha256)
      : readBlob(context, deps, sha256);
  });
  routes.patch('/blobs/:sha256{[0-9a-f]{64}}', (context) =>
    patchUpload(context, deps, context.req.param('sha256')),
  );
  routes.all('*', (context) => problem(context, 'NOT_FOUND'));
  return routes;
}

async function pair(context: Context, deps: AppDependencies): Promise<Response> {
  const body = await readJson(context, pairRequest, deps.stallTimeoutMs);
  if (!body.ok) return problem(context, body.failure);
  const token = await redeemPairing(deps.archive.index, body.value.code, body.value, deps.now());
  if (token === null) return problem(context, 'PAIRING_CODE_WRONG');
  deps.log('device paired', { deviceId: body.value.deviceId });
  const answer: PairAnswer = { deviceId: body.value.deviceId, token, hub: deps.hub.identity };
  return context.json(answer);
}

async function hello(context: Context<Environment>, deps: AppDependencies): Promise<Response> {
  const body = await readJson(context, helloRequest, deps.stallTimeoutMs);
  if (!body.ok) return problem(context, body.failure);
  const { deviceId, epoch, protocol, seen } = body.value;
  if (protocol < protocolVersion) return problem(context, 'APP_TOO_OLD');
  if (deviceId !== context.get('token').deviceId) return problem(context, 'FORBIDDEN');
  if (seen !== undefined) await renewLostEpoch(deps, seen);
  const answer: HelloAnswer = {
    hub: deps.hub.identity,
    nowMs: deps.now().getTime(),
    headSeq: await deps.archive.index.headSeq(),
    lastOpN: await deps.archive.index.lastOpN(deviceId, epoch),
  };
  return context.json(answer);
}

async function have(context: Context, deps: AppDependencies): Promise<Response> {
  const body = await readJson(context, digestsRequest, deps.stallTimeoutMs);
  if (!body.ok) return problem(context, body.failure);
  const stored = await deps.archive.index.storedDigests(body.value.sha256);
  const items: HaveAnswer['items'][number][] = [];
  for (const sha256 of body.value.sha256) {
    const upload = stored.has(sha256) ? null : await deps.archive.index.uploadOf(sha256);
    const safe =
      upload === null
        ? 0
        : Math.min(upload.byteOffset, await deps.archive.blobs.partLength(sha256));
    items.push({ sha256, stored: stored.has(sha256), partOffset: safe });
  }
  return context.json({ items } satisfies HaveAnswer);
}

async function pushOps(context: Context<Environment>, deps: AppDependencies): Promise<Response> {
  const body = await readJson(context, opsRequest, deps.stallTimeoutMs);
  if (!body.ok) return problem(context, body.failure);
  if (body.value.ops.length === 0 || body.value.ops.length > opsCountMax)
    return problem(context, 'BODY_INVALID');
  const ops: Op[] = [];
  for (const json of body.value.ops) {
    const op = parseOp(json);
    if (op === null)
      return problem(context, 'BODY_INVALID', { detail: 'An operation is out of form.' });
    // A device speaks for itself only: nobody can number operations in another's name.
    if (parseOpId(op.id)?.deviceId !== context.get('token').deviceId)
      return problem(context, 'FORBIDDEN');
    ops.push(op);
  }
  if (body.value.seen !== undefined) await renewLostEpoch(deps, body.value.seen);
  const outcome = await deps.archive.index.appendOps(ops);
  if ('expectedN' in outcome)
    return problem(context, 'OPERATION_GAP', { expectedN: outcome.expectedN });
  deps.wake.notify();
  return context.json({ ...outcome, head: await feedHead(deps) } satisfies OpsAnswer);
}

function falseWhereFull(error: unknown): false {
  if (error instanceof MediumFullError) return false;
  throw error;
}
