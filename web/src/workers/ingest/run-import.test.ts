import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestArchive, valueOf } from '../../testing/test-archive.ts';
import { zipOf } from '../../testing/zip-of.ts';
import { encodeInstance } from '../../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../../shared/testing/synthetic-instance.ts';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import type { Archive } from '../../archive/archive.ts';
import type { ImportOutcome } from '../../archive/archive-types.ts';
import { readStudyDetail, readStudySummaries } from '../../archive/find-studies.ts';
import { holdLease } from '../../archive/lease.ts';
import { instanceByteSource } from '../../archive/read-frame.ts';
import type { ImportReport, PickedFile } from './ingest-api.ts';
import { runImport } from './run-import.ts';

const explicit = '1.2.840.10008.1.2.1';

function picked(name: string, bytes: Uint8Array): PickedFile {
  return { path: name, file: new File([Uint8Array.from(bytes)], name) };
}

async function slices(count: number, rows = 16, seed = 'import'): Promise<PickedFile[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) =>
      picked(
        `IM${index}`,
        await encodeInstance(ctSlice({ study: { seed }, index, count, rows }), explicit),
      ),
    ),
  );
}

function fileAt(files: readonly PickedFile[], index: number): File {
  const found = files[index];
  if (found === undefined) throw new Error('no such file');
  return found.file;
}

/** 18 MB: more than one transaction may hold. */
async function largeFile(): Promise<PickedFile> {
  const small = ctSlice({ study: { seed: 'large' }, index: 0, count: 1, rows: 16 });
  const dataset = {
    ...small.dataset,
    [tags.Rows]: elementOf(tags.Rows, 3000),
    [tags.Columns]: elementOf(tags.Columns, 3000),
  };
  const frames = [Uint8Array.from({ length: 18_000_000 }, (_, index) => index >> 12)];
  return picked('large', await encodeInstance({ dataset, frames }, explicit));
}

async function importInto(
  archive: Archive,
  files: readonly PickedFile[],
  more: { readonly isSample?: boolean; readonly cancelAfter?: number } = {},
) {
  const reports: ImportReport[] = [];
  const lease = await holdLease();
  const lines = (): ImportOutcome[] => reports.flatMap(({ outcomes }) => outcomes);
  const progress = await runImport(
    { importId: 'test', files, isSample: more.isSample ?? false, addedBy: 'Ada', addedById: 'ada' },
    {
      archive,
      lease,
      report: (report) => reports.push(report),
      isCancelled: () => more.cancelAfter !== undefined && lines().length >= more.cancelAfter,
    },
  );
  lease.release();
  return { progress, reports, lines: lines() };
}

const outcomeOf = (lines: readonly ImportOutcome[], end: string) => {
  const line = lines.find(({ fileName }) => fileName.endsWith(end));
  return line === undefined ? null : `${line.outcome} ${line.code ?? '-'}`;
};

describe('an import', () => {
  it('stores what is DICOM by content, and says of every file what became of it', async () => {
    const archive = await openTestArchive();
    const dicom = await slices(3);
    const text = new TextEncoder();
    const polyglot = new Uint8Array(await fileAt(dicom, 2).arrayBuffer());
    polyglot.set(text.encode('MZ'));
    const files = [
      ...dicom.slice(0, 2),
      picked('evil.txt', polyglot),
      picked('again', new Uint8Array(await fileAt(dicom, 0).arrayBuffer())),
      picked('README.dcm', text.encode('Please open the viewer.\r\n')),
      picked('empty.dcm', new Uint8Array(0)),
      picked('a.dcm', text.encode('%PDF-1.7\n')),
      picked('cut.dcm', polyglot.subarray(0, 300)),
      picked(
        'noise.dcm',
        Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251),
      ),
    ];
    const { progress, lines } = await importInto(archive, files);
    expect(lines.map(({ fileName }) => fileName).toSorted()).toEqual(
      files.map(({ path: name }) => name).toSorted(),
    );
    expect(outcomeOf(lines, 'IM0')).toBe('stored -');
    expect(outcomeOf(lines, 'again')).toBe('duplicate -');
    expect(outcomeOf(lines, 'README.dcm')).toBe('ignored NOT_NEEDED');
    expect(outcomeOf(lines, 'empty.dcm')).toBe('refused EMPTY_FILE');
    expect(outcomeOf(lines, 'a.dcm')).toBe('refused NOT_DICOM');
    expect(outcomeOf(lines, 'noise.dcm')).toBe('refused NOT_DICOM');
    expect(outcomeOf(lines, 'cut.dcm')).toMatch(/^refused /);
    const evil = lines.find(({ fileName }) => fileName === 'evil.txt');
    expect(evil).toMatchObject({ outcome: 'stored', warnings: ['PREAMBLE_SUSPICIOUS'] });
    expect(progress).toMatchObject({ phase: 'done', fileCount: 9, filesDone: 9 });
    expect(progress.bytesDone).toBe(progress.byteCount);
    expect(progress.counts).toMatchObject({ stored: 3, duplicate: 1, ignored: 1, refused: 4 });
    // As it came, hostile cover included.
    const { studies } = valueOf(await readStudySummaries(archive, 0));
    const detail = valueOf(await readStudyDetail(archive, studies[0]?.key ?? ''));
    const last = detail.series[0]?.instances[2];
    const source = valueOf(await instanceByteSource(archive, last?.id ?? ''));
    expect(await source.read(0, source.byteLength)).toEqual(polyglot);
    archive.close();
  });

  it('stages what is larger than a transaction, and leaves nothing staged behind', async () => {
    const archive = await openTestArchive();
    const large = [await largeFile()];
    const bytes = new Uint8Array(await fileAt(large, 0).arrayBuffer());
    expect(bytes.byteLength).toBeGreaterThan(16 * 1024 * 1024);
    const first = await importInto(archive, [...large, ...(await slices(2))]);
    expect(first.progress.counts.stored).toBe(3);
    expect((await importInto(archive, large)).lines).toMatchObject([{ outcome: 'duplicate' }]);
    expect((await archive.db.blob.toArray()).map(({ state }) => state)).toEqual([
      'stored',
      'stored',
      'stored',
    ]);
    const { studies } = valueOf(await readStudySummaries(archive, 0));
    const study = studies.find(({ byteLength }) => byteLength === bytes.byteLength);
    const detail = valueOf(await readStudyDetail(archive, study?.key ?? ''));
    const id = detail.series[0]?.instances[0]?.id ?? '';
    const source = valueOf(await instanceByteSource(archive, id));
    expect(Buffer.from(await source.read(0, source.byteLength)).equals(bytes)).toBe(true);
    archive.close();
  });

  it('keeps what is finished when it is cancelled, with a line for each file that is not', async () => {
    const archive = await openTestArchive();
    const files = [...(await slices(60)), ...(await slices(60, 16, 'more'))];
    const named = files.map(({ file }, index) => ({ file, path: `f${index}` }));
    const { progress, lines } = await importInto(archive, named, { cancelAfter: 1 });
    expect(progress.phase).toBe('cancelled');
    expect(lines).toHaveLength(120);
    expect(new Set(lines.map(({ fileName }) => fileName)).size).toBe(120);
    const { stored, cancelled } = progress.counts;
    expect(stored + cancelled).toBe(120);
    expect(stored).toBeGreaterThan(0);
    expect(cancelled).toBeGreaterThan(0);
    expect(await archive.db.instance.count()).toBe(stored);
    archive.close();
  });

  it('stops with a line each when the device is full, half an instance never staying', async () => {
    const archive = await openTestArchive();
    const files = (await slices(70)).map(({ file }, index) => ({ file, path: `f${index}` }));
    const original = archive.blobs.store.bind(archive.blobs);
    let storedCount = 0;
    Object.assign(archive.blobs, {
      async store(blobs: Parameters<typeof original>[0]) {
        const left = 55 - storedCount;
        storedCount += blobs.length;
        await original(blobs.slice(0, left));
        if (left < blobs.length) throw new DOMException('full', 'QuotaExceededError');
      },
    });
    const { progress, lines } = await importInto(archive, files);
    expect(lines).toHaveLength(70);
    const refused = lines.filter(({ outcome }) => outcome === 'refused');
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['QUOTA_EXCEEDED']));
    expect(progress.counts.stored).toBe(50);
    expect(await archive.db.instance.count()).toBe(50);
    expect(await archive.db.blob.count()).toBe(50);
    archive.close();
  });
});

const shelf = path.resolve(import.meta.dirname, '../../../../../shared/dicom');
const hasShelf = existsSync(path.join(shelf, 'MANIFEST.tsv'));

function filesUnder(folder: string): PickedFile[] {
  const root = path.join(shelf, folder);
  const names = statSync(root).isFile()
    ? ['']
    : readdirSync(root, { recursive: true }).map(String).toSorted();
  return names
    .filter((name) => statSync(path.join(root, name)).isFile())
    .map((name) =>
      picked(name === '' ? path.basename(root) : name, readFileSync(path.join(root, name))),
    );
}

describe.runIf(hasShelf)('an import of the shelf of DICOM files', () => {
  it('tells the duplicates apart as expected', async () => {
    const archive = await openTestArchive();
    const { lines } = await importInto(archive, filesUnder('duplicates'));
    const told = Object.fromEntries(
      lines.map(({ fileName, outcome, warnings }) => [fileName.slice(0, 1), { outcome, warnings }]),
    );
    expect(told['a']).toMatchObject({ outcome: 'stored' });
    expect(told['b']).toMatchObject({ outcome: 'duplicate' });
    expect(told['c']).toMatchObject({ outcome: 'variant' });
    expect(told['d']).toMatchObject({ outcome: 'variant' });
    expect(told['e']).toMatchObject({ outcome: 'stored' });
    expect(told['f']?.warnings).toContain('STUDY_UID_OTHER_PATIENT');
    expect(told['g']?.warnings).toContain('PATIENT_ID_OTHER_NAME');
    expect(told['h']).toMatchObject({ outcome: 'stored' });
    const { studies } = valueOf(await readStudySummaries(archive, 0));
    const patients = studies.map(({ PatientID, IssuerOfPatientID, StudyInstanceUID }) =>
      [PatientID, IssuerOfPatientID, StudyInstanceUID].join('|'),
    );
    expect(new Set(patients).size).toBe(studies.length);
    archive.close();
  });

  it('looks into archives, and believes no size, name or depth that they claim', async () => {
    const archive = await openTestArchive();
    const { lines } = await importInto(archive, filesUnder('archives'));
    const of = (name: string) => lines.filter(({ fileName }) => fileName.startsWith(`${name}.zip`));
    const stored = (name: string) =>
      of(name).filter(({ outcome }) => outcome === 'stored' || outcome === 'duplicate').length;
    expect(stored('series-ok')).toBe(6);
    expect(of('series-ok').filter(({ outcome }) => outcome === 'ignored')).toHaveLength(1);
    expect(stored('stored-unicode-names')).toBe(2);
    expect(stored('nested-zip')).toBeGreaterThan(0);
    expect(of('empty')).toMatchObject([{ outcome: 'refused', code: 'ZIP_EMPTY' }]);
    expect(of('truncated')).toMatchObject([{ outcome: 'refused', code: 'ZIP_DAMAGED' }]);
    expect(of('bomb-flat-1GiB').map(({ code }) => code)).toEqual(['ZIP_TOO_LARGE']);
    expect(of('bomb-nested').map(({ code }) => code)).toContain('ZIP_TOO_DEEP');
    expect(of('bomb-nested').length).toBeLessThan(30);
    expect(of('encrypted-flag').map(({ code }) => code)).toContain('ZIP_ENCRYPTED');
    expect(stored('encrypted-flag')).toBe(1);
    expect(of('zip-slip').length).toBeGreaterThan(0);
    expect(of('zip-slip').every(({ outcome }) => outcome !== 'cancelled')).toBe(true);
    archive.close();
  }, 60_000);

  it('reads discs by their files, and reports what their directory promised in vain', async () => {
    const archive = await openTestArchive();
    const whole = await importInto(archive, filesUnder('media/cd-alpha'));
    expect(whole.progress.counts).toMatchObject({ stored: 10, refused: 0 });
    expect(outcomeOf(whole.lines, 'DICOMDIR')).toBe('ignored DICOMDIR');
    const zipped = await importInto(archive, filesUnder('media/cd-alpha.zip'));
    expect(zipped.progress.counts).toMatchObject({ duplicate: 10, refused: 0 });
    const other = await openTestArchive();
    const missing = await importInto(other, filesUnder('media/cd-alpha-missing'));
    expect(missing.progress.counts).toMatchObject({ stored: 3, refused: 1 });
    expect(missing.lines.filter(({ code }) => code === 'MEDIA_FILE_MISSING')).toHaveLength(1);
    const disc = filesUnder('media/cd-alpha');
    const cut = [...disc.slice(0, -4), ...(await slices(120)), ...disc.slice(-4)];
    cut.sort((a, b) => Number(b.path.endsWith('DICOMDIR')) - Number(a.path.endsWith('DICOMDIR')));
    const stopped = await importInto(other, cut, { cancelAfter: 1 });
    expect(stopped.progress.counts.cancelled, 'a stopped import').toBeGreaterThan(0);
    expect(stopped.lines.filter(({ code }) => code === 'MEDIA_FILE_MISSING')).toEqual([]);
    const outside = await importInto(other, filesUnder('media/DICOMDIR-traversal'));
    expect(outside.lines).toMatchObject([{ outcome: 'refused', code: 'MEDIA_PATH_OUTSIDE' }]);
    const variants = await importInto(other, filesUnder('media/dicomdir-pydicom'));
    expect(variants.lines.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    archive.close();
    other.close();
  }, 60_000);

  it('finds on a disc what its directory does not name, beside what it does', async () => {
    const archive = await openTestArchive();
    const unnamed = (await slices(2, 16, 'unnamed')).map(({ file }, index) => ({
      path: `EXTRA/LATER/${index}`,
      file,
    }));
    const whole = await importInto(archive, [...filesUnder('media/cd-alpha'), ...unnamed]);
    expect(whole.progress.counts).toMatchObject({ stored: 12, refused: 0 });
    expect(outcomeOf(whole.lines, 'DICOMDIR')).toBe('ignored DICOMDIR');
    expect(outcomeOf(whole.lines, 'EXTRA/LATER/1')).toBe('stored -');
    archive.close();
  }, 60_000);

  it('opens a disc as a ZIP in a ZIP in a folder, its directory read where it lies', async () => {
    const archive = await openTestArchive();
    const disc = readFileSync(path.join(shelf, 'media/cd-alpha.zip'));
    const outer = zipOf([
      ['readme.txt', new TextEncoder().encode('as it came')],
      ['discs/2024/alpha.zip', disc],
    ]);
    const { lines, progress } = await importInto(archive, [picked('mail/august/discs.zip', outer)]);
    expect(progress.counts).toMatchObject({ stored: 10, refused: 0 });
    const [directory] = lines.filter(({ code }) => code === 'DICOMDIR');
    expect(directory?.fileName).toMatch(/^mail\/august\/discs\.zip!\/discs\/2024\/alpha\.zip!\//);
    expect(lines.filter(({ code }) => code === 'MEDIA_FILE_MISSING')).toEqual([]);
    archive.close();
  }, 60_000);

  it('survives everything malformed, leaving nothing half-way', async () => {
    const archive = await openTestArchive();
    const files = filesUnder('malformed');
    const { lines, progress } = await importInto(archive, files);
    expect(lines).toHaveLength(files.length);
    for (const { code, outcome } of lines) {
      if (outcome === 'refused') expect(code).toMatch(/^[A-Z_]+$/);
    }
    const rejected = ['trunc-100.dcm', 'trunc-132.dcm', 'uid-empty.dcm', 'uid-path.dcm'];
    for (const name of rejected) expect(outcomeOf(lines, name)).toMatch(/^refused /);
    for (const { fileName, outcome } of lines) {
      if (fileName.startsWith('not-dicom/')) expect(['ignored', 'refused']).toContain(outcome);
    }
    const polyglot = lines.find(({ fileName }) => fileName.endsWith('preamble-exe.dcm'));
    expect(polyglot?.warnings).toContain('PREAMBLE_SUSPICIOUS');
    const { stored, variant } = progress.counts;
    expect(await archive.db.instance.count()).toBe(stored + variant);
    expect(await archive.db.blob.count()).toBe(stored + variant);
    archive.close();
  }, 120_000);
});
