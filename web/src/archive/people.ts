import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { OpUser } from '#shared/sync/op.ts';
import { fenceKeys, type Archive } from './archive.ts';
import type { PersonRow } from './archive-rows.ts';
import type { Person } from './archive-types.ts';
import { attempt } from './attempt.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { randomId } from './random-id.ts';
import { openRow, sealRow } from './seal.ts';
import { readSettingValue, writeSetting } from './settings.ts';

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
  return attempt(archive, 'save person', () =>
    writeSetting(archive, currentPersonSetting, personId),
  );
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
