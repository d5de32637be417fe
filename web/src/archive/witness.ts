/**
 * A note outside the database that there was one: without it a wiped database looks like a first start,
 * and one set back by a restored disk would give operation numbers a second time.
 */
export interface Witness {
  readonly deviceId: string;
  readonly epoch: string;
  readonly lastOpN: number;
}

export interface WitnessStore {
  read(): Witness | null;
  write(witness: Witness): void;
  /** The database is thrown away on purpose. */
  forget(): void;
}

const storageKey = 'satchel.witness';

/** In localStorage, which browsers keep apart from IndexedDB. Workers have none: there it reads nothing and keeps nothing. */
export function localWitnessStore(): WitnessStore {
  return {
    read() {
      try {
        return parseWitness(localStore()?.getItem(storageKey) ?? null);
      } catch {
        return null;
      }
    },
    write(witness) {
      try {
        localStore()?.setItem(storageKey, JSON.stringify(witness));
      } catch {
        // A browser that forbids localStorage has no witness; the database still works.
      }
    },
    forget() {
      try {
        localStore()?.removeItem(storageKey);
      } catch {
        // Forbidden: there is none, then.
      }
    },
  };
}

interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

function localStore(): TextStore | undefined {
  return (globalThis as { readonly localStorage?: TextStore }).localStorage;
}

/** Kept in memory, for tests. */
export function memoryWitnessStore(): WitnessStore {
  let kept: Witness | null = null;
  return {
    read: () => kept,
    write(witness) {
      kept = witness;
    },
    forget() {
      kept = null;
    },
  };
}

function parseWitness(text: string | null): Witness | null {
  if (text === null) return null;
  const { deviceId, epoch, lastOpN } = JSON.parse(text) as { readonly [key: string]: unknown };
  if (typeof deviceId !== 'string' || typeof epoch !== 'string') return null;
  if (typeof lastOpN !== 'number' || !Number.isSafeInteger(lastOpN)) return null;
  return { deviceId, epoch, lastOpN };
}
