import { liveQuery } from 'dexie';
import type { Archive } from '../archive/archive.ts';
import { createStore, type Store } from './store.ts';

export interface LiveSource<Context, Value> {
  readonly archive: Archive;
  /** What is shown while locked, and before the first answer. */
  readonly empty: Value;
  /** What the query needs and only WebCrypto can make (lookup keys); anew after every change of keys. */
  readonly prepare: () => Promise<Context>;
  /** A query of Dexie alone: it runs again whenever any tab or worker changes what it has looked at. */
  readonly watch: (context: Context) => Promise<unknown>;
  /** Reads and decrypts; `unchanged` leaves what is there (a failure is told by whoever acts, not by a list). */
  readonly read: (context: Context) => Promise<Value | typeof unchanged>;
  /** Forgets what was decrypted: the lock has closed. */
  readonly forget?: () => void;
  /** Lets go of a value that is replaced. */
  readonly release?: (value: Value) => void;
  /** At most one reading in this time, the last change always being seen. */
  readonly intervalMs?: number;
  /** Reads before the first answer of `watch`, which then costs a second, cheap reading. */
  readonly isEager?: boolean;
}

export const unchanged: unique symbol = Symbol('unchanged');

/** Time a value is kept after the last to look at it has gone: screens change faster than that. */
const lingerMs = 3000;

/**
 * A value read from the archive and kept fresh as long as somebody looks at it. The moment the lock
 * closes it is empty.
 */
export function liveStore<Context, Value>(source: LiveSource<Context, Value>): Store<Value> {
  const { archive, empty, forget, release } = source;
  let running: Running | null = null;
  let lingering: ReturnType<typeof setTimeout> | undefined;
  const put = (value: Value): void => {
    const before = store.get();
    store.set(value);
    if (!Object.is(before, value) && !Object.is(before, empty)) release?.(before);
  };
  const stop = (): void => {
    running?.stop();
    running = null;
  };
  const restart = (): void => {
    stop();
    if (archive.keys() === null) {
      put(empty);
      forget?.();
    } else running = run(source, put);
  };
  const store = createStore<Value>(empty, () => {
    if (lingering === undefined) {
      restart();
      leaveLock = archive.subscribeLock(restart);
    }
    clearTimeout(lingering);
    lingering = undefined;
    return () => {
      lingering = setTimeout(() => {
        lingering = undefined;
        leaveLock();
        stop();
        put(empty);
        forget?.();
      }, lingerMs);
    };
  });
  let leaveLock = (): void => undefined;
  return store;
}

interface Running {
  readonly stop: () => void;
}

function run<Context, Value>(
  source: LiveSource<Context, Value>,
  put: (value: Value) => void,
): Running {
  const state = { isStopped: false, isReading: false, isStale: false };
  let unsubscribe = (): void => undefined;
  const readAgain = async (context: Context): Promise<void> => {
    state.isStale = true;
    if (state.isReading) return;
    state.isReading = true;
    try {
      while (state.isStale && !state.isStopped) {
        state.isStale = false;
        const value = await source.read(context);
        if (value === unchanged) continue;
        if (state.isStopped) source.release?.(value);
        else put(value);
        if (source.intervalMs !== undefined) await pause(source.intervalMs);
      }
    } finally {
      state.isReading = false;
    }
  };
  const start = async (): Promise<void> => {
    const context = await source.prepare();
    if (state.isStopped) return;
    if (source.isEager === true) readAgain(context).catch(() => undefined);
    const subscription = liveQuery(() => source.watch(context)).subscribe({
      next: () => {
        readAgain(context).catch(() => undefined);
      },
      // A database that was closed or deleted: the next to act is told by its own failure.
      error: () => undefined,
    });
    unsubscribe = () => subscription.unsubscribe();
  };
  // Locked while it was being prepared: the lock's listener has emptied the value already.
  start().catch(() => undefined);
  return {
    stop() {
      state.isStopped = true;
      unsubscribe();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
