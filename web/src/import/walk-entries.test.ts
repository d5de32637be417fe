import { describe, expect, it } from 'vitest';
import type { DroppedEntry } from './picked-files.ts';
import { walkEntries } from './walk-entries.ts';

const file = (fullPath: string, isReadable = true): DroppedEntry => ({
  isFile: true,
  isDirectory: false,
  fullPath,
  file(done, failed) {
    if (isReadable) done(new File(['x'], fullPath));
    else failed(new Error('gone'));
  },
});
/** Answers in batches, as browsers do. */
const folder = (fullPath: string, entries: DroppedEntry[], batchSize = 100): DroppedEntry => ({
  isFile: false,
  isDirectory: true,
  fullPath,
  createReader() {
    const left = [...entries];
    return { readEntries: (done) => done(left.splice(0, batchSize)) };
  },
});

describe('walkEntries', () => {
  it('finds the files of folders in folders, with their paths', async () => {
    const cd = folder('/CD', [file('/CD/DICOMDIR'), folder('/CD/A', [file('/CD/A/1')])]);
    const { files } = await walkEntries([cd, file('/loose')]);
    expect(files.map(({ path }) => path)).toEqual(['loose', 'CD/DICOMDIR', 'CD/A/1']);
  });

  it('reads a folder to its end, not only the first batch', async () => {
    const names = Array.from({ length: 250 }, (_, index) => file(`/d/${index}`));
    expect((await walkEntries([folder('/d', names)])).files).toHaveLength(250);
  });

  it('names what does not open: of a bad stick 3 entries went in and 1 came out', async () => {
    const shut: DroppedEntry = {
      ...folder('/CD/SER1', []),
      isFile: false,
      isDirectory: true,
      createReader: () => ({ readEntries: (_, failed) => failed(new Error('bad sector')) }),
    };
    const picked = await walkEntries([
      folder('/CD', [file('/CD/gone', false), shut, file('/CD/there')]),
    ]);
    expect(picked.files.map(({ path }) => path)).toEqual(['CD/there']);
    expect(picked.unread).toEqual([
      { path: 'CD/gone', kind: 'file' },
      { path: 'CD/SER1', kind: 'folder' },
    ]);
  });

  it('keeps what a folder gave before it broke off, and names it', async () => {
    let asked = 0;
    const broken: DroppedEntry = {
      ...folder('/d', []),
      isFile: false,
      isDirectory: true,
      createReader: () => ({
        readEntries(done, failed) {
          asked += 1;
          if (asked === 1) done([file('/d/1')]);
          else failed(new Error('bad sector'));
        },
      }),
    };
    const picked = await walkEntries([broken]);
    expect(picked.files).toHaveLength(1);
    expect(picked.unread).toEqual([{ path: 'd', kind: 'folder' }]);
  });
});
