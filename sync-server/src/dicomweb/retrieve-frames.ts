import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import type { PixelLayout } from '#shared/dicom/parsed-instance.ts';
import { readFrameBytes } from '#shared/dicom/read-frame-bytes.ts';
import { explicitVrLittleEndian, transferSyntaxOf } from '#shared/dicom/transfer-syntax.ts';
import { formatMediaType, negotiate, type MediaOffer } from '#shared/dicomweb/media-type.ts';
import {
  boundaryFromRandom,
  writeMultipart,
  type OutgoingPart,
} from '#shared/dicomweb/multipart.ts';
import type { DicomwebPath } from '#shared/dicomweb/wado-path.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { ok, type Result } from '#shared/failure/result.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import type { OpenBlob } from '../archive/blob-store/blob-store.ts';
import { standardVrOf } from '../archive/dictionary.ts';
import type { InstanceRow } from '../archive/index/archive-index.ts';
import { decodeInstanceFrame, valueBytes } from '../codecs/decode-instance.ts';
import { problem } from '../problem.ts';
import { isKnownToClient, webStream } from './bytes-answer.ts';
import { acceptOf, rowsOf, weakTagOf } from './retrieve.ts';

const octets = 'application/octet-stream';

/** Frames of an instance (PS3.18 10.4.1.1.6): stored codestreams, or values decoded to Explicit VR Little Endian. */
export async function retrieveFrames(
  context: Context,
  deps: AppDependencies,
  path: DicomwebPath,
): Promise<Response> {
  const [row] = await rowsOf(deps, path);
  const layout = row === undefined ? null : await deps.archive.index.layoutOf(row.sha256);
  const pixel = layout?.pixel ?? null;
  const frames = path.frames ?? [];
  const frameCount = pixel?.frameCount ?? 0;
  if (row === undefined || pixel === null || frames.some((frame) => frame > frameCount))
    return problem(context, 'NOT_FOUND');
  return framesAnswer(context, deps, row, pixel, frames);
}

/** Answers with frames (1-based) of one instance in the order asked for. */
export async function framesAnswer(
  context: Context,
  deps: AppDependencies,
  row: InstanceRow,
  pixel: PixelLayout,
  frames: readonly number[],
): Promise<Response> {
  const offer = chooseFrames(context, row, frames.length);
  if (offer === null) return problem(context, 'NOT_ACCEPTABLE');
  const type = formatMediaType(offer.essence, { 'transfer-syntax': offer.TransferSyntaxUID ?? '' });
  const boundary = boundaryFromRandom(randomBytes(16));
  const headers: Record<string, string> = {
    'Content-Type': offer.multipart
      ? formatMediaType('multipart/related', { type: offer.essence, boundary })
      : type,
    'Cache-Control': 'private, no-cache',
    ETag: weakTagOf([row.sha256, type, frames.join(',')]),
  };
  if (isKnownToClient(context, headers['ETag'] ?? '')) return context.body(null, 304, headers);
  if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  const blob = await deps.archive.blobs.open(row.sha256);
  if (blob === null) return problem(context, 'NOT_FOUND');
  // The first frame is made before the status is sent, so that what cannot be decoded is a clear refusal.
  const read = frameReader(deps, blob, row, pixel, offer);
  const first = await read((frames[0] ?? 1) - 1);
  if (!first.ok) {
    await blob.close();
    return problem(context, 'NOT_ACCEPTABLE', { detail: first.failure.code });
  }
  if (!offer.multipart) {
    await blob.close();
    return context.body(Uint8Array.from(first.value), 200, headers);
  }
  const parts = frameParts(frames, read, type, first.value);
  return context.body(
    webStream(writeMultipart(parts, boundary), () => blob.close()),
    200,
    headers,
  );
}

function chooseFrames(context: Context, row: InstanceRow, frameCount: number): MediaOffer | null {
  const syntax = transferSyntaxOf(row.TransferSyntaxUID);
  const decoded = { essence: octets, TransferSyntaxUID: explicitVrLittleEndian };
  const stored =
    syntax?.encapsulated === true
      ? [
          { essence: syntax.frameMediaType, TransferSyntaxUID: row.TransferSyntaxUID },
          { essence: octets, TransferSyntaxUID: row.TransferSyntaxUID },
        ]
      : [];
  const ranges = acceptOf(context);
  // `transfer-syntax=*` asks for what is stored; elsewhere decoded values come first.
  const wantsStored = ranges.some((range) => range.parameters.get('transfer-syntax') === '*');
  const kinds = wantsStored ? [...stored, decoded] : [decoded, ...stored];
  const offers = kinds.flatMap((kind): MediaOffer[] => {
    const multipart = { ...kind, multipart: true };
    return frameCount === 1 ? [multipart, { ...kind, multipart: false }] : [multipart];
  });
  // Lossy pixel data may be given in its stored form where nothing is asked for (PS3.18 8.7.3.5.2).
  const isLossy = syntax?.compression === 'lossy';
  const isDefault = (offer: MediaOffer): boolean =>
    isLossy || offer.essence !== octets || offer.TransferSyntaxUID === explicitVrLittleEndian;
  return negotiate(ranges, offers, isDefault)?.offer ?? null;
}

type FrameReader = (frameIndex: number) => Promise<Result<Uint8Array, DicomFailure>>;

function frameReader(
  deps: AppDependencies,
  blob: OpenBlob,
  row: InstanceRow,
  pixel: PixelLayout,
  offer: MediaOffer,
): FrameReader {
  if (offer.TransferSyntaxUID === row.TransferSyntaxUID) {
    return (frameIndex) => readFrameBytes(blob, pixel, frameIndex);
  }
  const parsing = parsePart10(blob, { vrOf: standardVrOf });
  return async (frameIndex) => {
    const parsed = await parsing;
    if (!parsed.ok) return parsed;
    const decoded = await decodeInstanceFrame(deps.decoder, blob, parsed.value, frameIndex);
    return decoded.ok ? ok(valueBytes(decoded.value, parsed.value.dataset)) : decoded;
  };
}

async function* frameParts(
  frames: readonly number[],
  read: FrameReader,
  type: string,
  first: Uint8Array,
): AsyncGenerator<OutgoingPart> {
  for (const [index, frame] of frames.entries()) {
    const bytes = index === 0 ? ok(first) : await read(frame - 1);
    if (!bytes.ok) throw new Error(`a frame could not be read: ${bytes.failure.code}`);
    yield { headers: { 'Content-Type': type }, body: bytes.value };
  }
}
