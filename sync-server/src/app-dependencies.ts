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
}

export function createChangeSignal(): ChangeSignal {
  const waiting = new Set<() => void>();
  return {
    notify() {
      for (const wake of waiting) wake();
    },
    wait(timeoutMs, signal) {
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
