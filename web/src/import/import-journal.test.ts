import { describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../archive/archive-types.ts';
import { savePerson, setCurrentPerson } from '../archive/people.ts';
import { openTestArchive, testProfile } from '../testing/test-archive.ts';
import {
  beginJournal,
  forgetCutImport,
  readCutImports,
  takeUpAgain,
  unreadSize,
} from './import-journal.ts';

const picked = Array.from({ length: 20 }, (_, index) => ({ path: `CD/IM${index}`, size: index }));

function line(fileName: string, code: string | null = null): ImportOutcome {
  const outcome = code === null ? 'stored' : 'refused';
  return { fileName, outcome, code, warnings: [], studyKey: null };
}

describe('import journal', () => {
  it('names after a restart what had not come in when the app was killed', async () => {
    const profile = testProfile();
    const before = await openTestArchive(profile);
    const journal = await beginJournal(before, picked);
    for (const { path } of picked.slice(0, 12)) journal.note(line(path));
    // The store as a killed app leaves it: the last notes are written within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 1700));
    journal.abandon();
    before.close();
    const [cut] = await readCutImports(await openTestArchive(profile));
    expect(cut?.fileCount).toBe(20);
    expect(cut?.missing).toEqual(picked.slice(12));
  });

  it('does not call a file in that could not be read: after a cut it was skipped as stored', async () => {
    const archive = await openTestArchive();
    const journal = await beginJournal(archive, picked.slice(0, 2));
    journal.note(line('CD/IM0', 'READ_FAILED'));
    journal.note(line('CD/IM1'));
    await new Promise((resolve) => setTimeout(resolve, 1700));
    journal.abandon();
    await expect
      .poll(async () => (await readCutImports(archive))[0]?.missing)
      .toEqual(picked.slice(0, 1));
  });

  it('keeps no file name readable on the disk', async () => {
    const archive = await openTestArchive();
    await beginJournal(archive, [{ path: 'DOE^JANE.dcm', size: 1 }]);
    const rows = await archive.db.setting.toArray();
    const plain = rows
      .map((row) => JSON.stringify(row) + new TextDecoder().decode(row.bytes))
      .join();
    expect(plain).not.toContain('DOE');
  });

  it('tells who picked the files of a cut import, whose names are for them alone', async () => {
    const profile = testProfile();
    const before = await openTestArchive(profile);
    const ana = await savePerson(before, { name: 'Ana', profession: 'nurse' });
    const ben = await savePerson(before, { name: 'Ben', profession: 'nurse' });
    if (!ana.ok || !ben.ok) throw new Error('a person could not be added');
    await setCurrentPerson(before, ana.value.id);
    const journal = await beginJournal(before, picked);
    await setCurrentPerson(before, ben.value.id);
    journal.abandon();
    before.close();
    const [cut] = await readCutImports(await openTestArchive(profile));
    expect(cut?.pickedBy).toEqual({ id: ana.value.id, name: 'Ana' });
  });

  it('has nothing to tell of an import that came to its end, or is going on', async () => {
    const archive = await openTestArchive();
    const running = await beginJournal(archive, picked);
    if (typeof navigator !== 'undefined' && 'locks' in navigator) {
      expect(await readCutImports(archive)).toEqual([]);
    }
    await running.end();
    expect(await readCutImports(archive)).toEqual([]);
  });

  it('stays when the store was full, with the files that had no room', async () => {
    const archive = await openTestArchive();
    const journal = await beginJournal(archive, picked);
    for (const { path } of picked.slice(0, 5)) journal.note(line(path));
    for (const { path } of picked.slice(5)) journal.note(line(path, 'QUOTA_EXCEEDED'));
    await journal.end();
    const [cut] = await readCutImports(archive);
    expect(cut?.missing).toEqual(picked.slice(5));
    await forgetCutImport(archive, cut?.importId ?? '');
    expect(await readCutImports(archive)).toEqual([]);
  });
});

describe('takeUpAgain', () => {
  const cut = {
    importId: 'one',
    pickedBy: null,
    startedAtMs: 0,
    fileCount: 20,
    missing: picked.slice(12),
    stored: picked.slice(0, 12),
  };

  it('skips what is in when the same folder is picked again', () => {
    expect(takeUpAgain([cut], picked)).toEqual({ files: picked.slice(12), settled: ['one'] });
  });

  it('reads a file anew whose size has changed, and any of another folder', () => {
    const changed = picked.map((file) => ({
      ...file,
      size: file.size + (file.size === 3 ? 1 : 0),
    }));
    expect(takeUpAgain([cut], changed).files).toHaveLength(9);
    const other = [{ path: 'OTHER/IM1', size: 1 }];
    expect(takeUpAgain([cut], other)).toEqual({ files: other, settled: [] });
  });

  it('asks again for what could not be read, and is content with whatever size it has then', () => {
    const unread = { ...cut, missing: [{ path: 'CD/SER1', size: unreadSize }] };
    const again = [{ path: 'CD/SER1/IM1', size: 7 }];
    expect(takeUpAgain([unread], again)).toEqual({ files: again, settled: ['one'] });
    expect(takeUpAgain([unread], [{ path: 'CD/SER2/IM1', size: 7 }]).settled).toEqual([]);
  });

  it('goes on telling of a cut import of which a part alone was picked again', () => {
    expect(takeUpAgain([cut], picked.slice(0, 15)).settled).toEqual([]);
  });
});
