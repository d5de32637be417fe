import type { LockState } from './archive-types.ts';
import { refuse } from './archive-error.ts';

/** The keys derived from one master secret; non-extractable, so a worker can use but not copy them out. */
export interface Keys {
  /** Random name of the master secret; stands beside every ciphertext. */
  readonly keyId: string;
  /** AES-256-GCM, for bodies and chunks. */
  readonly encKey: CryptoKey;
  /** HMAC-SHA-256, for lookup keys. */
  readonly macKey: CryptoKey;
}

/**
 * What may be held while unlocked, and posted to workers. `retiring` is there from the first lock until
 * everything is encrypted anew: reads work with both, writes use `active` alone.
 */
export interface KeyBundle {
  readonly active: Keys;
  readonly retiring: Keys | null;
}

/** The one place of a page or worker that holds keys. */
export interface KeySession {
  state(): LockState;
  bundle(): KeyBundle | null;
  set(state: LockState, bundle: KeyBundle | null): void;
  subscribe(listener: () => void): () => void;
  /** True while this very page exchanges the keys: then others' news about them are its own echo. */
  isChanging(): boolean;
  setChanging(isChanging: boolean): void;
}

export function createKeySession(): KeySession {
  let state: LockState = 'locked';
  let bundle: KeyBundle | null = null;
  let changing = false;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    bundle: () => bundle,
    set(nextState, nextBundle) {
      state = nextState;
      bundle = nextBundle;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isChanging: () => changing,
    setChanging(isChanging) {
      changing = isChanging;
    },
  };
}

/** The keys, or LOCKED: every read and write of the archive begins here. */
export function needKeys(session: KeySession, step: string): KeyBundle {
  return session.bundle() ?? refuse('LOCKED', step);
}

/** Resolves true as soon as other keys than those of `keyId` are held, false when they went or did not come in time. */
export function otherKeys(
  session: KeySession,
  keyId: string | undefined,
  timeoutMs: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isOther: boolean): void => {
      clearTimeout(timer);
      leave();
      resolve(isOther);
    };
    const look = (): void => {
      const bundle = session.bundle();
      if (bundle === null) settle(false);
      else if (bundle.active.keyId !== keyId) settle(true);
    };
    const timer = setTimeout(() => settle(false), timeoutMs);
    const leave = session.subscribe(look);
    look();
  });
}
