import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import { attempt } from './attempt.ts';
import {
  bundleOf,
  readOpenMaster,
  unwrapByPassphrase,
  unwrapByRecoveryKey,
  wrapByPassphrase,
  wrapByRecoveryKey,
  wrapRetiring,
} from './keyring.ts';
import { deriveBundle, newMasterSecret, type MasterSecret } from './master-secret.ts';
import { settleWhoBegins } from './people.ts';
import { newRecoveryKey, readRecoveryKey } from './recovery-key.ts';
import { reencryptAll, type ReencryptProgress } from './reencrypt.ts';

export interface NewRecoveryKey {
  /** To be printed and kept elsewhere; it is nowhere on the device. */
  readonly recoveryKey: string;
}

export interface NewLock extends NewRecoveryKey {
  /** Why encrypting anew has not come to its end; the lock stands all the same, and `resumeReencryption` goes on. */
  readonly unfinished: ArchiveFailure | null;
}

/**
 * Sets the first lock. The master secret that lay open is replaced: everything is encrypted anew under a
 * new one that only the passphrase and the recovery key open. From the first transaction on the device
 * has its lock; a kill during the rest is made up for by `resumeReencryption` after the next unlocking.
 */
export async function setPassphrase(
  archive: Archive,
  passphrase: string,
  onProgress?: (progress: ReencryptProgress) => void,
): Promise<Result<NewLock, ArchiveFailure>> {
  const { db, session } = archive;
  const recoveryKey = newRecoveryKey();
  session.setChanging(true);
  const exchanged = await attempt(archive, 'set lock', async () => {
    const old = (await readOpenMaster(db)) ?? refuse('LOCKED', 'set lock');
    const master = newMasterSecret();
    const rows = [
      await wrapByPassphrase(master, passphrase, archive.stretch),
      await wrapByRecoveryKey(master, secretOf(recoveryKey)),
      await wrapRetiring(master, old),
    ];
    const bundle = await deriveBundle(master, old);
    await db.transaction('rw', db.meta, db.keyring, db.sheet, async () => {
      // Another tab may have been faster: its lock stands.
      if ((await db.keyring.get('open')) === undefined) refuse('LOCKED', 'set lock');
      await db.keyring.bulkPut(rows);
      await db.keyring.delete('open');
      await db.sheet.clear();
      await db.meta.put({
        name: 'keys',
        activeKeyId: master.keyId,
        retiringKeyId: old.keyId,
      });
    });
    session.set('unlocked', bundle);
  });
  session.setChanging(false);
  if (!exchanged.ok) return fail(exchanged.failure);
  const reencrypted = await resumeReencryption(archive, onProgress);
  return ok({ recoveryKey, unfinished: reencrypted.ok ? null : reencrypted.failure });
}

/** Goes on encrypting anew where a first lock was cut off; does nothing when there is nothing left. */
export function resumeReencryption(
  archive: Archive,
  onProgress?: (progress: ReencryptProgress) => void,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'encrypt anew', () => reencryptAll(archive, onProgress));
}

/** PASSPHRASE_WRONG says nothing about how wrong. */
export function unlockWithPassphrase(
  archive: Archive,
  passphrase: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'unlock', async () => {
    await openSession(archive, await masterByPassphrase(archive, passphrase));
  });
}

/** RECOVERY_KEY_WRONG with detail `typing` when the check symbol tells that a symbol is not as printed. */
export function unlockWithRecoveryKey(
  archive: Archive,
  typed: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'unlock', async () => {
    await openSession(archive, await masterByRecoveryKey(archive, typed));
  });
}

/** The same master secret under another passphrase: nothing needs to be encrypted anew. */
export function changePassphrase(
  archive: Archive,
  passphrase: string,
  nextPassphrase: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'change passphrase', async () => {
    const master = await masterByPassphrase(archive, passphrase);
    await archive.db.keyring.put(await wrapByPassphrase(master, nextPassphrase, archive.stretch));
  });
}

/** A new passphrase by the recovery key, for one who has forgotten it; unlocks as well. */
export function resetPassphrase(
  archive: Archive,
  typedRecoveryKey: string,
  nextPassphrase: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'reset passphrase', async () => {
    const master = await masterByRecoveryKey(archive, typedRecoveryKey);
    await archive.db.keyring.put(await wrapByPassphrase(master, nextPassphrase, archive.stretch));
    await openSession(archive, master);
  });
}

/** A new recovery key; the one printed before opens nothing any more. */
export function replaceRecoveryKey(
  archive: Archive,
  passphrase: string,
): Promise<Result<NewRecoveryKey, ArchiveFailure>> {
  return attempt(archive, 'replace recovery key', async () => {
    const master = await masterByPassphrase(archive, passphrase);
    const recoveryKey = newRecoveryKey();
    await archive.db.keyring.put(await wrapByRecoveryKey(master, secretOf(recoveryKey)));
    return { recoveryKey };
  });
}

/** Holds the keys of a master secret that was just unwrapped; `personId` where the passphrase was that person's own. */
export async function openSession(
  archive: Archive,
  master: MasterSecret,
  personId: string | null = null,
): Promise<void> {
  const bundle = await bundleOf(archive.db, master);
  master.bytes.fill(0);
  await settleWhoBegins(archive, bundle, personId);
  archive.session.set('unlocked', bundle);
}

export async function masterByPassphrase(
  archive: Archive,
  passphrase: string,
): Promise<MasterSecret> {
  const row = await archive.db.keyring.get('passphrase');
  if (row?.id !== 'passphrase') refuse('STORE_LOST', 'unlock');
  const master = await unwrapByPassphrase(row, passphrase, archive.stretch);
  return master ?? refuse('PASSPHRASE_WRONG', 'unlock');
}

async function masterByRecoveryKey(archive: Archive, typed: string): Promise<MasterSecret> {
  const row = await archive.db.keyring.get('recovery');
  if (row?.id !== 'recovery') refuse('STORE_LOST', 'unlock');
  const secret = readRecoveryKey(typed) ?? refuse('RECOVERY_KEY_WRONG', 'unlock', 'typing');
  return (await unwrapByRecoveryKey(row, secret)) ?? refuse('RECOVERY_KEY_WRONG', 'unlock');
}

function secretOf(recoveryKey: string): Uint8Array<ArrayBuffer> {
  return readRecoveryKey(recoveryKey) ?? refuse('RECOVERY_KEY_WRONG', 'set lock', 'typing');
}
