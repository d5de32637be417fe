import type { Context } from 'hono';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { openInflated } from '#shared/dicom/read-frame-bytes.ts';
import { transferSyntaxOf } from '#shared/dicom/transfer-syntax.ts';
import { coversEssence } from '#shared/dicomweb/media-type.ts';
import type { DicomwebPath } from '#shared/dicomweb/wado-path.ts';
import { ok } from '#shared/failure/result.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { swapWords } from '../archive/word-bytes.ts';
import { problem } from '../problem.ts';
import { sectionAnswer } from './bytes-answer.ts';
import { acceptOf, rowsOf } from './retrieve.ts';
import { framesAnswer } from './retrieve-frames.ts';

const octets = 'application/octet-stream';
const pixelTags = ['7FE00010', '7FE00008', '7FE00009'];

/** One binary value by the link that metadata gave (PS3.18 10.4.1.1.5), in little endian order, streamed. */
export async function bulkData(
  context: Context,
  deps: AppDependencies,
  path: DicomwebPath,
): Promise<Response> {
  const [row] = await rowsOf(deps, path);
  const layout = row === undefined ? null : await deps.archive.index.layoutOf(row.sha256);
  const name = path.rest.join('/').toUpperCase();
  const place = layout?.bulk[name];
  if (row === undefined || layout === null || place === undefined)
    return problem(context, 'NOT_FOUND');
  const syntax = transferSyntaxOf(row.TransferSyntaxUID);
  if (layout.pixel !== null && pixelTags.includes(name) && syntax?.encapsulated === true) {
    const frames = Array.from({ length: layout.pixel.frameCount }, (_, index) => index + 1);
    return framesAnswer(context, deps, row, layout.pixel, frames);
  }
  const offered = acceptOf(context).some(
    (range) =>
      range.q > 0 && (coversEssence(range, octets) || range.essence === 'multipart/related'),
  );
  if (!offered) return problem(context, 'NOT_ACCEPTABLE');
  const blob = await deps.archive.blobs.open(row.sha256);
  if (blob === null) return problem(context, 'NOT_FOUND');
  const [byteOffset, byteLength, wordBytes] = place;
  const opened = syntax?.deflated === true ? await openInflated(blob) : ok(blob);
  if (!opened.ok) {
    await blob.close();
    return problem(context, 'NOT_FOUND');
  }
  return sectionAnswer(context, {
    source: turned(opened.value, byteOffset, wordBytes),
    byteOffset,
    byteLength,
    etag: `"${row.sha256}-${name.replaceAll('/', '.')}"`,
    contentType: octets,
    close: () => blob.close(),
  });
}

/** The same bytes with each word from `start` on in little endian order, wherever a piece of them begins. */
function turned(source: ByteSource, start: number, wordBytes: number): ByteSource {
  if (wordBytes === 1) return source;
  return {
    byteLength: source.byteLength,
    async read(byteOffset, byteLength) {
      const before = (byteOffset - start) % wordBytes;
      const end = byteOffset + byteLength - start;
      const after = (wordBytes - (end % wordBytes)) % wordBytes;
      const from = byteOffset - before;
      const until = Math.min(byteOffset + byteLength + after, source.byteLength);
      const bytes = Uint8Array.from(await source.read(from, until - from));
      swapWords(bytes, wordBytes);
      return bytes.subarray(before, before + byteLength);
    },
  };
}
