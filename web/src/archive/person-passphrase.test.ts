import { describe, expect, it } from 'vitest';
import { openTestArchive, testProfile, valueOf } from '../testing/test-archive.ts';
import type { Archive } from './archive.ts';
import { lockArchive } from './lock-archive.ts';
import { changePassphrase, resetPassphrase, setPassphrase, unlockWithPassphrase } from './lock.ts';
import { currentPerson, savePerson, setCurrentPerson } from './people.ts';
import {
  readGuarded,
  removePersonPassphrase,
  setPersonPassphrase,
  switchToGuarded,
  unlockAsPerson,
} from './person-passphrase.ts';

const shared = 'correct horse battery staple';
const adas = 'lantern gravel orchid tuesday';

async function clinic() {
  const archive = await openTestArchive(testProfile());
  const ada = valueOf(await savePerson(archive, { name: 'Ada Moss', profession: 'vet' }));
  valueOf(await setCurrentPerson(archive, ada.id));
  const { recoveryKey } = valueOf(await setPassphrase(archive, shared));
  const ben = valueOf(await savePerson(archive, { name: 'Ben Roth', profession: 'nurse' }));
  const guard = { personId: ada.id, initials: 'AM' };
  return { archive, ada, ben, guard, recoveryKey };
}

async function nameOf(archive: Archive): Promise<string | null> {
  return valueOf(await currentPerson(archive))?.name ?? null;
}

describe('a passphrase of one’s own', () => {
  it('opens the device as that person', async () => {
    const { archive, ada, ben, guard } = await clinic();
    valueOf(await setPersonPassphrase(archive, shared, guard, adas));
    valueOf(await setCurrentPerson(archive, ben.id));
    lockArchive(archive);
    expect(valueOf(await readGuarded(archive))).toEqual([guard]);
    valueOf(await unlockAsPerson(archive, ada.id, adas));
    expect(await nameOf(archive)).toBe('Ada Moss');
  });

  it('is the only way to be that person, on an open device too', async () => {
    const { archive, ada, ben, guard } = await clinic();
    valueOf(await setPersonPassphrase(archive, shared, guard, adas));
    valueOf(await setCurrentPerson(archive, ben.id));
    expect(await setCurrentPerson(archive, ada.id)).toMatchObject({ ok: false });
    expect(await switchToGuarded(archive, ada.id, shared)).toMatchObject({
      failure: { code: 'PASSPHRASE_WRONG' },
    });
    expect(await nameOf(archive)).toBe('Ben Roth');
    valueOf(await switchToGuarded(archive, ada.id, adas));
    expect(await nameOf(archive)).toBe('Ada Moss');
  });

  it('is not taken by the one who opens the device with everybody’s: nobody is current then', async () => {
    const { archive, guard } = await clinic();
    valueOf(await setPersonPassphrase(archive, shared, guard, adas));
    lockArchive(archive);
    valueOf(await unlockWithPassphrase(archive, shared));
    expect(await nameOf(archive)).toBeNull();
  });

  it('is set and replaced by the device’s passphrase or itself, and by nothing else', async () => {
    const { archive, ada, guard } = await clinic();
    expect(await setPersonPassphrase(archive, 'guess', guard, adas)).toMatchObject({ ok: false });
    valueOf(await setPersonPassphrase(archive, shared, guard, adas));
    valueOf(await setPersonPassphrase(archive, adas, guard, 'another four words here'));
    expect(await removePersonPassphrase(archive, adas, ada.id)).toMatchObject({ ok: false });
    valueOf(await removePersonPassphrase(archive, shared, ada.id));
    valueOf(await setCurrentPerson(archive, ada.id));
  });

  it('outlives another passphrase of the device, and a recovery', async () => {
    const { archive, ada, guard, recoveryKey } = await clinic();
    valueOf(await setPersonPassphrase(archive, shared, guard, adas));
    valueOf(await changePassphrase(archive, shared, 'new words for everybody'));
    lockArchive(archive);
    valueOf(await resetPassphrase(archive, recoveryKey, 'and yet another four'));
    lockArchive(archive);
    valueOf(await unlockAsPerson(archive, ada.id, adas));
    expect(await nameOf(archive)).toBe('Ada Moss');
  });

  it('does not open under another person’s row: a wrap is bound to its person', async () => {
    const { archive, ada, ben, guard } = await clinic();
    valueOf(await setPersonPassphrase(archive, shared, guard, adas));
    const row = await archive.db.keyring.get(`person:${ada.id}`);
    if (row?.id !== `person:${ada.id}` || !('stretch' in row)) throw new Error('no row');
    await archive.db.keyring.put({ ...row, id: `person:${ben.id}`, initials: 'BR' });
    lockArchive(archive);
    expect(await unlockAsPerson(archive, ben.id, adas)).toMatchObject({
      failure: { code: 'PASSPHRASE_WRONG' },
    });
  });
});

describe('who begins after the device’s passphrase', () => {
  it('is nobody where several use it, the one it was where it is one', async () => {
    const { archive, ada } = await clinic();
    lockArchive(archive);
    valueOf(await unlockWithPassphrase(archive, shared));
    expect(await nameOf(archive)).toBeNull();
    const alone = await openTestArchive(testProfile());
    const vera = valueOf(await savePerson(alone, { name: 'Vera', profession: '' }));
    valueOf(await setCurrentPerson(alone, vera.id));
    valueOf(await setPassphrase(alone, shared));
    lockArchive(alone);
    valueOf(await unlockWithPassphrase(alone, shared));
    expect(await nameOf(alone)).toBe('Vera');
    expect(ada.name).toBe('Ada Moss');
  });
});
