import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import { attempt } from './attempt.ts';
import { unwrapByPasskey, wrapByPasskey, type PasskeyRow } from './keyring.ts';
import { masterByPassphrase, openSession } from './lock.ts';
import { base64url, randomBytes } from './random-id.ts';

/** The browser's side of passkeys; given for tests. */
export type CredentialDoor = Pick<CredentialsContainer, 'create' | 'get'>;

export interface Passkey {
  readonly id: string;
  readonly name: string;
}

/**
 * Lets a passkey open the lock beside the passphrase, never in its place: what an authenticator answers
 * has changed with updates of operating systems. Needs WebAuthn's `prf` extension; PASSKEY_REFUSED
 * without it, or when the person says no.
 */
export function addPasskey(
  archive: Archive,
  passphrase: string,
  name: string,
  door: CredentialDoor = navigator.credentials,
): Promise<Result<Passkey, ArchiveFailure>> {
  return attempt(archive, 'add passkey', async () => {
    const master = await masterByPassphrase(archive, passphrase);
    const prfSalt = randomBytes(32).buffer;
    const created = await ask(() => door.create({ publicKey: creation(name, prfSalt) }));
    const credentialId = created.rawId;
    // Many authenticators answer `prf` only when the passkey is used, not when it is made.
    const output = outputOf(created) ?? outputOf(await use(door, [{ credentialId, prfSalt }]));
    if (output === null) refuse('PASSKEY_REFUSED', 'add passkey', 'no prf');
    const id = `passkey:${base64url(new Uint8Array(credentialId))}` as const;
    const row = await wrapByPasskey(master, { id, credentialId, prfSalt, name }, output);
    await archive.db.keyring.put(row);
    return { id, name };
  });
}

/** Opens the lock with whichever known passkey the person picks. */
export function unlockWithPasskey(
  archive: Archive,
  door: CredentialDoor = navigator.credentials,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'unlock', async () => {
    const rows = await passkeyRows(archive);
    if (rows.length === 0) refuse('PASSKEY_REFUSED', 'unlock', 'none known');
    const used = await use(door, rows);
    const usedId = `passkey:${base64url(new Uint8Array(used.rawId))}`;
    const row = rows.find(({ id }) => id === usedId);
    const output = outputOf(used);
    if (row === undefined || output === null) refuse('PASSKEY_REFUSED', 'unlock', 'no prf');
    const master = await unwrapByPasskey(row, output);
    if (master === null) refuse('PASSKEY_REFUSED', 'unlock', 'other secret');
    await openSession(archive, master);
  });
}

export function readPasskeys(
  archive: Archive,
): Promise<Result<readonly Passkey[], ArchiveFailure>> {
  return attempt(archive, 'read passkeys', async () =>
    (await passkeyRows(archive)).map(({ id, name }) => ({ id, name })),
  );
}

export function removePasskey(archive: Archive, id: string): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'remove passkey', () => archive.db.keyring.delete(id));
}

async function passkeyRows(archive: Archive): Promise<readonly PasskeyRow[]> {
  const rows = await archive.db.keyring.where('id').startsWith('passkey:').toArray();
  return rows.filter((row): row is PasskeyRow => row.id.startsWith('passkey:'));
}

function creation(name: string, prfSalt: ArrayBuffer): PublicKeyCredentialCreationOptions {
  return {
    rp: { name: 'Satchel' },
    user: { id: randomBytes(16), name, displayName: name },
    // Nobody verifies a signature here; ES256 and RS256 are what every authenticator can.
    challenge: randomBytes(32),
    pubKeyCredParams: [
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg: -257 },
    ],
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    extensions: { prf: { eval: { first: prfSalt } } },
  };
}

function use(
  door: CredentialDoor,
  rows: readonly Pick<PasskeyRow, 'credentialId' | 'prfSalt'>[],
): Promise<PublicKeyCredential> {
  const evalByCredential = Object.fromEntries(
    rows.map(({ credentialId, prfSalt }) => [
      base64url(new Uint8Array(credentialId)),
      { first: prfSalt },
    ]),
  );
  return ask(() =>
    door.get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: rows.map(({ credentialId }) => ({
          type: 'public-key',
          id: credentialId,
        })),
        userVerification: 'required',
        extensions: { prf: { evalByCredential } },
      },
    }),
  );
}

async function ask(work: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await work().catch(() => null);
  // Said no, timed out, or no authenticator: browsers do not tell which, on purpose.
  if (credential === null || credential.type !== 'public-key') {
    refuse('PASSKEY_REFUSED', 'passkey');
  }
  return credential as PublicKeyCredential;
}

function outputOf(credential: PublicKeyCredential): Uint8Array<ArrayBuffer> | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return null;
  return ArrayBuffer.isView(first)
    ? Uint8Array.from(new Uint8Array(first.buffer, first.byteOffset, first.byteLength))
    : new Uint8Array(first.slice(0));
}
