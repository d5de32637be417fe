import { describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../archive/archive-types.ts';
import { endedEarly, groupsOf, hasUnread, restCountOf } from './outcome-groups.ts';

const line = (
  fileName: string,
  outcome: ImportOutcome['outcome'],
  code: string | null = null,
  restCount?: number,
): ImportOutcome => ({
  fileName,
  outcome,
  code,
  warnings: [],
  studyKey: null,
  ...(restCount === undefined ? {} : { restCount }),
});

describe('what an import left out', () => {
  it('is told by reason, with a few names and never a folder', () => {
    const lines = [
      line('CD/IM1', 'stored'),
      line('CD/DICOMDIR', 'ignored', 'DICOMDIR'),
      line('CD/gone', 'refused', 'MEDIA_FILE_MISSING'),
      ...['a.txt', 'b.txt', 'c.txt', 'd.txt'].map((n) =>
        line(`CD/docs/${n}`, 'refused', 'NOT_DICOM'),
      ),
    ];
    expect(groupsOf(lines)).toEqual([
      { code: 'NOT_DICOM', count: 4, names: ['a.txt', 'b.txt', 'c.txt'] },
      { code: 'MEDIA_FILE_MISSING', count: 1, names: ['gone'] },
    ]);
  });
});

describe('what could not be read', () => {
  it('is told first, and keeps an import from being called done: the stick was wiped', () => {
    const lines = [
      ...Array.from({ length: 9 }, (_, n) => line(`${n}.txt`, 'refused', 'NOT_DICOM')),
      line('CD/SER1', 'refused', 'FOLDER_UNREADABLE'),
    ];
    expect(groupsOf(lines)[0]?.names).toEqual(['SER1']);
    expect(hasUnread(lines)).toBe(true);
    expect(hasUnread(lines.slice(0, 9))).toBe(false);
  });
});

describe('an import that ended before the end', () => {
  it('is not called done when the device was full, or an archive was given up', () => {
    expect(endedEarly([line('a', 'stored'), line('b', 'refused', 'NOT_DICOM')])).toBe(false);
    expect(endedEarly([line('a', 'refused', 'QUOTA_EXCEEDED')])).toBe(true);
    const limited = [line('all.zip', 'refused', 'ZIP_TOO_LARGE', 40), line('b', 'stored')];
    expect(endedEarly(limited)).toBe(true);
    expect(restCountOf(limited)).toBe(40);
  });
});
