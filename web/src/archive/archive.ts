import type { ArchiveDb } from './archive-db.ts';
import type { LockState } from './archive-types.ts';
import { fenceStep, refuse } from './archive-error.ts';
import type { BlobStore } from './blob-store/blob-store.ts';
import type { KeyBundle, KeySession } from './key-session.ts';
import type { StretchPassphrase } from './stretch-passphrase.ts';
import type { WitnessStore } from './witness.ts';

/**
 * The store on this device, open. Features hold it and pass it to the functions of this folder;
 * its members other than those of the lock are for this folder alone.
 */
export interface Archive {
  readonly lockState: () => LockState;
  /** Told after every change of the lock's state and of the keys. */
  readonly subscribeLock: (listener: () => void) => () => void;
  /** The keys, fit for posting to a worker; null while locked. */
  readonly keys: () => KeyBundle | null;
  close(): void;
  readonly db: ArchiveDb;
  readonly blobs: BlobStore;
  readonly session: KeySession;
  readonly witness: WitnessStore;
  readonly stretch: StretchPassphrase;
  readonly clock: () => number;
}

/**
 * Called first in every transaction that writes: the keys that the rows were sealed with must still be
 * the active ones, or rows under a dropped key would come to be that nobody can ever read.
 */
export async function fenceKeys(db: ArchiveDb, bundle: KeyBundle): Promise<void> {
  const row = await db.meta.get('keys');
  if (row?.name !== 'keys') refuse('STORE_LOST', fenceStep);
  if (row.activeKeyId !== bundle.active.keyId) refuse('LOCKED', fenceStep);
}

/** The next number of this device's count of changes, inside a transaction over `meta`. */
export async function nextSeq(db: ArchiveDb): Promise<number> {
  const row = await db.meta.get('seq');
  const value = (row?.name === 'seq' ? row.value : 0) + 1;
  await db.meta.put({ name: 'seq', value });
  return value;
}

/** The current number of this device's count of changes. */
export async function readSeq(db: ArchiveDb): Promise<number> {
  const row = await db.meta.get('seq');
  return row?.name === 'seq' ? row.value : 0;
}
