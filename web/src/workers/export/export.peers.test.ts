import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeInstance } from '../../../../shared/testing/encode-instance.ts';
import { syntheticStudy } from '../../../../shared/testing/synthetic-study.ts';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { exportAll } from '../../testing/export-study.ts';
import { importFiles } from '../../testing/import-files.ts';
import { openTestArchive } from '../../testing/test-archive.ts';
import { zipSink } from './export-sink.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'satchel-export-'));
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const run = (command: string, ...parameters: readonly string[]): string =>
  execFileSync(command, [...parameters], { cwd: folder, encoding: 'utf8' });

let cameIn: readonly string[] = [];
let names: readonly string[] = [];

beforeAll(async () => {
  const ct = syntheticStudy(
    'CT',
    { seed: 'a', PatientName: 'Müller^Jörg', PatientID: 'A' },
    { sliceCount: 3, rows: 16 },
  );
  const us = syntheticStudy(
    'US',
    { seed: 'b', PatientName: 'Doe^Jane', PatientID: 'B' },
    { frameCount: 2 },
  );
  const files = await Promise.all(
    [...ct, ...us].map(async (instance, index) => ({
      path: `IM${index}`,
      bytes: await encodeInstance(instance),
    })),
  );
  cameIn = files.map(({ bytes }) => digest(bytes)).toSorted();
  const archive = await openTestArchive();
  await importFiles(archive, files);
  const { zip } = await exportAll(archive);
  const reader = new ZipReader(new BlobReader(new Blob([zip])));
  const written: string[] = [];
  for await (const entry of reader.getEntriesGenerator()) {
    if (entry.directory) continue;
    const file = path.join(folder, entry.filename);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, await entry.getData(new Uint8ArrayWriter()));
    written.push(entry.filename);
  }
  names = written;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an exported file-set, by DCMTK', () => {
  it('holds every file byte for byte as it came', () => {
    const images = names.filter((name) => name !== 'DICOMDIR');
    const out = images.map((name) => digest(readFileSync(path.join(folder, name)))).toSorted();
    expect(out).toEqual(cameIn);
  });

  it('has a directory whose records dcmdump reads, each naming a file that is there', () => {
    const dump = run('dcmdump', '+U8', '+L', 'DICOMDIR');
    const types = [...dump.matchAll(/\(0004,1430\) CS \[([^\]]+?) *\]/g)].map((match) => match[1]);
    expect(types.toSorted()).toEqual(
      ['PATIENT', 'STUDY', 'SERIES', 'IMAGE', 'IMAGE', 'IMAGE']
        .concat(['PATIENT', 'STUDY', 'SERIES', 'IMAGE'])
        .toSorted(),
    );
    const named = [...dump.matchAll(/\(0004,1500\) CS \[([^\]]+?) *\]/g)].map((match) =>
      match[1]?.replaceAll('\\', '/'),
    );
    expect(named.toSorted()).toEqual(names.filter((name) => name !== 'DICOMDIR').toSorted());
    expect(dump).toContain('Müller^Jörg');
  });

  it('can be appended to by dcmmkdir, which follows every offset and checks every key', async () => {
    const more = { seed: 'c', PatientName: 'Later^Lea', PatientID: 'C' };
    const [instance] = syntheticStudy('MR', more, { sliceCount: 1, rows: 16 });
    if (instance === undefined) throw new Error('no instance');
    mkdirSync(path.join(folder, 'MORE'));
    writeFileSync(path.join(folder, 'MORE/NEW00001'), await encodeInstance(instance));
    const known = names.filter((name) => name !== 'DICOMDIR');
    // One that is listed already is told apart by its keys, and not listed twice.
    for (const file of [known.at(-1) ?? '', 'MORE/NEW00001']) {
      run('dcmmkdir', '--append', '--no-backup', '--output-file', 'DICOMDIR', file);
    }
    const dump = run('dcmdump', '+L', 'DICOMDIR');
    const named = [...dump.matchAll(/\(0004,1500\) CS \[([^\]]+?) *\]/g)].map((match) =>
      match[1]?.replaceAll('\\', '/'),
    );
    expect(named.toSorted()).toEqual([...known, 'MORE/NEW00001'].toSorted());
    const counted = (type: string): number => dump.split(`CS [${type}`).length - 1;
    expect(['PATIENT', 'STUDY', 'SERIES', 'IMAGE'].map(counted)).toEqual([3, 3, 3, 5]);
  });
});

describe('an export of more files than a plain ZIP can count', () => {
  it(
    'lists all of them, by ZIP64, for a program that is not ours',
    { timeout: 600_000 },
    async () => {
      const count = 66_000;
      const file = path.join(folder, 'many.zip');
      const target = openSync(file, 'w');
      const sink = zipSink((bytes) => Promise.resolve(void writeSync(target, bytes)));
      const bytes = new TextEncoder().encode('x');
      for (let index = 0; index < count; index += 1) {
        await sink.file(['DICOM', `I${String(index).padStart(7, '0')}`], memoryByteSource(bytes));
      }
      await sink.close();
      closeSync(target);
      const script = `import zipfile; z = zipfile.ZipFile('many.zip'); print(len(z.namelist()), z.read(z.namelist()[-1]))`;
      expect(run('python3', '-c', script).trim()).toBe(`${count} b'x'`);
    },
  );
});
