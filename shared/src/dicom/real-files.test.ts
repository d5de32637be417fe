import { createHash } from 'node:crypto';
import { elements } from '@iwharris/dicom-data-dictionary';
import * as dicomParser from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { countingSource, readBytesOf } from '../../testing/counting-source.ts';
import type { RealFile } from '../../testing/real-files.ts';
import { hasRealFiles, readRealFile, realFiles } from '../../testing/real-files.ts';
import { memoryByteSource } from './byte-source.ts';
import { numberOf, textOf } from './element-access.ts';
import { parsePart10, readPart10 } from './parse-part10.ts';
import { readFrameBytes } from './read-frame-bytes.ts';
import { tags, vrOf } from './tag.ts';
import { transferSyntaxOf } from './transfer-syntax.ts';

const all = realFiles();
const withFolder = (...folders: string[]): RealFile[] =>
  all.filter((file) => folders.some((folder) => file.path.startsWith(`${folder}/`)));
const sound = withFolder(
  'series',
  'modalities',
  'syntaxes',
  'charsets',
  'duplicates',
  'odd',
  'media',
).filter((file) => file.SOPInstanceUID !== '' && !/DICOMDIR/.test(file.path));
const named = (files: readonly RealFile[]): [string, RealFile][] =>
  files.map((file) => [file.path, file]);

describe.skipIf(!hasRealFiles)('sound real files', () => {
  it('are many', () => {
    expect(sound.length).toBeGreaterThan(400);
  });

  it.each(named(sound))('%s', async (_, file) => {
    const bytes = readRealFile(file);
    const source = countingSource(bytes);
    const read = await readPart10(source);
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    const { dataset, TransferSyntaxUID, pixel } = read.value;
    expect(textOf(dataset, tags.SOPInstanceUID)).toBe(file.SOPInstanceUID);
    if (file.TransferSyntaxUID !== '') expect(TransferSyntaxUID).toBe(file.TransferSyntaxUID);
    if (!file.patientName.startsWith('(undefined)')) {
      // JSON cannot tell an empty component group at the end from none (PS3.18 F.2.2).
      expect(textOf(dataset, tags.PatientName)).toBe(file.patientName.replace(/=+$/, ''));
    }
    if (file.rows !== '') {
      expect(`${numberOf(dataset, tags.Rows)}x${numberOf(dataset, tags.Columns)}`).toBe(
        `${file.rows}x${file.columns}`,
      );
    }
    const isVideo = transferSyntaxOf(TransferSyntaxUID)?.codec === 'video';
    if (pixel !== null && file.frames !== '')
      expect(pixel.frameCount).toBe(isVideo ? 1 : Number(file.frames));
    expect(readBytesOf(source).largest).toBeLessThanOrEqual(bytes.length);
    // Only a few files of the decoder vendors' own test sets lack the identity of a study.
    const parsed = await parsePart10(memoryByteSource(bytes));
    if (!parsed.ok)
      expect([parsed.failure.code, file.path.split('/')[0]]).toEqual(['UID_MISSING', 'syntaxes']);
  });

  const native = sound.filter((file) => {
    const syntax = transferSyntaxOf(file.TransferSyntaxUID);
    return (
      file.pixelSha256 !== '' &&
      syntax?.codec === 'native' &&
      !syntax.bigEndian &&
      !file.bits.startsWith('1/1') &&
      !/422/.test(file.photometric)
    );
  });

  it.each(named(native))('frames of %s are the stored values', async (_, file) => {
    const source = memoryByteSource(readRealFile(file));
    const read = await readPart10(source);
    if (!read.ok || read.value.pixel === null) throw new Error('has frames');
    const { pixel, dataset } = read.value;
    const hash = createHash('sha256');
    for (let i = 0; i < pixel.frameCount; i += 1) {
      const frame = await readFrameBytes(source, pixel, i);
      if (!frame.ok) throw new Error(frame.failure.code);
      if (pixel.encoding === 'native')
        expect(frame.value.byteLength * 8).toBe(pixel.frameBitLength);
      hash.update(frame.value);
    }
    // The manifest's digest is over interleaved samples; planes are another order of the same bytes.
    if (numberOf(dataset, tags.PlanarConfiguration) !== 1)
      expect(hash.digest('hex')).toBe(file.pixelSha256);
  });
});

describe.skipIf(!hasRealFiles)('faulty and hostile files', () => {
  const faulty = withFolder('malformed', 'archives', 'film', 'media').filter(
    (file) => !sound.includes(file),
  );

  it.each(named(faulty))('%s ends with a value', async (_, file) => {
    const bytes = readRealFile(file);
    const source = countingSource(bytes);
    const result = await parsePart10(source);
    expect(readBytesOf(source).largest).toBeLessThanOrEqual(Math.max(bytes.length, 256 * 1024));
    expect(readBytesOf(source).total).toBeLessThanOrEqual(4 * bytes.length + 1024 * 1024);
    const outcome = result.ok ? 'opens' : result.failure.code;
    if (file.expected === 'opens' && file.path.startsWith('malformed'))
      expect(outcome).toBe('opens');
    if (file.expected.startsWith('opens;')) expect(outcome).toBe('opens');
    if (file.expected.startsWith('rejected with a clear error')) expect(outcome).not.toBe('opens');
    if (/^ignored|refused as DICOM|^clear message naming/.test(file.expected))
      expect(outcome).not.toBe('opens');
    if (file.expected.startsWith('tags shown')) expect(outcome).toBe('opens');
    if (/DICOMDIR/.test(file.path) && !/\.zip/.test(file.path)) expect(outcome).toBe('DICOMDIR');
  });
});

/** Another parser's view of the same bytes. */
describe.skipIf(!hasRealFiles)('agrees with dicom-parser', () => {
  const comparable = withFolder('series', 'modalities', 'charsets').filter((file) =>
    ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'].includes(
      file.TransferSyntaxUID,
    ),
  );
  const published = new Map(
    Object.values(elements).map((element) => [
      element.tag.replace(/[(),]/g, ''),
      element.vr.slice(0, 2),
    ]),
  );

  it.each(named(comparable))('on %s', async (_, file) => {
    const bytes = readRealFile(file);
    const theirs = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' });
    const read = await readPart10(memoryByteSource(bytes), {
      vrOf: (tag) => vrOf(tag) ?? published.get(tag),
    });
    if (!read.ok) throw new Error(read.failure.code);
    const { dataset } = read.value;
    const theirTags = Object.keys(theirs.elements)
      .map((key) => key.slice(1).toUpperCase())
      .filter((tag) => tag > '0002FFFF' && tag < '7FE00010' && !tag.endsWith('0000'));
    const ourTags = Object.keys(dataset).filter((tag) => tag < '7FE00010');
    expect([...ourTags].sort()).toEqual([...new Set(theirTags)].sort());
    for (const tag of ourTags) {
      const element = dataset[tag];
      const key = `x${tag.toLowerCase()}`;
      if (element?.vr === 'US') expect(element.Value?.[0]).toBe(theirs.uint16(key));
      if (element?.vr === 'FD') expect(element.Value?.[0]).toBe(theirs.double(key));
      if (element?.vr === 'SQ')
        expect(element.Value?.length ?? 0).toBe(theirs.elements[key]?.items?.length ?? 0);
      if (['CS', 'UI', 'DA', 'TM'].includes(element?.vr ?? ''))
        expect(textOf(dataset, tag)).toBe(theirs.string(key, 0) ?? '');
    }
  });
});
