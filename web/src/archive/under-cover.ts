import type { Archive } from './archive.ts';
import { createKeySession } from './key-session.ts';

/** Time that work under way is given behind a closed lock, before its keys go as well. */
export const underCoverMs = 5 * 60_000;

/**
 * A page that was not called for so long was suspended, and nothing was sent meanwhile. Browsers call a hidden
 * page once a minute at the least.
 */
export const suspendedMs = 90_000;

/**
 * `open`: the lock is open, or there is none. `finishing`: the view is closed, and what was under way goes on
 * with keys of its own for at most `leftS` seconds. `closed`: nothing of this window holds a key.
 */
export type CoverState =
  | { readonly phase: 'open' }
  | { readonly phase: 'finishing'; readonly leftS: number }
  | { readonly phase: 'closed' };

export interface UnderCover {
  /** The same store, with keys that stay while work is finished behind the closed lock. */
  readonly archive: Archive;
  readonly state: () => CoverState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Work that may end under the cover while `isRunning` says so; returns what forgets it. */
  addWork(isRunning: () => boolean): () => void;
  /** The page has come back from wherever it was: what has used its time up goes before anything is drawn. */
  look(): void;
  /** Nothing is waited for any more: the keys go at once. */
  closeNow(): void;
}

export interface CoverPorts {
  /** Milliseconds since 1970; goes on during sleep. */
  readonly wallMs: () => number;
  /** Milliseconds that never go back; may stand still during sleep. */
  readonly steadyMs: () => number;
  /** Calls back every second; gives what ends it. */
  readonly everySecond: (callback: () => void) => () => void;
}

const browserPorts: CoverPorts = {
  wallMs: () => Date.now(),
  steadyMs: () => performance.now(),
  everySecond(callback) {
    const timer = setInterval(callback, 1000);
    return () => clearInterval(timer);
  },
};

const covers = new WeakMap<Archive, UnderCover>();

/** One for each open archive; made while its lock is open, or it has no keys to keep. */
export function underCover(archive: Archive): UnderCover {
  const known = covers.get(archive);
  if (known !== undefined) return known;
  const cover = new Cover(archive, browserPorts);
  covers.set(archive, cover);
  return cover;
}

/** For tests, with a clock of their own. */
export function createUnderCover(archive: Archive, ports: CoverPorts): UnderCover {
  return new Cover(archive, ports);
}

class Cover implements UnderCover {
  readonly archive: Archive;
  private readonly page: Archive;
  private readonly ports: CoverPorts;
  private readonly work = new Set<() => boolean>();
  private readonly listeners = new Set<() => void>();
  private current: CoverState = { phase: 'closed' };
  private stopTicking: () => void = () => undefined;
  private tick: () => void = () => undefined;

  constructor(page: Archive, ports: CoverPorts) {
    this.page = page;
    this.ports = ports;
    const session = createKeySession();
    this.archive = {
      ...page,
      session,
      lockState: () => session.state(),
      subscribeLock: (listener) => session.subscribe(listener),
      keys: () => session.bundle(),
      // The page's own handle closes the store.
      close: () => undefined,
    };
    page.subscribeLock(() => this.follow());
    this.follow();
  }

  readonly state = (): CoverState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  addWork(isRunning: () => boolean): () => void {
    this.work.add(isRunning);
    return () => void this.work.delete(isRunning);
  }

  look(): void {
    if (this.current.phase === 'finishing') this.tick();
  }

  closeNow(): void {
    if (this.current.phase !== 'finishing') return;
    this.stopTicking();
    this.archive.session.set('locked', null);
    this.publish({ phase: 'closed' });
  }

  private follow(): void {
    const bundle = this.page.keys();
    if (bundle !== null) {
      this.stopTicking();
      this.archive.session.set(this.page.lockState(), bundle);
      if (this.current.phase !== 'open') this.publish({ phase: 'open' });
    } else if (this.current.phase === 'open') this.finish();
  }

  private finish(): void {
    const { wallMs, steadyMs, everySecond } = this.ports;
    const wallAtMs = wallMs();
    const steadyAtMs = steadyMs();
    // By both clocks: a tablet that slept has used its time up, and a clock put back gives no more of it.
    const leftMs = (): number =>
      underCoverMs - Math.max(wallMs() - wallAtMs, steadyMs() - steadyAtMs);
    let calledAtMs = wallAtMs;
    const tick = (): void => {
      const left = leftMs();
      const isSuspended = wallMs() - calledAtMs > suspendedMs;
      calledAtMs = wallMs();
      if (left <= 0 || isSuspended || ![...this.work].some((isRunning) => isRunning()))
        this.closeNow();
      else this.publish({ phase: 'finishing', leftS: Math.ceil(left / 1000) });
    };
    this.current = { phase: 'finishing', leftS: underCoverMs / 1000 };
    this.tick = tick;
    this.stopTicking = everySecond(tick);
    tick();
    if (this.current.phase === 'finishing') void this.closeWhereKeysAreVoid();
  }

  /** Another window has set a lock, or the store was made anew: then nothing can be finished with these keys. */
  private async closeWhereKeysAreVoid(): Promise<void> {
    const keyId = this.archive.keys()?.active.keyId;
    const row = await this.page.db.meta.get('keys').catch(() => undefined);
    if (row?.name === 'keys' && row.activeKeyId === keyId) return;
    if (this.archive.keys()?.active.keyId === keyId) this.closeNow();
  }

  private publish(next: CoverState): void {
    this.current = next;
    for (const listener of this.listeners) listener();
  }
}
