import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { OpUser } from '#shared/sync/op.ts';
import { fenceKeys, type Archive } from './archive.ts';
import type { PersonRow } from './archive-rows.ts';
import type { Person } from './archive-types.ts';
import { refuse } from './archive-error.ts';
import { attempt } from './attempt.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { randomId } from './random-id.ts';
import { openRow, sealRow } from './seal.ts';
import { deleteSetting, readSettingValue, writeSetting, writeSettingUnder } from './settings.ts';

const currentPersonSetting = 'archive.currentPerson';

/** Everybody who has used this device, in the order of their names. */
export function readPeople(archive: Archive): Promise<Result<readonly Person[], ArchiveFailure>> {
  return attempt(archive, 'read people', async () => {
    const rows = await archive.db.person.toArray();
    return openPeople(needKeys(archive.session, 'read people'), rows);
  });
}

async function openPeople(
  bundle: KeyBundle,
  rows: readonly PersonRow[],
): Promise<readonly Person[]> {
  const people = await Promise.all(
    rows.map((row) => openRow<Person>(bundle, 'person', row.id, row)),
  );
  return people.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Adds a person, or changes one whose `id` is given. What they did before keeps the name of then. */
export function savePerson(
  archive: Archive,
  draft: { readonly id?: string; readonly name: string; readonly profession: string },
): Promise<Result<Person, ArchiveFailure>> {
  return attempt(archive, 'save person', async () => {
    const { db } = archive;
    const bundle = needKeys(archive.session, 'save person');
    const person: Person = {
      id: draft.id ?? randomId(),
      name: draft.name.trim(),
      profession: draft.profession.trim(),
    };
    const sealed = await sealRow(bundle.active, 'person', person.id, person);
    await db.transaction('rw', db.meta, db.person, async () => {
      await fenceKeys(db, bundle);
      await db.person.put({ id: person.id, ...sealed });
    });
    return person;
  });
}

/** Who is using the device now: the author of every mark; null before the first run is through. */
export function currentPerson(archive: Archive): Promise<Result<Person | null, ArchiveFailure>> {
  return attempt(archive, 'read person', () => readCurrentPerson(archive));
}

export function setCurrentPerson(
  archive: Archive,
  personId: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'save person', async () => {
    // Their own passphrase is asked for: `switchToGuarded`.
    if ((await archive.db.keyring.get(`person:${personId}`)) !== undefined) {
      refuse('PASSPHRASE_WRONG', 'save person');
    }
    await writeCurrentPerson(archive, personId);
  });
}

export function writeCurrentPerson(archive: Archive, personId: string): Promise<void> {
  return writeSetting(archive, currentPersonSetting, personId);
}

/**
 * Settles who begins, before the keys are given out. `personId`: the passphrase was that person's own. null:
 * it opens the device for everybody, so where several use it, or the last one has a passphrase of their own,
 * nobody is current until somebody says who they are.
 */
export async function settleWhoBegins(
  archive: Archive,
  bundle: KeyBundle,
  personId: string | null,
): Promise<void> {
  const { db } = archive;
  if (personId !== null) {
    try {
      await writeSettingUnder(bundle, archive, currentPersonSetting, personId);
      return;
    } catch {
      // A full disk: nobody is current then, and they say who they are.
    }
  } else if ((await db.person.count()) < 2) {
    const guards = await db.keyring.where('id').startsWith('person:').count();
    if (guards === 0) return;
  }
  await deleteSetting(archive, bundle, currentPersonSetting);
}

async function readCurrentPerson(archive: Archive): Promise<Person | null> {
  const id = await readSettingValue(archive, currentPersonSetting);
  if (typeof id !== 'string') return null;
  const row = await archive.db.person.get(id);
  if (row === undefined) return null;
  return openRow<Person>(needKeys(archive.session, 'read person'), 'person', row.id, row);
}

/** Name of who is using the device now; empty where nobody has said. */
export async function readCurrentPersonName(archive: Archive): Promise<string> {
  return (await readCurrentPerson(archive))?.name ?? '';
}

/** The author written into operations; nameless where nobody has said who they are. */
export async function readOpUser(archive: Archive): Promise<OpUser> {
  return (await readCurrentPerson(archive)) ?? { id: 'nobody', name: '', profession: '' };
}
