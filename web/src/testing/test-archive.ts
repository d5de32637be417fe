import './global-indexeddb.ts';
import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { Archive } from '../archive/archive.ts';
import { digestInstance } from '../archive/digest-instance.ts';
import { openArchive, type OpenOptions } from '../archive/open-archive.ts';
import type { InstanceToStore } from '../archive/store-instance.ts';
import type { StretchPassphrase } from '../archive/stretch-passphrase.ts';
import { memoryWitnessStore } from '../archive/witness.ts';

/** One browser profile in memory: what is opened in it again and again is the same database. */
export function testProfile(): OpenOptions & { readonly door: { readonly indexedDB: IDBFactory } } {
  return {
    name: 'satchel-test',
    door: {
      indexedDB: new IDBFactory(),
      IDBKeyRange,
    },
    witness: memoryWitnessStore(),
    stretch: quickStretch,
    shareKeys: false,
  };
}

/** A second of Argon2id in every test would be an hour in all; its own test does the real one. */
const quickStretch: StretchPassphrase = async (passphrase, { salt }) => {
  const text = new TextEncoder().encode(`${passphrase} ${new Uint8Array(salt).join()}`);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text));
};

/** The value of a result that a test expects to be good. */
export function valueOf<Value>(
  result: Result<Value, ArchiveFailure | DicomFailure | SyncFailure>,
): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

export async function openTestArchive(profile: OpenOptions = testProfile()): Promise<Archive> {
  return valueOf(await openArchive(profile));
}

/** A file as the ingest worker would hand it to the store. */
export async function toStore(
  bytes: Uint8Array,
  more: Partial<InstanceToStore> = {},
): Promise<InstanceToStore> {
  const source = memoryByteSource(bytes);
  const parsed = valueOf(await parsePart10(source));
  return { source, parsed, ...(await digestInstance(source, parsed)), addedBy: 'Test', ...more };
}

type WriteName = 'put' | 'add' | 'delete';

/**
 * Cuts the power: the write of that number (counted from 1), and every one after it, fails and takes its
 * transaction with it, as when the browser is killed there. `restore` ends it; `count` tells how many there were.
 */
export function killAtWrite(writeNumber: number): {
  readonly restore: () => void;
  readonly count: () => number;
} {
  const names: readonly WriteName[] = ['put', 'add', 'delete'];
  let count = 0;
  const originals = names.map((name) => IDBObjectStore.prototype[name]);
  for (const [index, name] of names.entries()) {
    const original = originals[index] as (...parameters: readonly unknown[]) => IDBRequest;
    const killed = function killed(this: IDBObjectStore, ...parameters: readonly unknown[]) {
      count += 1;
      if (count >= writeNumber) {
        this.transaction.abort();
        throw new DOMException('the power was cut', 'UnknownError');
      }
      return original.apply(this, [...parameters]);
    };
    Object.assign(IDBObjectStore.prototype, { [name]: killed });
  }
  return {
    restore() {
      for (const [index, name] of names.entries()) {
        Object.assign(IDBObjectStore.prototype, { [name]: originals[index] });
      }
    },
    count: () => count,
  };
}
