import { describe, expect, it } from 'vitest';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import {
  killAtWrite,
  openTestArchive,
  testProfile,
  toStore,
  valueOf,
} from '../testing/test-archive.ts';
import type { Archive } from './archive.ts';
import { readStudyDetail, readStudySummaries } from './find-studies.ts';
import { holdLease } from './lease.ts';
import { lockArchive } from './lock-archive.ts';
import {
  changePassphrase,
  replaceRecoveryKey,
  resetPassphrase,
  resumeReencryption,
  setPassphrase,
  unlockWithPassphrase,
  unlockWithRecoveryKey,
} from './lock.ts';
import { readMarks, saveMark } from './marks.ts';
import { newRecoveryKey } from './recovery-key.ts';
import { currentPerson, savePerson, setCurrentPerson } from './people.ts';
import { readPreview, savePreview } from './previews.ts';
import { instanceByteSource } from './read-frame.ts';
import type { ReencryptProgress } from './reencrypt.ts';
import { sealedTables } from './sealed-tables.ts';
import { readSetting, saveSetting } from './settings.ts';
import { createBlobWriter } from './stage-blob.ts';
import { storeInstances } from './store-instance.ts';
import { stretchDefaults, stretchHere } from './stretch-passphrase.ts';

const passphrase = 'correct horse battery staple';

/** One of everything that is encrypted. */
async function fill(archive: Archive): Promise<void> {
  const person = valueOf(await savePerson(archive, { name: 'Ada', profession: 'vet' }));
  valueOf(await setCurrentPerson(archive, person.id));
  valueOf(await saveSetting(archive, 'theme', 'dim'));
  const slices = [0, 1].map((index) =>
    ctSlice({ study: { seed: 'lock' }, index, count: 2, rows: 16 }),
  );
  const syntaxes = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2'];
  for (const syntax of syntaxes) {
    const files = await Promise.all(slices.map((slice) => encodeInstance(slice, syntax)));
    valueOf(await storeInstances(archive, await Promise.all(files.map((file) => toStore(file)))));
  }
  const detail = await readOnlyStudy(archive);
  const instance = detail.series[0]?.instances[0];
  if (instance === undefined) throw new Error('nothing stored');
  const picture = { mediaType: 'image/jpeg', bytes: Uint8Array.of(1, 2, 3) } as const;
  valueOf(await savePreview(archive, instance.id, 'thumbnail', picture, true));
  valueOf(
    await saveMark(archive, {
      kind: 'length',
      StudyInstanceUID: detail.study.StudyInstanceUID,
      SeriesInstanceUID: instance.SeriesInstanceUID,
      SOPInstanceUID: instance.SOPInstanceUID,
      frameNumber: 1,
      points: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    }),
  );
}

async function readOnlyStudy(archive: Archive) {
  const { studies } = valueOf(await readStudySummaries(archive, 0));
  expect(studies).toHaveLength(1);
  return valueOf(await readStudyDetail(archive, studies[0]?.key ?? ''));
}

/** Everything that `fill` wrote, as read back: independent of keys. */
async function contentOf(archive: Archive): Promise<unknown> {
  const detail = await readOnlyStudy(archive);
  const instances = detail.series.flatMap((series) => series.instances);
  const bytes = await Promise.all(
    instances.map(async ({ id }) => {
      const source = valueOf(await instanceByteSource(archive, id));
      return source.read(0, source.byteLength);
    }),
  );
  const picture = valueOf(await readPreview(archive, instances[0]?.id ?? '', 'thumbnail'));
  return {
    detail,
    bytes,
    picture: await picture?.bytes(),
    marks: valueOf(await readMarks(archive, detail.study.StudyInstanceUID)),
    person: valueOf(await currentPerson(archive)),
    theme: valueOf(await readSetting(archive, 'theme')),
  };
}

async function keyIdsOnDisk(archive: Archive): Promise<ReadonlySet<string>> {
  const ids = new Set((await archive.db.chunk.toArray()).map(({ k }) => k));
  for (const { table } of sealedTables(archive.db)) {
    for (const { k } of await table.toArray()) ids.add(k);
  }
  return ids;
}

describe('the lock', () => {
  it('is not there at first, and says so', async () => {
    const profile = testProfile();
    const archive = await openTestArchive(profile);
    expect(archive.lockState()).toBe('unlocked-without-lock');
    await fill(archive);
    const before = await contentOf(archive);
    archive.close();
    const again = await openTestArchive(profile);
    expect(again.lockState()).toBe('unlocked-without-lock');
    expect(await contentOf(again)).toEqual(before);
    again.close();
  });

  it('encrypts everything anew under a key that was never on the disk, with progress', async () => {
    const profile = testProfile();
    const archive = await openTestArchive(profile);
    await fill(archive);
    const before = await contentOf(archive);
    const oldKey = archive.keys()?.active.keyId ?? '';
    const told: ReencryptProgress[] = [];
    const lock = valueOf(await setPassphrase(archive, passphrase, (step) => told.push(step)));
    expect(lock.unfinished).toBeNull();
    expect(archive.lockState()).toBe('unlocked');
    expect(await contentOf(archive)).toEqual(before);
    expect([...(await keyIdsOnDisk(archive))]).toEqual([archive.keys()?.active.keyId]);
    expect(await keyIdsOnDisk(archive)).not.toContain(oldKey);
    expect(archive.keys()?.retiring).toBeNull();
    expect((await archive.db.keyring.toCollection().primaryKeys()).toSorted()).toEqual([
      'passphrase',
      'recovery',
    ]);
    expect(told.at(-1)?.done).toBe(told.at(-1)?.total);
    archive.close();
    const again = await openTestArchive(profile);
    expect(again.lockState()).toBe('locked');
    expect(again.keys()).toBeNull();
    expect(await readStudySummaries(again, 0)).toMatchObject({
      ok: false,
      failure: { code: 'LOCKED' },
    });
    expect(await unlockWithPassphrase(again, 'correct horse battery stable')).toEqual({
      ok: false,
      failure: { code: 'PASSPHRASE_WRONG', step: 'unlock' },
    });
    valueOf(await unlockWithPassphrase(again, passphrase));
    expect(await contentOf(again)).toEqual(before);
    lockArchive(again);
    expect(again.lockState()).toBe('locked');
    expect(again.keys()).toBeNull();
    valueOf(await unlockWithRecoveryKey(again, lock.recoveryKey.toLowerCase()));
    expect(await contentOf(again)).toEqual(before);
    again.close();
  });

  it('finds the duplicates of what it encrypted anew', async () => {
    const archive = await openTestArchive();
    await fill(archive);
    valueOf(await setPassphrase(archive, passphrase));
    const slice = ctSlice({ study: { seed: 'lock' }, index: 0, count: 2, rows: 16 });
    for (const syntax of ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2']) {
      const file = await toStore(await encodeInstance(slice, syntax));
      expect(valueOf(await storeInstances(archive, [file]))[0]?.outcome).toBe('duplicate');
    }
    archive.close();
  });

  it('opens to another passphrase after a change, to the recovery key after a loss, to nothing older', async () => {
    const archive = await openTestArchive();
    const first = valueOf(await setPassphrase(archive, passphrase));
    expect(await changePassphrase(archive, 'wrong', 'other')).toMatchObject({ ok: false });
    valueOf(await changePassphrase(archive, passphrase, 'second passphrase'));
    lockArchive(archive);
    expect(await unlockWithPassphrase(archive, passphrase)).toMatchObject({ ok: false });
    valueOf(await resetPassphrase(archive, first.recoveryKey, 'third passphrase'));
    expect(archive.lockState()).toBe('unlocked');
    const second = valueOf(await replaceRecoveryKey(archive, 'third passphrase'));
    lockArchive(archive);
    expect(await unlockWithRecoveryKey(archive, first.recoveryKey)).toMatchObject({
      failure: { code: 'RECOVERY_KEY_WRONG' },
    });
    expect(await unlockWithRecoveryKey(archive, newRecoveryKey())).toMatchObject({
      failure: { code: 'RECOVERY_KEY_WRONG' },
    });
    expect(await unlockWithRecoveryKey(archive, 'not a key')).toMatchObject({
      failure: { code: 'RECOVERY_KEY_WRONG', detail: 'typing' },
    });
    valueOf(await unlockWithRecoveryKey(archive, second.recoveryKey));
    archive.close();
  });

  it('refuses a second first lock', async () => {
    const profile = testProfile();
    const archive = await openTestArchive(profile);
    const other = await openTestArchive(profile);
    valueOf(await setPassphrase(archive, passphrase));
    expect(await setPassphrase(other, 'mine')).toMatchObject({ failure: { code: 'LOCKED' } });
    archive.close();
    other.close();
  });

  it('closes a tab that still holds the key from before, for reading and writing', async () => {
    const profile = testProfile();
    const archive = await openTestArchive(profile);
    await fill(archive);
    const other = await openTestArchive(profile);
    valueOf(await setPassphrase(archive, passphrase));
    expect(await readStudySummaries(other, 0)).toMatchObject({ failure: { code: 'LOCKED' } });
    expect(await saveSetting(other, 'theme', 'sun')).toMatchObject({ failure: { code: 'LOCKED' } });
    expect(valueOf(await readSetting(archive, 'theme'))).toBe('dim');
    archive.close();
    other.close();
  });

  it('stretches with Argon2id as said, the same on every keyboard', async () => {
    const salt = new Uint8Array(16).buffer;
    const parameters = { name: 'argon2id', ...stretchDefaults, salt } as const;
    expect(stretchDefaults).toEqual({ memoryKib: 65_536, passes: 3, lanes: 1 });
    const cheap = { ...parameters, memoryKib: 64 };
    const composed = await stretchHere('caf\u00e9 \ufb01ne', cheap);
    expect(composed).toHaveLength(32);
    expect(await stretchHere('cafe\u0301 fine', cheap)).toEqual(composed);
    expect(await stretchHere('cafe fine', cheap)).not.toEqual(composed);
  });
});

describe('a first lock that is cut off', () => {
  it('leaves everything readable and goes on where it was, at whichever write it was killed', async () => {
    let finished = false;
    for (let kill = 1; !finished; kill += 1) {
      const profile = testProfile();
      const before = await openTestArchive(profile);
      await fill(before);
      const content = await contentOf(before);
      const power = killAtWrite(kill);
      const lock = await setPassphrase(before, passphrase);
      power.restore();
      before.close();
      finished = lock.ok && lock.value.unfinished === null;

      const archive = await openTestArchive(profile);
      if (archive.lockState() === 'locked')
        valueOf(await unlockWithPassphrase(archive, passphrase));
      else expect(lock.ok).toBe(false);
      expect(await contentOf(archive)).toEqual(content);
      // What is written between the two halves must be found as well.
      valueOf(await saveSetting(archive, 'between', kill));
      valueOf(await resumeReencryption(archive));
      expect(await contentOf(archive)).toEqual(content);
      expect(valueOf(await readSetting(archive, 'between'))).toBe(kill);
      expect((await keyIdsOnDisk(archive)).size).toBe(1);
      expect(archive.keys()?.retiring).toBeNull();
      archive.close();
      if (finished) expect(kill).toBeGreaterThan(20);
    }
  }, 60_000);

  it('survives being cut off again and again', async () => {
    const profile = testProfile();
    const first = await openTestArchive(profile);
    await fill(first);
    const content = await contentOf(first);
    valueOf(await setPassphrase(first, 'x').then((lock) => lock));
    first.close();
    const profile2 = testProfile();
    const archive = await openTestArchive(profile2);
    await fill(archive);
    let power = killAtWrite(6);
    await setPassphrase(archive, passphrase);
    power.restore();
    archive.close();
    for (let round = 0; round < 40; round += 1) {
      const next = await openTestArchive(profile2);
      valueOf(await unlockWithPassphrase(next, passphrase));
      power = killAtWrite(4);
      const resumed = await resumeReencryption(next);
      power.restore();
      if (resumed.ok) {
        const study = await readOnlyStudy(next);
        expect(study.study.instanceCount).toBe(
          (content as { detail: { study: { instanceCount: number } } }).detail.study.instanceCount,
        );
        next.close();
        return;
      }
      next.close();
    }
    throw new Error('it never came to an end');
  }, 60_000);

  it('does not forget the chunks that an import was staging', async () => {
    const archive = await openTestArchive();
    const lease = await holdLease();
    const bytes = await encodeInstance(
      ctSlice({ study: { seed: 'staged' }, index: 0, count: 1, rows: 1600, columns: 1200 }),
      '1.2.840.10008.1.2.1',
    );
    const item = await toStore(bytes);
    const writer = createBlobWriter(archive, lease, bytes.byteLength);
    await writer.write(bytes.subarray(0, 1_500_000));
    valueOf(await setPassphrase(archive, passphrase));
    await writer.write(bytes.subarray(1_500_000));
    const source = await writer.finish();
    const [stored] = valueOf(await storeInstances(archive, [{ ...item, source }]));
    const read = valueOf(await instanceByteSource(archive, stored?.instanceId ?? ''));
    expect(Buffer.from(await read.read(0, read.byteLength)).equals(bytes)).toBe(true);
    lease.release();
    archive.close();
  });
});
