import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeWithCodec } from '../../testing/encode-codestream.ts';
import { joinFrames } from '../../testing/encode-instance.ts';
import { ctSlice } from '../../testing/synthetic-instance.ts';
import { memoryByteSource } from './byte-source.ts';
import type { DicomDataset } from './dicom-json.ts';
import { pixelDigestSpans, tagDigestText } from './digest-spans.ts';
import { parsePart10 } from './parse-part10.ts';
import { openInflated } from './read-frame-bytes.ts';
import { tags } from './tag.ts';
import { elementOf, writePart10 } from './write-part10.ts';

const study = { seed: 'digest', PatientName: 'Größe^Änne' };
const slice = ctSlice({ study, index: 0, count: 1, rows: 16 });

async function digests(bytes: Uint8Array): Promise<{ tagText: string; pixels: string }> {
  const source = memoryByteSource(bytes);
  const result = await parsePart10(source);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  const { inflated, spans } = pixelDigestSpans(result.value);
  const opened = inflated ? await openInflated(source) : { ok: true as const, value: source };
  if (!opened.ok) throw new Error(opened.failure.code);
  const hash = createHash('sha256');
  for (const span of spans) {
    const piece = Uint8Array.from(await opened.value.read(span.byteOffset, span.byteLength));
    for (let i = 0; span.swapBytes > 1 && i + span.swapBytes <= piece.length; i += span.swapBytes) {
      piece.subarray(i, i + span.swapBytes).reverse();
    }
    hash.update(piece);
  }
  return { tagText: tagDigestText(result.value), pixels: hash.digest('hex') };
}

const write = (
  changes: DicomDataset,
  extra: Partial<Parameters<typeof writePart10>[0]> = {},
): Uint8Array =>
  writePart10({
    TransferSyntaxUID: '1.2.840.10008.1.2.1',
    dataset: { ...slice.dataset, ...changes },
    pixelBytes: joinFrames(slice.frames),
    ...extra,
  });

describe('same content (decision 16)', () => {
  it('is told in every way of writing an uncompressed instance', async () => {
    const reference = await digests(write({}));
    for (const syntax of [
      '1.2.840.10008.1.2',
      '1.2.840.10008.1.2.2',
      '1.2.840.10008.1.2.1.99',
      '1.2.840.10008.1.2.1.98',
    ]) {
      expect(await digests(await encodeWithCodec(slice, syntax))).toEqual(reference);
    }
  });

  it('keeps the tags of a lossless recompression equal, and the codestream apart', async () => {
    const reference = await digests(write({}));
    const packed = await digests(await encodeWithCodec(slice, '1.2.840.10008.1.2.5'));
    expect(packed.tagText).toBe(reference.tagText);
    expect(packed.pixels).not.toBe(reference.pixels);
  });

  it('does not depend on group 0002, padding, group lengths, offset tables, trailing padding', async () => {
    const reference = await digests(write({}));
    const padded = write(
      { [tags.DataSetTrailingPadding]: { vr: 'OB', InlineBinary: 'AAAA' } },
      {
        meta: {
          [tags.SourceApplicationEntityTitle]: elementOf(
            tags.SourceApplicationEntityTitle,
            'OTHER',
          ),
        },
      },
    );
    expect(await digests(padded)).toEqual(reference);
  });

  it.each([
    ['another name', { [tags.PatientName]: elementOf(tags.PatientName, 'Grosse^Anne') }],
    ['another number', { [tags.RescaleIntercept]: elementOf(tags.RescaleIntercept, -1000) }],
    ['one element more', { [tags.ImageComments]: elementOf(tags.ImageComments, 'x') }],
    [
      'a value inside an item',
      {
        [tags.ReferencedStudySequence]: {
          vr: 'SQ',
          Value: [{ [tags.StudyID]: elementOf(tags.StudyID, '2') }],
        },
      },
    ],
    ['an empty item', { [tags.ReferencedStudySequence]: { vr: 'SQ', Value: [{}] } }],
  ])('%s is other content', async (_, changes: DicomDataset) => {
    const reference = await digests(write({}));
    const other = await digests(write(changes));
    expect(other.tagText).not.toBe(reference.tagText);
    expect(other.pixels).toBe(reference.pixels);
  });

  it('two encapsulated documents of one length are told apart', async () => {
    const document = (byte: number): DicomDataset => ({
      [tags.EncapsulatedDocument]: {
        vr: 'OB',
        InlineBinary: Buffer.alloc(9000, byte).toString('base64'),
      },
    });
    const [one, two] = [await digests(write(document(1))), await digests(write(document(2)))];
    expect(one.tagText).toBe(two.tagText);
    expect(one.pixels).not.toBe(two.pixels);
  });

  it('another pixel is other content', async () => {
    const pixelBytes = Uint8Array.from(joinFrames(slice.frames));
    pixelBytes[5] = (pixelBytes[5] ?? 0) ^ 1;
    const other = await digests(write({}, { pixelBytes }));
    expect(other.pixels).not.toBe((await digests(write({}))).pixels);
  });
});
