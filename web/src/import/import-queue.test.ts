import { expect, it, vi } from 'vitest';
import type { Archive } from '../archive/archive.ts';
import type { ImportOutcome, ImportProgress } from '../archive/archive-types.ts';
import { lockArchive } from '../archive/lock-archive.ts';
import { setPassphrase, unlockWithPassphrase } from '../archive/lock.ts';
import { underCover } from '../archive/under-cover.ts';
import { forgetPersonTraces } from '../live/hand-over.ts';
import { openTestArchive } from '../testing/test-archive.ts';
import { addBatch } from './import-queue.ts';
import { readImportSession, stopImport } from './import-session.ts';
import type { Picked } from './picked-files.ts';

interface Started {
  readonly archive: Archive;
  readonly onOutcome: (outcome: ImportOutcome) => void;
  readonly end: () => void;
}

const { started } = vi.hoisted(() => ({ started: [] as Started[] }));

vi.mock('../workers/ingest/ingest-client.ts', () => ({
  startImport: (
    archive: Archive,
    _files: unknown,
    { onOutcome }: { readonly onOutcome: Started['onOutcome'] },
  ) =>
    new Promise((resolve) => {
      const counts = { stored: 2, duplicate: 0, variant: 0, ignored: 0, refused: 0, cancelled: 0 };
      const done: ImportProgress = {
        importId: 'i',
        phase: 'done',
        fileCount: 2,
        filesDone: 2,
        byteCount: 2,
        bytesDone: 2,
        counts,
      };
      started.push({ archive, onOutcome, end: () => resolve(done) });
    }),
}));

const passphrase = 'correct horse battery staple';
const line = (fileName: string): ImportOutcome => ({
  fileName,
  outcome: 'refused',
  code: 'NOT_DICOM',
  warnings: [],
  studyKey: null,
});

const pickedOf = (...paths: readonly string[]): Picked => ({
  files: paths.map((path) => ({ file: new File(['x'], path), path })),
  unread: [],
});
const told = (): readonly (readonly [string, string, string | null])[] =>
  readImportSession().outcomes.map(({ fileName, outcome, code }) => [fileName, outcome, code]);

async function importing(): Promise<{ readonly archive: Archive; readonly run: Started }> {
  const archive = await openTestArchive();
  await setPassphrase(archive, passphrase);
  const before = started.length;
  await addBatch(archive, pickedOf('weiss-1.dcm'));
  await expect.poll(() => started.length).toBe(before + 1);
  const run = started.at(-1);
  if (run === undefined) throw new Error('not started');
  run.onOutcome(line('weiss-1.dcm'));
  await expect.poll(() => readImportSession().outcomes.length).toBe(1);
  return { archive, run };
}

it('goes on behind the lock, and keeps its report for the same person', async () => {
  const { archive, run } = await importing();
  lockArchive(archive);
  forgetPersonTraces('lock');
  expect(run.archive.keys()).not.toBeNull();
  await unlockWithPassphrase(archive, passphrase);
  run.onOutcome(line('weiss-2.dcm'));
  run.end();
  await expect.poll(() => readImportSession().isRunning).toBe(false);
  expect(readImportSession().outcomes.map(({ fileName }) => fileName)).toEqual([
    'weiss-1.dcm',
    'weiss-2.dcm',
  ]);
});

it('tells the next person counts, and no names of files that another has picked', async () => {
  const { run } = await importing();
  forgetPersonTraces('hand-over');
  expect(readImportSession()).toMatchObject({ isRunning: true, outcomes: [] });
  run.onOutcome(line('weiss-2.dcm'));
  run.end();
  await expect.poll(() => readImportSession().isRunning).toBe(false);
  expect(readImportSession().progress?.counts.stored).toBe(2);
  expect(readImportSession().outcomes).toEqual([]);
});

it('says nothing any more after the keys are gone: the lines of a cut import came back with the next unlocking', async () => {
  const { archive, run } = await importing();
  lockArchive(archive);
  underCover(archive).closeNow();
  expect(readImportSession().outcomes).toEqual([]);
  run.onOutcome(line('weiss-2.dcm'));
  run.end();
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  expect(readImportSession()).toMatchObject({ isRunning: false, outcomes: [], progress: null });
});

it('has a line for what did not open: a bad stick said "Done" with an entry less', async () => {
  const { run } = await importing();
  run.end();
  await expect.poll(() => readImportSession().isRunning).toBe(false);
  const archive = await openTestArchive();
  const before = started.length;
  await addBatch(archive, {
    ...pickedOf('a.dcm'),
    unread: [
      { path: 'CD/gone', kind: 'file' },
      { path: 'CD/SER1', kind: 'folder' },
    ],
  });
  await expect.poll(() => started.length).toBe(before + 1);
  started.at(-1)?.end();
  await expect.poll(() => readImportSession().isRunning).toBe(false);
  expect(told()).toEqual([
    ['CD/gone', 'refused', 'READ_FAILED'],
    ['CD/SER1', 'refused', 'FOLDER_UNREADABLE'],
  ]);
  expect(readImportSession().progress).toMatchObject({ fileCount: 4, counts: { refused: 2 } });
});

it('stops what waits too, and names it: the next pick started at once without a word', async () => {
  const { archive, run } = await importing();
  await addBatch(archive, pickedOf('second.dcm', 'third.dcm'));
  expect(readImportSession().waitingCount).toBe(1);
  const before = started.length;
  stopImport();
  run.end();
  await expect.poll(() => readImportSession().isRunning).toBe(false);
  expect(started).toHaveLength(before);
  expect(told().slice(1)).toEqual([
    ['second.dcm', 'cancelled', null],
    ['third.dcm', 'cancelled', null],
  ]);
  expect(readImportSession().progress?.phase).toBe('cancelled');
  await addBatch(archive, pickedOf('later.dcm'));
  await expect.poll(() => started.length).toBe(before + 1);
  started.at(-1)?.end();
  await expect.poll(() => readImportSession().isRunning).toBe(false);
});

it('ends with each file named when the list of them cannot be written: it said "running" for ever', async () => {
  const archive = await openTestArchive();
  const picked = pickedOf('a.dcm');
  const broken = { path: 'a.dcm' } as unknown as Picked['files'][number];
  await addBatch(archive, { ...picked, files: [broken] });
  await expect.poll(() => readImportSession().isRunning).toBe(false);
  expect(told()).toEqual([['a.dcm', 'refused', 'NOT_BEGUN']]);
  expect(readImportSession().error).toBeInstanceOf(TypeError);
});
