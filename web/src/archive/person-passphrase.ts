import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import { attempt } from './attempt.ts';
import { unwrapByPassphrase, wrapByPersonPassphrase, type PersonKeyRow } from './keyring.ts';
import { openSession } from './lock.ts';
import type { MasterSecret } from './master-secret.ts';
import { writeCurrentPerson } from './people.ts';

/** A person who has a passphrase of their own. */
export interface Guarded {
  readonly personId: string;
  readonly initials: string;
}

const idOf = (personId: string): PersonKeyRow['id'] => `person:${personId}`;

/** Who has a passphrase of their own; known while locked too, by initials alone. */
export function readGuarded(archive: Archive): Promise<Result<readonly Guarded[], ArchiveFailure>> {
  return attempt(archive, 'read people', async () =>
    (await guardRows(archive)).map(({ id, initials }) => ({
      personId: id.slice('person:'.length),
      initials,
    })),
  );
}

/**
 * Gives a person a passphrase of their own, or another one: a further wrap of the same master secret.
 * `passphrase`: the device's, or this person's until now; who holds neither has the recovery key replace
 * the device's first. PASSPHRASE_WRONG otherwise.
 */
export function setPersonPassphrase(
  archive: Archive,
  passphrase: string,
  person: Guarded,
  nextPassphrase: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'set passphrase', async () => {
    const master = await masterByEither(archive, passphrase, person.personId);
    const row = { id: idOf(person.personId), initials: person.initials };
    const wrapped = await wrapByPersonPassphrase(master, row, nextPassphrase, archive.stretch);
    master.bytes.fill(0);
    await archive.db.keyring.put(wrapped);
  });
}

/** From then on everybody who has opened the device may take this person's place. */
export function removePersonPassphrase(
  archive: Archive,
  passphrase: string,
  personId: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'remove passphrase', async () => {
    (await masterByEither(archive, passphrase, personId)).bytes.fill(0);
    await archive.db.keyring.delete(idOf(personId));
  });
}

/** Opens the lock, and begins as that person. */
export function unlockAsPerson(
  archive: Archive,
  personId: string,
  passphrase: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'unlock', async () => {
    await openSession(archive, await masterByPerson(archive, personId, passphrase), personId);
  });
}

/** Hands the open device to a person who has a passphrase of their own. */
export function switchToGuarded(
  archive: Archive,
  personId: string,
  passphrase: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'switch person', async () => {
    (await masterByPerson(archive, personId, passphrase)).bytes.fill(0);
    await writeCurrentPerson(archive, personId);
  });
}

async function masterByPerson(
  archive: Archive,
  personId: string,
  passphrase: string,
): Promise<MasterSecret> {
  const row = (await guardRows(archive)).find(({ id }) => id === idOf(personId));
  if (row === undefined) refuse('NOT_FOUND', 'unlock');
  const master = await unwrapByPassphrase(row, passphrase, archive.stretch);
  return master ?? refuse('PASSPHRASE_WRONG', 'unlock');
}

async function masterByEither(
  archive: Archive,
  passphrase: string,
  personId: string,
): Promise<MasterSecret> {
  const shared = await archive.db.keyring.get('passphrase');
  const own = (await guardRows(archive)).find(({ id }) => id === idOf(personId));
  for (const row of [shared?.id === 'passphrase' ? shared : undefined, own]) {
    const master = row && (await unwrapByPassphrase(row, passphrase, archive.stretch));
    if (master) return master;
  }
  return refuse('PASSPHRASE_WRONG', 'unlock');
}

async function guardRows(archive: Archive): Promise<readonly PersonKeyRow[]> {
  const rows = await archive.db.keyring.where('id').startsWith('person:').toArray();
  return rows.filter((row): row is PersonKeyRow => row.id.startsWith('person:'));
}
