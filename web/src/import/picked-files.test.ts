import { describe, expect, it } from 'vitest';
import { type DroppedEntry, walkEntries } from './picked-files.ts';

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
    const found = await walkEntries([cd, file('/loose')]);
    expect(found.map(({ path }) => path)).toEqual(['loose', 'CD/DICOMDIR', 'CD/A/1']);
  });

  it('reads a folder to its end, not only the first batch', async () => {
    const names = Array.from({ length: 250 }, (_, index) => file(`/d/${index}`));
    expect(await walkEntries([folder('/d', names)])).toHaveLength(250);
  });

  it('goes on where one file cannot be read', async () => {
    const found = await walkEntries([file('/gone', false), file('/there')]);
    expect(found.map(({ path }) => path)).toEqual(['there']);
  });
});
