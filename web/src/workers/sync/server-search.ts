import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import { parseSearchAnswer } from '#shared/sync/parse-scope-answers.ts';
import type { SearchRequest } from '#shared/sync/protocol.ts';
import type { Archive } from '../../archive/archive.ts';
import { readCursor, takeStudyRows } from '../../archive/changes.ts';
import { readDevice } from '../../archive/device.ts';
import { findStudyKey } from '../../archive/find-studies.ts';
import { forgetSeenStudy, noteSeenStudies, seenStudyOf } from '../../archive/seen-studies.ts';
import { createHubClient, type HubClient } from '../../sync/hub-client.ts';
import { readStudyChanges } from '../../sync/pull-scoped.ts';
import { localFailure } from '../../sync/sync-store.ts';
import type { BringProgress, BringRequest, ServerFinding, ServerQuestion } from './sync-api.ts';

const studiesAtOnce = 40;
/** Rows of one answer while somebody looks on: on a slow link the count has to move. */
const broughtAtOnce = 50;

/** Finds studies on the server by words; what it shows is kept for who asks, sealed, to be found again offline. */
export async function searchServer(
  archive: Archive,
  { personId, text, after }: ServerQuestion,
  signal: AbortSignal,
): Promise<Result<ServerFinding, SyncFailure>> {
  const server = await serverOf(archive);
  if (!server.ok) return server;
  const request: SearchRequest = { text, limit: studiesAtOnce, after };
  const answer = await server.value.client.json(
    {
      method: 'POST',
      path: '/sync/v1/search',
      step: 'search',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal,
      timeoutMs: 20_000,
    },
    parseSearchAnswer,
  );
  if (!answer.ok) return answer;
  const studies = answer.value.studies.map(seenStudyOf);
  // Not kept (a full device): it is found all the same while the server can be asked.
  await noteSeenStudies(archive, { personId, hubId: server.value.hubId }, studies);
  return ok({ studies, next: answer.value.next });
}

/**
 * Makes a study of the server one of this device: all that the feed would tell of it, and the server goes on
 * telling. Its bytes come when it is opened. Gives its key.
 */
export async function bringStudy(
  archive: Archive,
  { personId, StudyInstanceUID }: BringRequest,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress: (progress: BringProgress) => void },
): Promise<Result<string, SyncFailure>> {
  const server = await serverOf(archive);
  if (!server.ok) return server;
  const { client, hubId } = server.value;
  const read = await readCursor(archive);
  if (!read.ok) return fail(localFailure('bring', read.failure));
  const hub = read.value;
  // Before the first greeting nobody knows which life of the server this is.
  if (hub?.hubId !== hubId) return fail({ code: 'OFFLINE', step: 'bring', retry: 'later' });
  let instancesDone = 0;
  const question = { client, signal, hub, StudyInstanceUID, limit: broughtAtOnce };
  const brought = await readStudyChanges(question, async ({ rows }) => {
    const taken = await takeStudyRows(archive, hub, rows);
    if (!taken.ok) return fail(localFailure('bring', taken.failure));
    instancesDone += rows.filter(({ kind }) => kind === 'instance').length;
    onProgress({ instancesDone });
    return ok(null);
  });
  if (!brought.ok) {
    if (brought.failure.code === 'NOT_FOUND') {
      await forgetSeenStudy(archive, { personId, hubId }, StudyInstanceUID);
    }
    return brought;
  }
  const key = await findStudyKey(archive, StudyInstanceUID);
  if (!key.ok) return fail(localFailure('bring', key.failure));
  return key.value === null
    ? fail({ code: 'NOT_FOUND', step: 'bring', retry: 'never' })
    : ok(key.value);
}

async function serverOf(
  archive: Archive,
): Promise<Result<{ readonly client: HubClient; readonly hubId: string }, SyncFailure>> {
  const device = await readDevice(archive);
  if (!device.ok) return fail(localFailure('search', device.failure));
  const { pairing } = device.value;
  if (pairing === null) return fail({ code: 'UNAUTHORISED', step: 'search', retry: 'sign-in' });
  const { token, hub } = pairing;
  return ok({ client: createHubClient({ origin: '', token, hubId: hub.hubId }), hubId: hub.hubId });
}
