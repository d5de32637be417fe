import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import { explicitVrLittleEndian, transferSyntaxOf } from '#shared/dicom/transfer-syntax.ts';
import {
  coversEssence,
  formatMediaType,
  negotiate,
  parseAccept,
  type AcceptRange,
  type MediaOffer,
} from '#shared/dicomweb/media-type.ts';
import {
  boundaryFromRandom,
  writeMultipart,
  type OutgoingPart,
} from '#shared/dicomweb/multipart.ts';
import type { DicomwebPath } from '#shared/dicomweb/wado-path.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import type { OpenBlob } from '../archive/blob-store/blob-store.ts';
import { standardVrOf } from '../archive/dictionary.ts';
import { bulkMark, type InstanceRow } from '../archive/index/archive-index.ts';
import { toExplicitLittleEndian } from '../codecs/decode-instance.ts';
import { problem } from '../problem.ts';
import { blobAnswer, streamOf } from './bytes-answer.ts';
import { dicomwebBase, retrieveUrl } from './links.ts';

const dicom = 'application/dicom';

/** The `accept` query parameter stands above the header (PS3.18 8.3.3.1). */
export function acceptOf(context: Context): AcceptRange[] {
  return parseAccept(context.req.query('accept') ?? context.req.header('Accept') ?? '');
}

/** WADO-RS of a study, series or instance (PS3.18 10.4.1.1): stored bytes, or Explicit VR Little Endian. */
export async function retrieve(
  context: Context,
  deps: AppDependencies,
  path: DicomwebPath,
): Promise<Response> {
  const rows = await rowsOf(deps, path);
  if (rows.length === 0) return problem(context, 'NOT_FOUND');
  const ranges = acceptOf(context);
  const single = path.instance !== undefined && rows.length === 1 ? rows[0] : undefined;
  const chosen = rows.map((row) => chooseSyntax(ranges, row, single !== undefined));
  const first = chosen[0];
  // What cannot be given in an acceptable form is not left out quietly.
  if (first === undefined || chosen.includes(null)) {
    return problem(context, 'NOT_ACCEPTABLE', {
      detail: 'Ask for application/dicom with transfer-syntax=*.',
    });
  }
  if (single !== undefined && first !== null && !first.multipart)
    return singlePart(context, deps, single, first);
  const boundary = boundaryFromRandom(randomBytes(16));
  const body = writeMultipart(partsOf(deps, rows, chosen), boundary);
  return context.body(webStream(body), 200, {
    'Content-Type': formatMediaType('multipart/related', { type: dicom, boundary }),
    'Cache-Control': 'private, no-cache',
  });
}

/** The rows that a path names: hierarchy enforced, rejected studies hidden. */
export async function rowsOf(
  deps: AppDependencies,
  path: DicomwebPath,
): Promise<readonly InstanceRow[]> {
  if (path.study === undefined) return [];
  return deps.archive.index.instancesOf(path.study, path.series, path.instance);
}

function chooseSyntax(
  ranges: readonly AcceptRange[],
  row: InstanceRow,
  canBeSingle: boolean,
): MediaOffer | null {
  const syntaxes =
    row.TransferSyntaxUID === explicitVrLittleEndian
      ? [explicitVrLittleEndian]
      : [row.TransferSyntaxUID, explicitVrLittleEndian];
  const offers = syntaxes.flatMap((TransferSyntaxUID): MediaOffer[] => {
    const multipart = { essence: dicom, multipart: true, TransferSyntaxUID };
    return canBeSingle ? [multipart, { ...multipart, multipart: false }] : [multipart];
  });
  // Lossy pixel data may be given in its stored form where nothing is asked for (PS3.18 8.7.3.5.2).
  const isLossy = transferSyntaxOf(row.TransferSyntaxUID)?.compression === 'lossy';
  const byDefault = isLossy ? row.TransferSyntaxUID : explicitVrLittleEndian;
  return negotiate(ranges, offers, (offer) => offer.TransferSyntaxUID === byDefault)?.offer ?? null;
}

async function singlePart(
  context: Context,
  deps: AppDependencies,
  row: InstanceRow,
  offer: MediaOffer,
): Promise<Response> {
  const blob = await deps.archive.blobs.open(row.sha256);
  if (blob === null) return problem(context, 'NOT_FOUND');
  const type = formatMediaType(dicom, { 'transfer-syntax': offer.TransferSyntaxUID ?? '' });
  if (offer.TransferSyntaxUID === row.TransferSyntaxUID)
    return blobAnswer(context, blob, row.sha256, type);
  try {
    const written = await transcoded(blob);
    if (!written.ok) return problem(context, 'NOT_ACCEPTABLE', { detail: written.failure.code });
    const headers = { 'Content-Type': type, 'Content-Length': String(written.value.byteLength) };
    return context.body(Uint8Array.from(written.value), 200, headers);
  } finally {
    await blob.close();
  }
}

/** The file is read anew for what only it has: bulk values and their places. */
async function transcoded(blob: OpenBlob): Promise<Result<Uint8Array, DicomFailure>> {
  const parsed = await parsePart10(blob, { vrOf: standardVrOf });
  return parsed.ok ? toExplicitLittleEndian(blob, parsed.value) : parsed;
}

async function* partsOf(
  deps: AppDependencies,
  rows: readonly InstanceRow[],
  offers: readonly (MediaOffer | null)[],
): AsyncGenerator<OutgoingPart> {
  for (const [index, row] of rows.entries()) {
    const TransferSyntaxUID = offers[index]?.TransferSyntaxUID ?? row.TransferSyntaxUID;
    const headers = {
      'Content-Type': formatMediaType(dicom, { 'transfer-syntax': TransferSyntaxUID }),
    };
    const blob = await deps.archive.blobs.open(row.sha256);
    // Headers are sent: breaking off is the only honest answer to a blob that is gone.
    if (blob === null) throw new Error('the index names a blob that the store has not');
    if (TransferSyntaxUID === row.TransferSyntaxUID) {
      yield { headers, body: streamOf(blob, 0, blob.byteLength, () => blob.close()) };
      continue;
    }
    const written = await transcoded(blob);
    await blob.close();
    if (!written.ok) throw new Error(`an instance could not be decoded: ${written.failure.code}`);
    yield { headers, body: written.value };
  }
}

/** Metadata (PS3.18 10.4.1.1.2) as JSON; binary values are links that `bulkdata` answers. */
export async function metadata(
  context: Context,
  deps: AppDependencies,
  path: DicomwebPath,
): Promise<Response> {
  const json = ['application/dicom+json', 'application/json'];
  if (
    !acceptOf(context).some((range) => range.q > 0 && json.some((one) => coversEssence(range, one)))
  ) {
    return problem(context, 'NOT_ACCEPTABLE');
  }
  if (path.study === undefined) return problem(context, 'NOT_FOUND');
  const page = { limit: -1, offset: 0 };
  const found = await deps.archive.index.metadataOf(path.study, path.series, path.instance, page);
  if (found.length === 0) return problem(context, 'NOT_FOUND');
  const base = dicomwebBase(context, deps);
  const answers = found.map(({ row, metadata: text }) => {
    const url = retrieveUrl(base, row.StudyInstanceUID, row.SeriesInstanceUID, row.SOPInstanceUID);
    return withBulkLinks(text, url);
  });
  return context.body(`[${answers.join(',')}]`, 200, {
    'Content-Type': 'application/dicom+json',
    'Cache-Control': 'private, no-cache',
  });
}

/** Metadata is kept ready to be sent but for the address: in a value, these quotes would stand escaped. */
function withBulkLinks(text: string, instanceUrl: string): string {
  return text.replaceAll(`"BulkDataURI":"${bulkMark}`, `"BulkDataURI":"${instanceUrl}/bulkdata/`);
}

/** An async iteration as a body that Hono can send. */
export function webStream(
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return();
    },
  });
}
