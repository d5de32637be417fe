import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import { createArchiveDb, type ArchiveDb, type IndexedDbDoor } from './archive-db.ts';
import { attempt } from './attempt.ts';
import type { Archive } from './archive.ts';
import type { BlobStore } from './blob-store/blob-store.ts';
import { dexieBlobStore } from './blob-store/dexie-blob-store.ts';
import { joinKeyChannel } from './key-channel.ts';
import { createKeySession, type KeyBundle, otherKeys } from './key-session.ts';
import { readOpenBundle } from './keyring.ts';
import { stretchHere, type StretchPassphrase } from './stretch-passphrase.ts';
import { checkWitness } from './check-witness.ts';
import { watchDatabase } from './watch-database.ts';
import { localWitnessStore, type WitnessStore } from './witness.ts';

const archiveName = 'satchel';
const newKeysWithinMs = 1000;

export interface OpenOptions {
  readonly name?: string;
  /** Another IndexedDB than the browser's: for tests. */
  readonly door?: IndexedDbDoor;
  readonly witness?: WitnessStore;
  readonly stretch?: StretchPassphrase;
  readonly clock?: () => number;
  readonly blobs?: (db: ArchiveDb) => BlobStore;
  /** False where nobody else of this origin shall give or get keys. */
  readonly shareKeys?: boolean;
}

/**
 * Opens the store of this device, making it at the first start. Unlocked at once where no lock was set;
 * `lockState()` says so.
 */
export async function openArchive(
  options: OpenOptions = {},
): Promise<Result<Archive, ArchiveFailure>> {
  const witness = options.witness ?? localWitnessStore();
  const { archive, stop } = createHandle(options, witness, options.stretch ?? stretchHere);
  const opened = await attempt(archive, 'open', async () => {
    await archive.db.open();
    const [bundle] = await Promise.all([
      readOpenBundle(archive.db),
      checkWitness(archive.db, witness, archive.clock()),
    ]);
    archive.session.set(bundle === null ? 'locked' : 'unlocked-without-lock', bundle);
  });
  if (!opened.ok) {
    archive.close();
    return fail(opened.failure);
  }
  stop.push(watchKeys(archive));
  if (options.shareKeys !== false) stop.push(joinKeyChannel(archive, archive.db.name));
  return ok(archive);
}

/**
 * Opens the store in a worker with the keys of the page that started it. The page ends the worker, or
 * posts other keys, when the lock closes.
 */
export async function openArchiveInWorker(
  keys: KeyBundle,
  options: OpenOptions = {},
): Promise<Result<Archive, ArchiveFailure>> {
  const witness = options.witness ?? localWitnessStore();
  const { archive } = createHandle(options, witness, stretchNowhere);
  const opened = await attempt(archive, 'open', () => archive.db.open());
  if (!opened.ok) return fail(opened.failure);
  archive.session.set('unlocked', keys);
  return ok(archive);
}

/** A worker is given keys, never a passphrase: it carries no code to work on one. */
const stretchNowhere: StretchPassphrase = () =>
  Promise.reject(new Error('passphrases are worked on where the archive was opened by a person'));

function createHandle(
  options: OpenOptions,
  witness: WitnessStore,
  stretch: StretchPassphrase,
): { readonly archive: Archive; readonly stop: (() => void)[] } {
  const db = createArchiveDb(
    options.name ?? archiveName,
    options.door ?? null,
    () => witness.read()?.deviceId ?? null,
  );
  const session = createKeySession();
  const stop: (() => void)[] = [];
  const archive: Archive = {
    lockState: () => session.state(),
    subscribeLock: (listener) => session.subscribe(listener),
    keys: () => session.bundle(),
    close() {
      for (const end of stop) end();
      session.set('locked', null);
      db.close();
    },
    db,
    session,
    witness,
    blobs: (options.blobs ?? dexieBlobStore)(db),
    stretch,
    clock: options.clock ?? Date.now,
  };
  return { archive, stop };
}

/**
 * Another tab may set a lock, or the browser may have wiped the database and Dexie made it anew: then the
 * keys held here open nothing any more, and what is on the screen must go.
 */
function watchKeys(archive: Archive): () => void {
  return watchDatabase(
    () => archive.db.meta.get('keys'),
    (row) => {
      const bundle = archive.session.bundle();
      if (bundle === null || archive.session.isChanging() || row?.name !== 'keys') return;
      if (row.activeKeyId === bundle.active.keyId) return;
      // Who has set the lock hands the new keys on: they may come a moment after the row.
      void otherKeys(archive.session, bundle.active.keyId, newKeysWithinMs).then((isOther) => {
        if (!isOther && archive.session.bundle() === bundle) archive.session.set('locked', null);
      });
    },
  );
}
