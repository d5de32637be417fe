import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../src/codec/decode-frame.ts';
import { memoryByteSource } from '../src/dicom/byte-source.ts';
import { numberOf, numbersOf, textOf } from '../src/dicom/element-access.ts';
import { parsePart10 } from '../src/dicom/parse-part10.ts';
import type { ParsedInstance } from '../src/dicom/parsed-instance.ts';
import { readFrameBytes } from '../src/dicom/read-frame-bytes.ts';
import { tags } from '../src/dicom/tag.ts';
import { transferSyntaxes, transferSyntaxOf } from '../src/dicom/transfer-syntax.ts';
import { isUid } from '../src/dicom/uid.ts';
import { describeImage } from '../src/pixel/describe-image.ts';
import { encodableSyntaxes, encodeWithCodec } from './encode-codestream.ts';
import { nodeCodecs } from './node-codecs.ts';
import { sampleFiles } from './sample-study.ts';
import { uidFromSeed } from './seeded-random.ts';
import type { SyntheticInstance } from './synthetic-instance.ts';
import { ctSlice } from './synthetic-instance.ts';
import {
  filesOf,
  mixedStudies,
  syntheticModalities,
  syntheticStudy,
  vetStudy,
} from './synthetic-study.ts';
import { usClip } from './synthetic-ultrasound.ts';

const codecs = nodeCodecs();
const study = { seed: 'generators' };
const small = { sliceCount: 3, rows: 32, frameCount: 3 };

async function open(bytes: Uint8Array): Promise<ParsedInstance> {
  const result = await parsePart10(memoryByteSource(bytes));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

describe('synthetic studies', () => {
  it.each(syntheticModalities)(
    '%s: parses without a warning, one study, one series, own instances',
    async (modality) => {
      const files = await filesOf(syntheticStudy(modality, study, small));
      const parsed = await Promise.all(files.map((file) => open(file.bytes)));
      expect(parsed.flatMap((one) => one.warnings)).toEqual([]);
      expect(new Set(parsed.map((one) => one.StudyInstanceUID)).size).toBe(1);
      expect(new Set(parsed.map((one) => one.SOPInstanceUID)).size).toBe(files.length);
      for (const one of parsed) {
        expect(textOf(one.dataset, tags.Modality)).toBe(modality);
        const image = describeImage(one.dataset, one.TransferSyntaxUID);
        expect(image.ok).toBe(true);
      }
    },
  );

  it('the same seed gives the same bytes, another seed another patient', async () => {
    const digest = async (seed: string): Promise<string> => {
      const hash = createHash('sha256');
      for (const instances of mixedStudies(seed, 7, small))
        for (const file of await filesOf(instances)) hash.update(file.bytes);
      return hash.digest('hex');
    };
    expect(await digest('a')).toBe(await digest('a'));
    expect(await digest('a')).not.toBe(await digest('b'));
    const ids = mixedStudies('ids', 20, small).map((instances) =>
      textOf(instances[0]?.dataset ?? {}, tags.PatientID),
    );
    expect(new Set(ids).size).toBe(20);
  });

  it('UIDs are well-formed UUIDs under 2.25', () => {
    const uids = Array.from({ length: 200 }, (_, i) => uidFromSeed(String(i)));
    expect(new Set(uids).size).toBe(200);
    expect(uids.every((uid) => isUid(uid) && uid.startsWith('2.25.'))).toBe(true);
  });

  it('geometry, rescale and marker say which slice it is', () => {
    const slices = syntheticStudy('CT', study, { sliceCount: 4, rows: 64, noise: 0 });
    const centre = slices.map((slice) => numbersOf(slice.dataset, tags.ImagePositionPatient)?.[2]);
    expect(centre).toEqual([0, 3, 6, 9]);
    const marked = slices.map((slice) => {
      const frame = slice.frames[0] ?? new Uint8Array(0);
      const words = new Uint16Array(frame.buffer, frame.byteOffset, frame.byteLength / 2);
      return words.filter((value) => value - 1024 === 300).length;
    });
    expect([...marked].sort((a, b) => a - b)).toEqual(marked);
    expect(new Set(marked).size).toBe(4);
  });

  it('an animal has species, breed and owner (PS3.3 C.7.1.1)', () => {
    const [cat] = vetStudy('cat', small);
    expect(textOf(cat?.dataset ?? {}, tags.PatientSpeciesDescription)).toBe('Feline');
    expect(textOf(cat?.dataset ?? {}, tags.ResponsiblePerson)).toBe('Example^Otto');
  });

  it('the sample is complete and small', async () => {
    const files = await sampleFiles();
    expect(files).toHaveLength(22);
    expect(files.reduce((sum, file) => sum + file.bytes.length, 0)).toBeLessThan(300_000);
    const parsed = await Promise.all(files.map((file) => open(file.bytes)));
    expect(
      parsed.map((one) => one.pixel?.frameCount).reduce((sum, n) => (sum ?? 0) + (n ?? 0), 0),
    ).toBe(20 + 24 + 1);
    expect(new Set(parsed.map((one) => one.SeriesInstanceUID)).size).toBe(3);
  });
});

/** Decodes all frames of a written file and gives the largest difference from what was drawn. */
async function largestError(
  instance: SyntheticInstance,
  TransferSyntaxUID: string,
): Promise<number> {
  const bytes = await encodeWithCodec(instance, TransferSyntaxUID);
  const source = memoryByteSource(bytes);
  const one = await open(bytes);
  expect(one.warnings).toEqual([]);
  const image = describeImage(one.dataset, one.TransferSyntaxUID);
  if (!image.ok || one.pixel === null) throw new Error('is an image');
  expect(one.pixel.frameCount).toBe(instance.frames.length);
  let worst = 0;
  for (let i = 0; i < one.pixel.frameCount; i += 1) {
    const frame = await readFrameBytes(source, one.pixel, i);
    if (!frame.ok) throw new Error(frame.failure.code);
    const decoded = await decodeFrame(frame.value, image.value, one.TransferSyntaxUID, codecs);
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.failure));
    const drawn = Uint8Array.from(instance.frames[i] ?? []);
    const values =
      numberOf(instance.dataset, tags.BitsAllocated) === 16 ? new Uint16Array(drawn.buffer) : drawn;
    expect(decoded.value.values.length).toBe(values.length);
    values.forEach((value, at) => {
      worst = Math.max(worst, Math.abs(value - (decoded.value.values[at] ?? 0)));
    });
  }
  return worst;
}

describe('every transfer syntax we can write decodes to what was drawn', () => {
  const writable = transferSyntaxes.filter(
    ({ uid, codec }) => codec === 'native' || codec === 'rle' || encodableSyntaxes.includes(uid),
  );
  const slice = ctSlice({ study, index: 1, count: 3, rows: 48 });
  const clip = usClip({ study, rows: 40, columns: 48, frameCount: 3 });

  it.each(writable.filter(({ uid }) => !uid.endsWith('.4.50')).map(({ name, uid }) => [name, uid]))(
    'CT in %s',
    async (_, uid) => {
      const worst = await largestError(slice, uid);
      if (transferSyntaxOf(uid)?.compression === 'lossy') expect(worst).toBeLessThan(40);
      else expect(worst).toBe(0);
    },
  );

  it.each(
    writable
      .filter(({ compression }) => compression !== 'lossy')
      .map(({ name, uid }) => [name, uid]),
  )('colour clip in %s', async (_, uid) => {
    expect(await largestError(clip, uid)).toBe(0);
  });

  it('colour clip in JPEG Baseline stays near', async () => {
    const bytes = await encodeWithCodec(clip, '1.2.840.10008.1.2.4.50');
    expect(textOf((await open(bytes)).dataset, tags.LossyImageCompression)).toBe('01');
  });
});
