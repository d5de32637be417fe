import type { FrameDecoder } from './codecs/frame-decoder.ts';
import type { Hub } from './archive/hub-identity.ts';
import type { Archive } from './archive/archive.ts';

/** What the routes stand on; `main` wires the real ones, tests and the simulator their own. */
export interface AppDependencies {
  readonly archive: Archive;
  readonly hub: Hub;
  /** Decodes compressed frames away from this thread. */
  readonly decoder: FrameDecoder;
  readonly now: () => Date;
  /** Base of the links we hand out, without a trailing slash; null: the address of the request. */
  readonly publicUrl: string | null;
  readonly rateLimitPerSecond: number;
  /** Whether this server is reached over TLS (HSTS). */
  readonly secure: boolean;
  /** A body of which nothing arrives for so long is given up. */
  readonly stallTimeoutMs: number;
  /** Requests that are being answered: the archive stays open for them. */
  readonly running: RunningWork;
  /** Folder of the built app; null serves none. */
  readonly webFolder: string | null;
  /** Woken when the change log grew; `changes` waits here. */
  readonly wake: ChangeSignal;
  /** Writes one structured line; never given patient data. */
  readonly log: (event: string, fields?: Readonly<Record<string, string | number>>) => void;
}

/** Lets long polls sleep until something was committed. */
export interface ChangeSignal {
  notify(): void;
  /** Resolves at the next `notify`, after `timeoutMs`, or when the signal aborts. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** Wakes all, and lets nobody wait any more. */
  close(): void;
}

/** Counts what is being done, so that a shutdown can wait for it. */
export interface RunningWork {
  during<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Resolves when nothing runs, or after `timeoutMs`; true when nothing runs. */
  idle(timeoutMs: number): Promise<boolean>;
}

export function createRunningWork(): RunningWork {
  let count = 0;
  let told: (() => void) | null = null;
  return {
    async during(work) {
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
        if (count === 0) told?.();
      }
    },
    async idle(timeoutMs) {
      if (count === 0) return true;
      await new Promise<void>((resolve) => {
        told = resolve;
        setTimeout(resolve, timeoutMs);
      });
      return count === 0;
    },
  };
}

export function createChangeSignal(): ChangeSignal {
  const waiting = new Set<() => void>();
  let isClosed = false;
  return {
    notify() {
      for (const wake of waiting) wake();
    },
    close() {
      isClosed = true;
      for (const wake of waiting) wake();
    },
    wait(timeoutMs, signal) {
      if (isClosed) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        if (signal.aborted) wake();
      });
    },
  };
}
