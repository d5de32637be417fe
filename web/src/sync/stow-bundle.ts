import { itemsOf, numberOf, textOf } from '#shared/dicom/element-access.ts';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { tags } from '#shared/dicom/tag.ts';
import { fromDicomJson } from '#shared/dicomweb/dicom-json-wire.ts';
import { boundaryFromRandom } from '#shared/dicomweb/multipart.ts';
import { stowFailure } from '#shared/dicomweb/stow-response.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { BundleOutcome, PendingInstance } from '#shared/sync/engine/core-types.ts';
import { failureOfAnswer } from './hub-client.ts';
import { damagedFailure, readVerified } from './read-verified.ts';
import type { EventBody, SyncContext } from './sync-context.ts';
import { localFailure } from './sync-store.ts';

/**
 * Stores instances by one STOW-RS request (PS3.18 10.5). The answer is read per instance whatever its
 * status: what it names in neither list is unknown, and asked for again. Nothing counts before its receipt.
 */
export async function stowBundle(
  context: SyncContext,
  items: readonly PendingInstance[],
): Promise<EventBody> {
  const boundary = boundaryFromRandom(crypto.getRandomValues(new Uint8Array(16)));
  const bundle = await readBundle(context, items, boundary);
  if (bundle.sent.length === 0) return { type: 'bundleAnswered', outcomes: bundle.failed };
  const answer = await context.hub.send({
    method: 'POST',
    path: '/dicom-web/studies',
    step: 'stow',
    headers: {
      'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      Accept: 'application/dicom+json',
    },
    body: bundle.body,
    signal: context.signal,
    expected: [409],
  });
  if (!answer.ok) return { type: 'bundleFailed', failure: answer.failure };
  const isList = (answer.value.headers.get('Content-Type') ?? '').startsWith(
    'application/dicom+json',
  );
  if (!isList) {
    const isOk = answer.value.ok;
    const failure = await failureOfAnswer('stow', answer.value);
    // A success that is no list comes from somebody between us and the server.
    if (isOk) return { type: 'bundleFailed', failure: { ...failure, code: 'NOT_OUR_SERVER' } };
    return { type: 'bundleFailed', failure };
  }
  const dataset = await datasetOf(answer.value);
  if (dataset === null) {
    return { type: 'bundleFailed', failure: { code: 'OFFLINE', step: 'stow', retry: 'later' } };
  }
  return {
    type: 'bundleAnswered',
    outcomes: [...bundle.failed, ...stowOutcomes(dataset, bundle.sent)],
  };
}

/** Reads a Store Instances Response (PS3.18 Annex I): what became of each instance that was sent. */
export function stowOutcomes(
  dataset: DicomDataset,
  sent: readonly PendingInstance[],
): readonly BundleOutcome[] {
  const stored = new Set(
    itemsOf(dataset, tags.ReferencedSOPSequence).map((item) =>
      textOf(item, tags.ReferencedSOPInstanceUID),
    ),
  );
  const refused = new Map(
    itemsOf(dataset, tags.FailedSOPSequence).map((item) => [
      textOf(item, tags.ReferencedSOPInstanceUID),
      numberOf(item, tags.FailureReason),
    ]),
  );
  const [nameless] = itemsOf(dataset, tags.OtherFailuresSequence);
  return sent.map(({ ref, SOPInstanceUID }): BundleOutcome => {
    const isStored = stored.has(SOPInstanceUID);
    const reason = refused.get(SOPInstanceUID);
    // Two contents of one UID, one taken and one refused: the receipts tell which.
    if (isStored) return { ref, failure: null };
    if (reason !== undefined) return { ref, failure: failureOfReason(reason) };
    if (sent.length === 1 && nameless !== undefined) {
      return { ref, failure: failureOfReason(numberOf(nameless, tags.FailureReason)) };
    }
    return { ref, failure: { code: 'NOT_FOUND', step: 'stow', retry: 'later' } };
  });
}

function failureOfReason(reason: number | null): SyncFailure {
  const detail = `0x${(reason ?? 0).toString(16).padStart(4, '0').toUpperCase()}`;
  const isFull = reason !== null && (reason & 0xff00) === stowFailure.outOfResources;
  if (isFull) return { code: 'SERVER_FULL', step: 'stow', retry: 'later', detail };
  if (reason === stowFailure.processingFailure) {
    return { code: 'SERVER_ERROR', step: 'stow', retry: 'later', detail };
  }
  return { code: 'REFUSED', step: 'stow', retry: 'person', detail };
}

interface Bundle {
  readonly body: ArrayBuffer;
  readonly sent: readonly PendingInstance[];
  readonly failed: readonly BundleOutcome[];
}

/** One buffer of its own, each instance proved in it; what can't be read is left out and named. */
async function readBundle(
  { store }: SyncContext,
  items: readonly PendingInstance[],
  boundary: string,
): Promise<Bundle> {
  const encoder = new TextEncoder();
  const head = encoder.encode(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`);
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const room = items.reduce((sum, { byteLength }) => sum + head.byteLength + byteLength, 0);
  const target = new Uint8Array(room + tail.byteLength);
  const sent: PendingInstance[] = [];
  const failed: BundleOutcome[] = [];
  let at = 0;
  for (const item of items) {
    const failure = await readInto(store, item, target, at, head);
    if (failure === null) {
      at += head.byteLength + item.byteLength;
      sent.push(item);
    } else {
      failed.push({ ref: item.ref, failure });
    }
  }
  target.set(tail, at);
  at += tail.byteLength;
  const body = at === target.byteLength ? target.buffer : target.buffer.slice(0, at);
  return { body, sent, failed };
}

async function readInto(
  store: SyncContext['store'],
  { ref, sha256, byteLength }: PendingInstance,
  target: Uint8Array<ArrayBuffer>,
  at: number,
  head: Uint8Array,
): Promise<SyncFailure | null> {
  const source = await store.byteSource(ref);
  if (!source.ok) return localFailure('read', source.failure);
  if (source.value.byteLength !== byteLength) return damagedFailure;
  target.set(head, at);
  try {
    const isSame = await readVerified(source.value, target, at + head.byteLength, sha256);
    return isSame ? null : damagedFailure;
  } catch {
    return { code: 'LOCAL_STORE', step: 'read', retry: 'later' };
  }
}

async function datasetOf(answer: Response): Promise<DicomDataset | null> {
  try {
    const parsed = fromDicomJson(await answer.json());
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}
