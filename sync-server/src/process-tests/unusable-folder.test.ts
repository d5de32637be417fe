import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSatchelServer, type SatchelServer } from '../../../e2e/pages/satchel-server.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { openHub } from '../archive/hub-identity.ts';
import { openDataFolder } from '../data-folder.ts';
import { stowTo } from '../testing/process-client.ts';
import { slice } from '../testing/test-server.ts';

let parent: string;
let folder: string;
let server: SatchelServer | null = null;
const mounted: string[] = [];
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'satchel-bad-'));
  folder = path.join(parent, 'data');
});
afterEach(async () => {
  await server?.dispose();
  for (const place of mounted.splice(0)) execFileSync('umount', [place]);
  chmodSync(parent, 0o700);
  rmSync(parent, { recursive: true, force: true });
});

/** A data folder as a server leaves it. */
async function usedFolder(): Promise<void> {
  const open = await openDataFolder(folder);
  await openHub(open.archive.index, folder, 'test');
  await open.close();
}

async function expectRefusal(sentence: RegExp): Promise<void> {
  server = await createSatchelServer({ SATCHEL_DATA: folder });
  await expect(server.start()).rejects.toThrow(sentence);
  const output = server.output().trim();
  expect(output).toContain(folder);
  expect(output.split('\n')).toHaveLength(1);
  expect(await server.stop()).toBe(2);
  await expect(server.satchel('devices')).rejects.toThrow(folder);
}

/** Mounts a memory disk; false where this account may not. */
function mountDisk(place: string, options: string): boolean {
  mkdirSync(place, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place], { stdio: 'ignore' });
    mounted.push(place);
    return true;
  } catch {
    return false;
  }
}

const isRoot = process.getuid?.() === 0;

describe.skipIf(process.platform === 'win32')('a start with a data folder', () => {
  it('that a newer Satchel wrote ends with a sentence and leaves it as it is', async () => {
    await usedFolder();
    const file = path.join(folder, 'index.sqlite');
    const index = new DatabaseSync(file);
    index.exec('pragma user_version = 99');
    index.close();
    await expectRefusal(/is of another version of Satchel \(99, this one knows up to \d+\)/);
    const after = new DatabaseSync(file);
    expect(after.prepare('pragma user_version').get()).toEqual({ user_version: 99 });
    expect(after.prepare('select count(*) as n from meta').get()).toEqual({ n: 1 });
    after.close();
  }, 60_000);

  it.each([
    ['no database', (bytes: Buffer) => bytes.fill(0x41, 0, 100)],
    ['pages of nothing', (bytes: Buffer) => bytes.fill(0xff, 100)],
    ['half its pages', (bytes: Buffer) => bytes.subarray(0, 8192)],
  ])(
    'whose index holds %s ends with a sentence',
    async (_, damage) => {
      await usedFolder();
      const file = path.join(folder, 'index.sqlite');
      writeFileSync(file, damage(readFileSync(file)));
      await expectRefusal(/index\.sqlite is damaged; put index\.sqlite back from a backup, or/);
    },
    60_000,
  );

  it('whose index is the database of something else ends with a sentence', async () => {
    mkdirSync(folder);
    const other = new DatabaseSync(path.join(folder, 'index.sqlite'));
    other.exec('create table meta (one integer)');
    other.close();
    await expectRefusal(/index\.sqlite is damaged/);
  }, 60_000);

  it('whose key of receipts is cut off ends with a sentence, and makes no new one', async () => {
    await usedFolder();
    const file = path.join(folder, 'receipt-key.pem');
    const half = readFileSync(file, 'utf8').slice(0, 60);
    writeFileSync(file, half);
    server = await createSatchelServer({ SATCHEL_DATA: folder });
    await expect(server.start()).rejects.toThrow(/receipt-key\.pem is damaged; put it back/);
    expect(server.output().trim().split('\n')).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe(half);
  }, 60_000);

  it('that is a file, or lies below one, ends with a sentence', async () => {
    writeFileSync(folder, 'a file');
    await expectRefusal(/is not a folder, or a file lies where/);
    const file = folder;
    folder = path.join(folder, 'below');
    await expectRefusal(/is not a folder, or a file lies where/);
    expect(readFileSync(file, 'utf8')).toBe('a file');
  }, 60_000);

  it('with a file where the studies should be ends with a sentence', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'blobs'), 'a file');
    await expectRefusal(/is not a folder, or a file lies where one of its folders should be/);
  }, 60_000);

  it('that may not be written ends with a sentence', async (context) => {
    if (!isRoot) chmodSync(parent, 0o500);
    else if (!mountDisk(parent, 'ro,size=1m')) context.skip('root may not mount here');
    await expectRefusal(/may not be written by this account/);
  }, 60_000);

  it('whose files may not be written ends with a sentence', async (context) => {
    await usedFolder();
    if (isRoot) {
      try {
        execFileSync('mount', ['--bind', folder, folder]);
        mounted.push(folder);
        execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
      } catch {
        context.skip('root may not mount here');
      }
    } else {
      for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), 0o400);
      chmodSync(folder, 0o500);
    }
    await expectRefusal(/may not be written by this account/);
    if (isRoot) return;
    // So that the folders in it can be removed.
    chmodSync(folder, 0o700);
    for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), 0o700);
  }, 60_000);

  it.for([0, 20_000, 100_000, 400_000, 1_000_000])(
    'on a disk with room for %i bytes starts, or ends with a sentence, and starts when there is room',
    { timeout: 60_000 },
    async (roomBytes, context) => {
      if (!mountDisk(parent, 'size=8m,nr_inodes=2000')) context.skip('no disk can be mounted here');
      const filler = path.join(parent, 'filler');
      const { bavail, bsize } = statfsSync(parent);
      writeFileSync(filler, new Uint8Array(bavail * bsize - roomBytes));
      server = await createSatchelServer({ SATCHEL_DATA: folder });
      await server.start().then(
        () => expect(roomBytes).toBeGreaterThan(100_000),
        (error: unknown) => expect(String(error)).toContain(`The disk of ${folder} is full`),
      );
      await server.stop();
      expect(server.output()).not.toMatch(/\n\s+at /);
      rmSync(filler);
      await server.start();
      const token = (await server.satchel('token', '--label', 'x')).trim();
      expect((await stowTo(server, token, await encodeInstance(slice()))).status).toBe(200);
    },
  );
});
