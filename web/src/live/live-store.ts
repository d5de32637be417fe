import type { Archive } from '../archive/archive.ts';
import { retryDelayMs } from '../archive/retry-delay.ts';
import { watchDatabase } from '../archive/watch-database.ts';
import { createStore, type Store } from './store.ts';

export interface LiveSource<Context, Value> {
  readonly archive: Archive;
  /** What is shown while locked, and before the first answer. */
  readonly empty: Value;
  /** What the query needs and only WebCrypto can make (lookup keys); anew after every change of keys. */
  readonly prepare: () => Promise<Context>;
  /** A query of Dexie alone: it runs again whenever any tab or worker changes what it has looked at. */
  readonly watch: (context: Context) => Promise<unknown>;
  /**
   * Reads and decrypts; `unchanged` where that failed: what is there stays, and it is read again after a
   * pause (a failure is told by whoever acts, not by a list). Never called while it still runs.
   */
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
  /** The end of the reading that may still be under way. */
  let ended: Promise<void> = Promise.resolve();
  const stop = (): void => {
    if (running !== null) ended = running.stop();
    running = null;
  };
  const clear = (): void => {
    put(empty);
    forget?.();
    // What was being decrypted when the lock closed is forgotten with the rest.
    void ended.then(() => running === null && forget?.());
  };
  const restart = (): void => {
    stop();
    if (archive.keys() === null) clear();
    else running = run(source, put, ended);
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
        clear();
      }, lingerMs);
    };
  });
  let leaveLock = (): void => undefined;
  return store;
}

interface Running {
  /** Resolves when nothing is being read any more. */
  readonly stop: () => Promise<void>;
}

/** Begins when the reading before it has ended: the two would fill the same memory. */
function run<Context, Value>(
  source: LiveSource<Context, Value>,
  put: (value: Value) => void,
  before: Promise<void>,
): Running {
  let isStopped = false;
  let isStale = false;
  let reading: Promise<void> | null = null;
  let failedCount = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leave = (): void => undefined;
  const readAgain = (context: Context): void => {
    isStale = true;
    reading ??= readWhileStale(context).finally(() => {
      reading = null;
    });
  };
  const readWhileStale = async (context: Context): Promise<void> => {
    while (isStale) {
      isStale = false;
      const value = await source.read(context).catch((): typeof unchanged => unchanged);
      if (isStopped) {
        if (value !== unchanged) source.release?.(value);
        return;
      }
      if (value === unchanged) later(() => readAgain(context));
      else {
        failedCount = 0;
        put(value);
      }
      if (source.intervalMs === undefined) continue;
      await pause(source.intervalMs);
      if (isStopped) return;
    }
  };
  const later = (again: () => void): void => {
    failedCount += 1;
    clearTimeout(timer);
    timer = setTimeout(again, retryDelayMs(failedCount));
  };
  const start = async (): Promise<void> => {
    const context = await source.prepare();
    if (isStopped) return;
    failedCount = 0;
    if (source.isEager === true) readAgain(context);
    leave = watchDatabase(
      () => source.watch(context),
      () => readAgain(context),
    );
  };
  const begin = (): void => {
    if (isStopped) return;
    // Locked while it was being prepared: the lock's listener has emptied the value already.
    start().catch(() => isStopped || later(begin));
  };
  void before.then(begin);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      leave();
      return reading ?? Promise.resolve();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
