import { describe, expect, it } from 'vitest';
import { forgetPersonTraces } from '../live/hand-over.ts';
import type { Dropped } from './dropped-files.ts';
import { readImportSession, stopImport } from './import-session.ts';
import { lookThrough } from './look-through.ts';
import type { DroppedEntry } from './picked-files.ts';

/** A loose file, and a folder that is empty, which it says when `end` is called. */
function slowDrop(): { readonly dropped: Dropped; readonly end: () => Promise<void> } {
  const answers: ((entries: readonly DroppedEntry[]) => void)[] = [];
  const loose: DroppedEntry = {
    isFile: true,
    isDirectory: false,
    fullPath: '/loose',
    file: (done) => done(new File(['x'], 'loose')),
  };
  const folder: DroppedEntry = {
    isFile: false,
    isDirectory: true,
    fullPath: '/stick',
    createReader: () => ({ readEntries: (done) => void answers.push(done) }),
  };
  return {
    dropped: { entries: [loose, folder], files: [] },
    async end() {
      await expect.poll(() => answers.length).toBe(1);
      answers[0]?.([]);
    },
  };
}

describe('lookThrough', () => {
  it('tells how many files it has found while it goes on: a large folder showed no sign of life', async () => {
    const { dropped, end } = slowDrop();
    const looking = lookThrough(dropped);
    await expect.poll(() => readImportSession().lookingCount).toBe(1);
    await end();
    expect(await looking).toMatchObject({ isStopped: false, unread: [] });
    expect(readImportSession().lookingCount).toBeNull();
  });

  it('says with what it found that Stop was pressed: none of it is to be added', async () => {
    const { dropped, end } = slowDrop();
    const looking = lookThrough(dropped);
    await expect.poll(() => readImportSession().lookingCount).toBe(1);
    stopImport();
    await end();
    expect((await looking)?.isStopped).toBe(true);
  });

  it('gives nothing of one person to the next', async () => {
    const { dropped, end } = slowDrop();
    const looking = lookThrough(dropped);
    forgetPersonTraces('hand-over');
    await Promise.race([end(), looking]);
    expect(await looking).toBeNull();
  });
});
