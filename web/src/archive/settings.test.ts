import { describe, expect, it } from 'vitest';
import { openTestArchive, testProfile, valueOf } from '../testing/test-archive.ts';
import { personSettingName, readSetting, saveSetting } from './settings.ts';

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
