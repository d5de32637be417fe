import type { Context } from 'hono';
import {
  boundaryOf,
  coversEssence,
  parseAccept,
  parseMediaType,
} from '#shared/dicomweb/media-type.ts';
import { MultipartError, parseMultipart } from '#shared/dicomweb/multipart.ts';
import {
  buildStowResponse,
  stowFailure,
  stowStatus,
  type RefusedItem,
  type StowedItem,
} from '#shared/dicomweb/stow-response.ts';
import { toDicomJson } from '#shared/dicomweb/dicom-json-wire.ts';
import type { AccessVariables } from '../access/authenticate.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { MediumFullError } from '../archive/blob-store/blob-store.ts';
import { failureReasonOf } from '../archive/failure-reason.ts';
import { storeInstance, type Provenance, type StoreRefusal } from '../archive/store-instance.ts';
import { problem } from '../problem.ts';
import { bodyPieces } from '../request-body.ts';
import { dicomwebBase, retrieveUrl } from './links.ts';

/** Parts stored at once: their fsyncs overlap, and no more than this many files are open. */
const concurrentStoresMax = 8;

interface Outcome {
  readonly stored: StowedItem[];
  readonly refused: RefusedItem[];
  readonly studies: Set<string>;
}

type StowContext = Context<{ Variables: AccessVariables }>;

/**
 * STOW-RS (PS3.18 10.5): multipart/related or a single application/dicom body, streamed to disk part by
 * part. What arrived whole before a body breaks off stays stored; the answer is then 400, never 200.
 */
export async function stow(
  context: StowContext,
  deps: AppDependencies,
  study: string | undefined,
): Promise<Response> {
  const contentType = context.req.header('Content-Type') ?? '';
  const media = parseMediaType(contentType);
  const provenance: Provenance = {
    deviceId: context.get('token').deviceId,
    receivedAt: deps.now().toISOString(),
    ...(study === undefined ? {} : { StudyInstanceUID: study }),
  };
  const offered = ['application/dicom+json', 'application/json'];
  const ranges = parseAccept(context.req.header('Accept') ?? '');
  // Before anything is stored: a client that cannot read the answer would not know what was.
  if (!ranges.some((range) => range.q > 0 && offered.some((one) => coversEssence(range, one))))
    return problem(context, 'NOT_ACCEPTABLE');
  const body = bodyPieces(context.req.raw, deps.stallTimeoutMs);
  if (context.req.raw.body === null)
    return problem(context, 'BODY_INVALID', { detail: 'The body is empty.' });
  const outcome: Outcome = { stored: [], refused: [], studies: new Set() };
  const base = dicomwebBase(context, deps);
  try {
    if (media?.essence === 'application/dicom') {
      await storePart(deps, body, provenance, base, outcome);
    } else if (isMultipartDicom(media?.essence, media?.parameters.get('type'))) {
      const boundary = boundaryOf(contentType);
      if (boundary === null)
        return problem(context, 'BODY_INVALID', { detail: 'The boundary is missing.' });
      await storeParts(deps, body, boundary, provenance, base, outcome);
    } else {
      return problem(context, 'MEDIA_TYPE_UNSUPPORTED');
    }
  } catch (error) {
    if (outcome.stored.length > 0) deps.wake.notify();
    if (error instanceof MultipartError)
      return problem(context, 'MULTIPART_INVALID', { detail: error.code });
    throw error;
  }
  if (outcome.stored.length > 0) deps.wake.notify();
  if (outcome.stored.length + outcome.refused.length === 0)
    return problem(context, 'MULTIPART_INVALID', { detail: 'The message has no part.' });
  return answer(context, outcome, base);
}

function isMultipartDicom(essence: string | undefined, type: string | undefined): boolean {
  if (essence !== 'multipart/related') return false;
  return type === undefined || type.toLowerCase() === 'application/dicom';
}

async function storeParts(
  deps: AppDependencies,
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  provenance: Provenance,
  base: string,
  outcome: Outcome,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const faults: unknown[] = [];
  try {
    for await (const part of parseMultipart(body, boundary)) {
      const type = parseMediaType(part.headers.get('content-type') ?? 'application/dicom');
      if (type?.essence !== 'application/dicom') {
        outcome.refused.push({
          SOPClassUID: '',
          SOPInstanceUID: '',
          failureReason: stowFailure.cannotUnderstand,
        });
        continue;
      }
      const finish = await receive(deps, part.body);
      const storing = finish((sealed) => store(deps, sealed, provenance, base, outcome))
        .catch((error: unknown) => void faults.push(error))
        .finally(() => running.delete(storing));
      running.add(storing);
      if (running.size >= concurrentStoresMax) await Promise.race(running);
    }
  } finally {
    await Promise.all(running);
  }
  // A fault of ours: the whole request is answered as failed, and the client sends again.
  if (faults.length > 0) throw faults[0];
}

async function storePart(
  deps: AppDependencies,
  body: AsyncIterable<Uint8Array>,
  provenance: Provenance,
  base: string,
  outcome: Outcome,
): Promise<void> {
  const finish = await receive(deps, body);
  await finish((sealed) => store(deps, sealed, provenance, base, outcome));
}

type Sealed = Parameters<typeof storeInstance>[1];

/** Streams a body to a write of its own; a body that breaks off leaves nothing. The rest may overlap with the next part. */
async function receive(
  deps: AppDependencies,
  body: AsyncIterable<Uint8Array>,
): Promise<(then: (sealed: Sealed | 'full') => Promise<void>) => Promise<void>> {
  const write = await deps.archive.blobs.beginWrite();
  let isFull = false;
  try {
    for await (const bytes of body) {
      if (!isFull) await write.append(bytes).catch(fullOnly(() => (isFull = true)));
    }
  } catch (error) {
    await write.abort();
    throw error;
  }
  return async (then) => {
    if (isFull) {
      await write.abort();
      return then('full');
    }
    const sealed = await write.seal().catch(fullOnly(() => null));
    if (sealed === null) {
      await write.abort();
      return then('full');
    }
    return then(sealed);
  };
}

function fullOnly<Value>(instead: () => Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof MediumFullError) return instead();
    throw error;
  };
}

async function store(
  deps: AppDependencies,
  sealed: Sealed | 'full',
  provenance: Provenance,
  base: string,
  outcome: Outcome,
): Promise<void> {
  const result =
    sealed === 'full'
      ? null
      : await storeInstance(deps.archive, sealed, provenance).catch(fullOnly(() => null));
  if (result === null) {
    const failureReason = stowFailure.outOfResources;
    outcome.refused.push({ SOPClassUID: '', SOPInstanceUID: '', failureReason });
    return;
  }
  if (!result.ok) {
    outcome.refused.push(refusedOf(result.failure));
    return;
  }
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID } = result.value.row;
  const RetrieveURL = retrieveUrl(base, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID);
  outcome.studies.add(StudyInstanceUID);
  outcome.stored.push({ SOPClassUID, SOPInstanceUID, RetrieveURL });
}

function refusedOf({ code, SOPClassUID, SOPInstanceUID }: StoreRefusal): RefusedItem {
  return { SOPClassUID, SOPInstanceUID, failureReason: failureReasonOf(code) };
}

function answer(context: StowContext, outcome: Outcome, base: string): Response {
  const [first] = outcome.studies;
  const StudyRetrieveURL =
    outcome.studies.size === 1 && first !== undefined ? retrieveUrl(base, first) : '';
  const whole = { stored: outcome.stored, refused: outcome.refused, StudyRetrieveURL };
  const body = JSON.stringify(toDicomJson(buildStowResponse(whole), () => null));
  return context.body(body, stowStatus(whole), { 'Content-Type': 'application/dicom+json' });
}
