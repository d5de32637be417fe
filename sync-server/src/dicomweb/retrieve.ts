import { createHash, randomBytes } from 'node:crypto';
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
import { toExplicitLittleEndian, type Transcoded } from '../codecs/transcode.ts';
import { problem } from '../problem.ts';
import { blobAnswer, isKnownToClient, streamOf, webStream } from './bytes-answer.ts';
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
  const headers = {
    'Content-Type': formatMediaType('multipart/related', { type: dicom, boundary }),
    'Cache-Control': 'private, no-cache',
    ETag: weakTagOf(
      rows.map((row, index) => row.sha256 + (chosen[index]?.TransferSyntaxUID ?? '')),
    ),
  };
  if (isKnownToClient(context, headers.ETag)) return context.body(null, 304, headers);
  if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  return context.body(
    webStream(writeMultipart(partsOf(deps, rows, chosen), boundary)),
    200,
    headers,
  );
}

/** Weak: the boundary differs from answer to answer. */
export function weakTagOf(parts: readonly string[]): string {
  return `W/"${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)}"`;
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
  const type = formatMediaType(dicom, { 'transfer-syntax': offer.TransferSyntaxUID ?? '' });
  const isStored = offer.TransferSyntaxUID === row.TransferSyntaxUID;
  const headers: Record<string, string> = {
    'Content-Type': type,
    'Content-Disposition': 'attachment',
    'Cache-Control': 'private, no-cache',
    ETag: `"${row.sha256}-explicit"`,
  };
  if (!isStored) {
    if (isKnownToClient(context, headers['ETag'] ?? '')) return context.body(null, 304, headers);
    if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  }
  const blob = await deps.archive.blobs.open(row.sha256);
  if (blob === null) return problem(context, 'NOT_FOUND');
  if (isStored) return blobAnswer(context, blob, row.sha256, type);
  // The first frame is made before the status is sent, so that what cannot be decoded is a clear refusal.
  const written = await transcoded(deps, blob);
  if (!written.ok) {
    await blob.close();
    return problem(context, 'NOT_ACCEPTABLE', { detail: written.failure.code });
  }
  headers['Content-Length'] = String(written.value.byteLength);
  return context.body(
    webStream(written.value.pieces(), () => blob.close()),
    200,
    headers,
  );
}

/** The file is read anew for what only it has: bulk values and their places. */
async function transcoded(
  deps: AppDependencies,
  blob: OpenBlob,
): Promise<Result<Transcoded, DicomFailure>> {
  const parsed = await parsePart10(blob, { vrOf: standardVrOf });
  return parsed.ok ? toExplicitLittleEndian(deps.decoder, blob, parsed.value) : parsed;
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
    try {
      if (TransferSyntaxUID === row.TransferSyntaxUID) {
        const nothing = (): Promise<void> => Promise.resolve();
        yield { headers, body: streamOf(blob, 0, blob.byteLength, nothing) };
        continue;
      }
      const written = await transcoded(deps, blob);
      if (!written.ok) throw new Error(`an instance could not be decoded: ${written.failure.code}`);
      yield { headers, body: written.value.pieces() };
    } finally {
      await blob.close();
    }
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
  const rows = await rowsOf(deps, path);
  if (rows.length === 0) return problem(context, 'NOT_FOUND');
  const base = dicomwebBase(context, deps);
  const headers = {
    'Content-Type': 'application/dicom+json',
    'Cache-Control': 'private, no-cache',
    ETag: weakTagOf([base, ...rows.map((row) => row.sha256)]),
  };
  if (isKnownToClient(context, headers.ETag)) return context.body(null, 304, headers);
  if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  const page = { limit: -1, offset: 0 };
  const found = await deps.archive.index.metadataOf(path.study, path.series, path.instance, page);
  const answers = found.map(({ row, metadata: text }) => {
    const url = retrieveUrl(base, row.StudyInstanceUID, row.SeriesInstanceUID, row.SOPInstanceUID);
    return withBulkLinks(text, url);
  });
  return context.body(`[${answers.join(',')}]`, 200, headers);
}

/** Metadata is kept ready to be sent but for the address: in a value, these quotes would stand escaped. */
function withBulkLinks(text: string, instanceUrl: string): string {
  return text.replaceAll(`"BulkDataURI":"${bulkMark}`, `"BulkDataURI":"${instanceUrl}/bulkdata/`);
}
