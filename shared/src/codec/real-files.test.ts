import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeCodecs } from '../../testing/node-codecs.ts';
import { memoryByteSource } from '../dicom/byte-source.ts';
import { readPart10 } from '../dicom/parse-part10.ts';
import { readFrameBytes } from '../dicom/read-frame-bytes.ts';
import type { DicomFailure } from '../failure/dicom-failure.ts';
import { ok } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';
import { describeImage } from '../pixel/describe-image.ts';
import type { DecodedFrame } from '../pixel/image-description.ts';
import { decodeFrame } from './decode-frame.ts';

/** Real files with the hashes that independent decoders gave; they are no part of the project. */
const root = path.resolve(import.meta.dirname, '../../../../shared/dicom');
const hasFiles = existsSync(path.join(root, 'MANIFEST.tsv'));
if (!hasFiles) console.log('skipped: decoding of real files (../shared/dicom is not here)');

interface ManifestRow {
  readonly file: string;
  readonly sha256: string;
}

function manifest(): ManifestRow[] {
  const lines = readFileSync(path.join(root, 'MANIFEST.tsv'), 'utf8').split('\n');
  const columns = (lines[0] ?? '').split('\t');
  const shaColumn = columns.indexOf('pixel_sha256');
  return lines.slice(1).flatMap((line) => {
    const cells = line.split('\t');
    const [file = ''] = cells;
    return file === '' ? [] : [{ file, sha256: cells[shaColumn] ?? '' }];
  });
}

const codecs = nodeCodecs();

async function decodeFile(
  file: string,
  onFrame: (frame: DecodedFrame) => void,
): Promise<Result<number, DicomFailure>> {
  const source = memoryByteSource(readFileSync(path.join(root, file)));
  const parsed = await readPart10(source);
  if (!parsed.ok) return parsed;
  const { pixel, dataset, TransferSyntaxUID } = parsed.value;
  if (pixel === null) return ok(0);
  const image = describeImage(dataset, TransferSyntaxUID, pixel.element);
  if (!image.ok) return image;
  for (let frameIndex = 0; frameIndex < pixel.frameCount; frameIndex += 1) {
    const bytes = await readFrameBytes(source, pixel, frameIndex);
    if (!bytes.ok) return bytes;
    const options = { keepCells: true };
    const frame = await decodeFrame(bytes.value, image.value, TransferSyntaxUID, codecs, options);
    if (!frame.ok) return frame;
    onFrame(frame.value);
  }
  return ok(pixel.frameCount);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  const decoded = await decodeFile(file, ({ values }) =>
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  );
  return decoded.ok
    ? hash.digest('hex')
    : `${decoded.failure.code} ${decoded.failure.detail ?? ''}`;
}

/**
 * Lossy files whose reference differs from ours within what the coder lost: the reference decoder of the
 * first rounds its 9-7 wavelet otherwise; that of the second wraps 8 overshooting pixels to 0, where
 * dcmtk and Satchel agree in every pixel.
 */
const lossyDifferent = ['syntaxes/htj2k/HTJ2K_08_RGB.dcm', 'syntaxes/rg3/JPLY.dcm'];

/** Files without a hash of their own that must show the pixels of another file. */
const samePixels = [
  ['modalities/seg/liver-rle.dcm', 'series/ct-liver-seg/SEG-liver.dcm'],
  ['modalities/seg/liver-deflated-frames.dcm', 'series/ct-liver-seg/SEG-liver.dcm'],
] as const;

describe.runIf(hasFiles)('decoding real files', { timeout: 60_000 }, () => {
  const rows = hasFiles ? manifest() : [];

  it('gives the stored values that independent decoders give, bit for bit', async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const { file, sha256 } of rows) {
      if (sha256 === '' || lossyDifferent.includes(file)) continue;
      count += 1;
      const actual = await hashOf(file);
      if (actual !== sha256) wrong.push(`${file}: ${actual}`);
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(400);
  }, 300_000);

  it.each(samePixels)('shows in %s the pixels of %s', async (file, other) => {
    expect(await hashOf(file)).toBe(await hashOf(other));
  });

  it('stays within 4 of the lossless original where HTJ2K lost information', async () => {
    const frames: DecodedFrame[] = [];
    await decodeFile('syntaxes/htj2k/HTJ2K_08_RGB.dcm', (frame) => frames.push(frame));
    await decodeFile('syntaxes/htj2k/HTJ2KLossless_08_RGB.dcm', (frame) => frames.push(frame));
    const [lossy, lossless] = frames;
    let worst = 0;
    for (const [index, value] of (lossless?.values ?? []).entries()) {
      worst = Math.max(worst, Math.abs(value - (lossy?.values[index] ?? Infinity)));
    }
    expect(lossless?.values.length).toBe(640 * 480 * 3);
    expect(worst).toBeLessThanOrEqual(4);
  });

  it('answers every damaged file with a value, and with no more memory than its description', async () => {
    const tooLarge: string[] = [];
    for (const { file } of rows) {
      if (!file.startsWith('malformed/')) continue;
      let byteLength = 0;
      const decoded = await decodeFile(file, ({ values }) => {
        byteLength = Math.max(byteLength, values.byteLength);
      });
      if (byteLength > 64 * 2 ** 20) tooLarge.push(file);
      if (!decoded.ok) expect(decoded.failure.code).toMatch(/^[A-Z_]+$/);
    }
    expect(tooLarge).toEqual([]);
  }, 120_000);
});
