import { describe, expect, it } from 'vitest';
import { openTestArchive, testProfile, valueOf } from '../testing/test-archive.ts';
import {
  editFleetingSetting,
  editSetting,
  personSettingName,
  readSetting,
  saveSetting,
} from './settings.ts';

describe('a setting of one person', () => {
  it('is not read by the next one under the same name', async () => {
    const archive = await openTestArchive(testProfile());
    valueOf(await saveSetting(archive, personSettingName('ada', 'list.filter'), 'Weiss'));
    expect(valueOf(await readSetting(archive, personSettingName('ben', 'list.filter')))).toBeNull();
    expect(valueOf(await readSetting(archive, personSettingName('ada', 'list.filter')))).toBe(
      'Weiss',
    );
  });
});

describe('a setting that is damaged on the disk', () => {
  it('is written over where nobody misses it, so that a view is kept again; any other is refused and stays', async () => {
    const archive = await openTestArchive(testProfile());
    valueOf(await saveSetting(archive, 'view', 'old'));
    const [row] = await archive.db.setting.toArray();
    if (row === undefined) throw new Error('no row');
    const bytes = new Uint8Array(row.bytes.byteLength).fill(7).buffer;
    await archive.db.setting.put({ ...row, bytes });
    const seen: unknown[] = [];
    const change = (value: unknown): string => {
      seen.push(value);
      return 'new';
    };
    expect(await editSetting(archive, 'view', change)).toMatchObject({
      ok: false,
      failure: { code: 'BYTES_DAMAGED' },
    });
    expect(seen).toEqual([]);
    valueOf(await editFleetingSetting(archive, 'view', change));
    expect(seen).toEqual([null]);
    expect(valueOf(await readSetting(archive, 'view'))).toBe('new');
  });
});
