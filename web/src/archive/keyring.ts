import type { ArchiveDb } from './archive-db.ts';
import type { KeyringRow } from './archive-rows.ts';
import type { KeyBundle } from './key-session.ts';
import {
  deriveBundle,
  retirementKey,
  unwrapMaster,
  wrapMaster,
  wrappingKey,
  wrappingKeyOf,
  type MasterSecret,
  type WrappedMaster,
} from './master-secret.ts';
import { randomBytes } from './random-id.ts';
import {
  stretchDefaults,
  type StretchParameters,
  type StretchPassphrase,
} from './stretch-passphrase.ts';

export type KeyringRowOf<Id extends string> = Extract<KeyringRow, { readonly id: Id }>;
export type PersonKeyRow = Extract<KeyringRow, { readonly id: `person:${string}` }>;
export type PasskeyRow = Extract<KeyringRow, { readonly id: `passkey:${string}` }>;

/** The keys of a device without a lock; null where there is one. */
export async function readOpenBundle(db: ArchiveDb): Promise<KeyBundle | null> {
  const master = await readOpenMaster(db);
  return master === null ? null : deriveBundle(master, null);
}

/** The unwrapped master secret of a device without a lock. */
export async function readOpenMaster(db: ArchiveDb): Promise<MasterSecret | null> {
  const row = await db.keyring.get('open');
  if (row?.id !== 'open') return null;
  return { keyId: row.keyId, bytes: new Uint8Array(row.master) };
}

/** Keys of a master secret that has just been unwrapped, with those it is replacing where a first lock was cut off. */
export async function bundleOf(db: ArchiveDb, master: MasterSecret): Promise<KeyBundle> {
  const row = await db.keyring.get('retiring');
  if (row?.id !== 'retiring') return deriveBundle(master, null);
  return deriveBundle(master, await unwrapMaster(await retirementKey(master), row, 'retiring'));
}

export async function wrapRetiring(
  master: MasterSecret,
  retiring: MasterSecret,
): Promise<KeyringRowOf<'retiring'>> {
  const wrapped = await wrapMaster(await retirementKey(master), retiring, 'retiring');
  return { id: 'retiring', ...wrapped };
}

export async function wrapByPassphrase(
  master: MasterSecret,
  passphrase: string,
  stretch: StretchPassphrase,
): Promise<KeyringRowOf<'passphrase'>> {
  return { id: 'passphrase', ...(await stretchAndWrap(master, 'passphrase', passphrase, stretch)) };
}

/** The same secret under the passphrase of one person. */
export async function wrapByPersonPassphrase(
  master: MasterSecret,
  person: Pick<PersonKeyRow, 'id' | 'initials'>,
  passphrase: string,
  stretch: StretchPassphrase,
): Promise<PersonKeyRow> {
  return { ...person, ...(await stretchAndWrap(master, person.id, passphrase, stretch)) };
}

async function stretchAndWrap(
  master: MasterSecret,
  id: string,
  passphrase: string,
  stretch: StretchPassphrase,
): Promise<{ readonly stretch: StretchParameters } & WrappedMaster> {
  const parameters: StretchParameters = {
    name: 'argon2id',
    ...stretchDefaults,
    salt: randomBytes(16).buffer,
  };
  const wrapping = await wrappingKeyOf(await stretch(passphrase, parameters));
  return {
    stretch: parameters,
    ...(await wrapMaster(wrapping, master, placeOfStretch(id, parameters))),
  };
}

/** Null when it is another passphrase. */
export async function unwrapByPassphrase(
  row: KeyringRowOf<'passphrase'> | PersonKeyRow,
  passphrase: string,
  stretch: StretchPassphrase,
): Promise<MasterSecret | null> {
  const wrapping = await wrappingKeyOf(await stretch(passphrase, row.stretch));
  return unwrapMaster(wrapping, row, placeOfStretch(row.id, row.stretch));
}

export async function wrapByRecoveryKey(
  master: MasterSecret,
  recoverySecret: Uint8Array<ArrayBuffer>,
): Promise<KeyringRowOf<'recovery'>> {
  const salt = randomBytes(16).buffer;
  const wrapping = await wrappingKey(recoverySecret, salt, 'recovery');
  return { id: 'recovery', salt, ...(await wrapMaster(wrapping, master, 'recovery')) };
}

export async function unwrapByRecoveryKey(
  row: KeyringRowOf<'recovery'>,
  recoverySecret: Uint8Array<ArrayBuffer>,
): Promise<MasterSecret | null> {
  return unwrapMaster(await wrappingKey(recoverySecret, row.salt, 'recovery'), row, 'recovery');
}

/** `prfOutput`: what the authenticator made of `row.prfSalt` (WebAuthn Level 3, 10.1.4). */
export async function wrapByPasskey(
  master: MasterSecret,
  passkey: Omit<PasskeyRow, 'salt' | 'keyId' | 'iv' | 'wrapped'>,
  prfOutput: Uint8Array<ArrayBuffer>,
): Promise<PasskeyRow> {
  const salt = randomBytes(16).buffer;
  const wrapping = await wrappingKey(prfOutput, salt, 'passkey');
  return { ...passkey, salt, ...(await wrapMaster(wrapping, master, passkey.id)) };
}

export async function unwrapByPasskey(
  row: PasskeyRow,
  prfOutput: Uint8Array<ArrayBuffer>,
): Promise<MasterSecret | null> {
  return unwrapMaster(await wrappingKey(prfOutput, row.salt, 'passkey'), row, row.id);
}

function placeOfStretch(id: string, parameters: StretchParameters): string {
  const { memoryKib, passes, lanes } = parameters;
  return `${id} ${parameters.name} ${memoryKib} ${passes} ${lanes}`;
}
