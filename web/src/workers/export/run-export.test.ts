import { BlobReader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeInstance } from '../../../../shared/testing/encode-instance.ts';
import { syntheticStudy } from '../../../../shared/testing/synthetic-study.ts';
import type { Archive } from '../../archive/archive.ts';
import { readStudyDetail, readStudySummaries } from '../../archive/find-studies.ts';
import { exportAll } from '../../testing/export-study.ts';
import { digestsIn, importFiles } from '../../testing/import-files.ts';
import { openTestArchive, valueOf } from '../../testing/test-archive.ts';
import type { ExportSink } from './export-sink.ts';
import { planExport } from './plan-export.ts';
import { runExport } from './run-export.ts';

const syntaxes = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.5'];

async function studyFiles(seed: string, PatientName: string, modality: 'CT' | 'MR') {
  const study = { seed, PatientName, PatientID: `ID-${seed}` };
  const instances = syntheticStudy(modality, study, { sliceCount: 4, rows: 16 });
  return Promise.all(
    instances.map(async (instance, index) => ({
      path: `${seed}/IM${index}`,
      bytes: await encodeInstance(instance, syntaxes[index % 3]),
    })),
  );
}

let archive: Archive;
beforeAll(async () => {
  archive = await openTestArchive();
  const one = await studyFiles('one', 'Müller^Jörg', 'CT');
  const two = await studyFiles('two', 'Doe^Jane', 'MR');
  await importFiles(archive, [...one, ...two]);
});

const noSink: ExportSink = {
  file: () => Promise.resolve(),
  close: () => Promise.resolve(),
  abort: () => Promise.resolve(),
};
const quiet = { report: () => undefined, isCancelled: () => false };

async function planAll(partBytesMax: number) {
  const studies = valueOf(await readStudySummaries(archive, 0)).studies;
  const choices = studies.map(({ key }) => ({ studyKey: key, series: null }));
  return valueOf(await planExport(archive, choices, partBytesMax));
}

describe('export as ZIP', () => {
  it('gives another device the very same files, and a directory that misses none', async () => {
    const { zip, report } = await exportAll(archive);
    expect(report).toMatchObject({ phase: 'done', filesWritten: 8, failed: [], unlistedCount: 0 });
    const other = await openTestArchive();
    const lines = await importFiles(other, [{ path: 'disc.zip', bytes: zip }]);
    expect(lines.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    expect(lines.filter(({ code }) => code === 'DICOMDIR')).toHaveLength(1);
    expect(await digestsIn(other)).toEqual(await digestsIn(archive));
  });

  it('names files by counters alone, 8 capitals and digits each', async () => {
    const { zip } = await exportAll(archive);
    const entries = await new ZipReader(new BlobReader(new Blob([zip]))).getEntries();
    const names = entries.map(({ filename }) => filename);
    const components = names.flatMap((name) => name.split('/'));
    expect(components.filter((component) => !/^[A-Z0-9_]{1,8}$/.test(component))).toEqual([]);
    expect(new Set(names).size).toBe(9);
    expect(names.some((name) => /DOE|JANE|MUL/i.test(name))).toBe(false);
  });

  it('zeroes first bytes that imitate a program, and nothing else of the file', async () => {
    const [file] = await studyFiles('hostile', 'Eve^E', 'CT');
    if (file === undefined) throw new Error('no file');
    const bytes = Uint8Array.from(file.bytes);
    bytes.set([0x4d, 0x5a, 0x90], 0);
    const hostile = await openTestArchive();
    await importFiles(hostile, [{ path: 'evil', bytes }]);
    const { zip, report } = await exportAll(hostile);
    expect(report.neutralisedCount).toBe(1);
    const clean = await openTestArchive();
    await importFiles(clean, [{ path: 'a.zip', bytes: zip }]);
    const wanted = await openTestArchive();
    await importFiles(wanted, [{ path: 'as-it-was', bytes: file.bytes }]);
    expect(await digestsIn(clean)).toEqual(await digestsIn(wanted));
  });

  it('writes a file without a header of its own as it came, and tells that no directory names it', async () => {
    const [file] = await studyFiles('bare', 'Bare^B', 'CT');
    if (file === undefined) throw new Error('no file');
    const bare = await openTestArchive();
    // Implicit VR Little Endian without preamble and group 0002, as old systems keep it.
    const view = new DataView(file.bytes.buffer);
    const metaBytes = 132 + 12 + view.getUint32(140, true);
    await importFiles(bare, [{ path: 'bare', bytes: file.bytes.slice(metaBytes) }]);
    const { zip, report } = await exportAll(bare);
    expect(report).toMatchObject({ filesWritten: 1, unlistedCount: 1 });
    const other = await openTestArchive();
    await importFiles(other, [{ path: 'a.zip', bytes: zip }]);
    expect(await digestsIn(other)).toEqual(await digestsIn(bare));
  });
});

describe('export', () => {
  it('cuts what is too much for one piece, and loses nothing between them', async () => {
    const whole = await planAll(Number.MAX_SAFE_INTEGER);
    const { parts } = await planAll(3000);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every(({ files, byteLength }) => byteLength <= 3000 || files.length === 1)).toBe(
      true,
    );
    const idsOf = (all: typeof parts) =>
      all.flatMap(({ files }) => files.map(({ instance }) => instance.id));
    expect(idsOf(parts)).toEqual(idsOf(whole.parts));
  });

  it('tells which image is damaged here, and writes the others', async () => {
    const broken = await openTestArchive();
    await importFiles(broken, await studyFiles('broken', 'Bro^Ken', 'MR'));
    const [blob] = await broken.db.blob.toArray();
    await broken.db.chunk.delete([blob?.id ?? '', 0]);
    const { report, zip } = await exportAll(broken);
    expect(report.failed.map(({ code }) => code)).toEqual(['BYTES_DAMAGED']);
    const other = await openTestArchive();
    const lines = await importFiles(other, [{ path: 'a.zip', bytes: zip }]);
    expect(lines.filter(({ outcome }) => outcome === 'stored')).toHaveLength(3);
    expect(lines.filter(({ code }) => code === 'MEDIA_FILE_MISSING')).toEqual([]);
  });

  it('says that a place took no more, and that somebody has stopped it', async () => {
    const [part] = (await planAll(Number.MAX_SAFE_INTEGER)).parts;
    if (part === undefined) throw new Error('nothing planned');
    const full = { ...noSink, file: () => Promise.reject(new Error('full')) };
    const refused = await runExport(part, { archive, sink: full, ...quiet });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'TARGET_FAILED' } });
    const stopped = await runExport(part, {
      archive,
      sink: noSink,
      ...quiet,
      isCancelled: () => true,
    });
    expect(stopped).toMatchObject({ ok: true, value: { phase: 'cancelled', filesWritten: 0 } });
  });

  it('leaves out series that were not chosen, and counts what only the server has', async () => {
    const [study] = valueOf(await readStudySummaries(archive, 0)).studies;
    const detail = valueOf(await readStudyDetail(archive, study?.key ?? ''));
    const [series] = detail.series;
    const [instance] = series?.instances ?? [];
    const none = valueOf(
      await planExport(archive, [{ studyKey: study?.key ?? '', series: ['1.2.3'] }], 1e9),
    );
    expect(none.parts).toEqual([]);
    await archive.db.instance.update(instance?.id ?? '', { local: 0 });
    const { elsewhereCount } = await planAll(1e9);
    await archive.db.instance.update(instance?.id ?? '', { local: 1 });
    expect(elsewhereCount).toBe(1);
  });
});
