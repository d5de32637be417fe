import { describe, expect, it } from 'vitest';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import { openTestArchive, testProfile, toStore, valueOf } from '../testing/test-archive.ts';
import { countDevice, eraseDevice } from './erase-device.ts';
import { readStudySummaries } from './find-studies.ts';
import { lockArchive } from './lock-archive.ts';
import { setPassphrase } from './lock.ts';
import { storeInstances } from './store-instance.ts';

describe('a device whose passphrase nobody knows', () => {
  it('is counted without a key, and empty after it was erased', async () => {
    const profile = testProfile();
    const archive = await openTestArchive(profile);
    for (const [seed, isSample] of [
      ['one', false],
      ['two', false],
      ['sample', true],
    ] as const) {
      const slice = ctSlice({ study: { seed }, index: 0, count: 1, rows: 16 });
      const file = await encodeInstance(slice, '1.2.840.10008.1.2.1');
      valueOf(await storeInstances(archive, [await toStore(file, { isSample })]));
    }
    valueOf(await setPassphrase(archive, 'correct horse battery staple'));
    lockArchive(archive);
    expect(valueOf(await countDevice(archive))).toEqual({
      onlyHere: { studies: 2, images: 2 },
      onServerStudies: 0,
      waitingOps: 0,
    });
    valueOf(await eraseDevice(archive));
    const next = await openTestArchive(profile);
    expect(next.lockState()).toBe('unlocked-without-lock');
    expect(valueOf(await readStudySummaries(next, 0)).studies).toEqual([]);
  });
});
